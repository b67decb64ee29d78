"""Which figure of a ledger weighs most."""

from __future__ import annotations

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.parties import is_of_another_state, on_its_enemy
from tallybook.reconcile.voices import rank

Weight = tuple[bool, bool, bool, bool, int, bool, tuple[str, bool, int, int, int, str]]


def best_of(ledger: Ledger) -> Entry:
    """The latest figure of the most authoritative speaker.

    An authority that gives an open end ("at least 72") is overtaken by a later and higher number, which the open end
    allows, and by a higher one of the same day from one of like authority or who counts as an organisation does: the
    two agree, and one says more ("at least 100 bodies", rescuers; "at least 126", a monitor).
    """
    best = max(ledger.counted, key=lambda entry: weight(entry, ledger))
    while later := [entry for entry in ledger.counted if _overtakes(entry, best, ledger)]:
        best = max(later, key=lambda entry: weight(entry, ledger))
    return best


def weight(entry: Entry, ledger: Ledger) -> Weight:
    """Sorts by authority, then from the earliest to the latest.

    Words like "dozens", a denial of any loss, a number that was taken back, and a state's count of another state's
    soldiers come first, so that they are best only where nothing else is said; a range or an upper bound only where
    its authority gives no number.
    """
    stands = entry.claim.id not in ledger.recalled
    own = not is_of_another_state(entry)
    return (entry.number > 0, entry.exactness > 0, stands, own, -entry.rank, entry.exactness > 1, entry.order)


def _overtakes(entry: Entry, best: Entry, ledger: Ledger) -> bool:
    is_open = best.claim.high is None and best.exactness > 0
    is_plain = entry.exactness > 1 and entry.claim.id not in ledger.recalled and entry.voice.kind != "armed_group"
    if not (is_open and is_plain and entry.stated > best.stated):
        return False
    as_near = entry.rank <= max(best.rank, rank("ngo")) and not on_its_enemy(entry)
    return entry.placed[:10] > best.placed[:10] or (as_near and entry.placed[:10] == best.placed[:10])
