"""When two names mean the same: a gold annotator and a reader rarely cut a name at the same word."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache

# Articles, links and titles, which say nothing of who it is.
_LEFT_OUT = frozenset(
    {"the", "a", "an", "of", "and", "s", "for", "in", "on", "at", "to", "mr", "dr", "gen", "col", "said"}
    | {"their", "his", "her"}
)
_WORD = re.compile(r"[a-z0-9]+")
_NEARLY = 0.8


@cache
def words(name: str) -> frozenset[str]:
    """The words of a name that tell it from another, in lower case and without accents.

    >>> sorted(words("the Governor of Niğde"))
    ['governor', 'nigde']
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return frozenset(_WORD.findall(plain)) - _LEFT_OUT


def same_name(one: str | None, other: str | None) -> bool:
    """Two names agree when half of the shorter one's words are shared, or they are nearly the same string.

    No name agrees with no name only.
    """
    a, b = words(str(one or "")), words(str(other or ""))
    if not a or not b:
        return not a and not b
    if len(a & b) * 2 >= min(len(a), len(b)):
        return True
    return difflib.SequenceMatcher(None, " ".join(sorted(a)), " ".join(sorted(b))).ratio() >= _NEARLY
