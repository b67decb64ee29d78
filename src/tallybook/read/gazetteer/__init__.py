"""Which places a name may mean: GeoNames' cities and the vocabulary's own, looked up in one file."""

from tallybook.read.gazetteer.entry import Entry
from tallybook.read.gazetteer.keys import fold, key
from tallybook.read.gazetteer.lookup import beginning, folded, named

__all__ = ["Entry", "beginning", "fold", "folded", "key", "named"]
