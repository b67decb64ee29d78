"""Possessives of a text that lost its apostrophes: "Syrias second city" is Syria's, and "Saturdays attack" Saturday's.

Many archives and data sets drop the mark. Where a text of some length has none at all, a capitalised word that is a
country's, a region's or a weekday's name with an "s" too many is taken for its possessive.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tallybook.read.gazetteer import named
from tallybook.read.gazetteer.keys import key
from tallybook.read.toponyms.words import words
from tallybook.vocabulary import load

LEAST = 300
"""Characters of a text that would hold an apostrophe if it had kept them."""
_MARK = re.compile("['’‘`´ʼ]")
_KINDS = ("country", "region")
_SHORTEST = 4


def are_lost(text: str) -> bool:
    """Whether a text is long enough to have apostrophes and has none."""
    return len(text) >= LEAST and _MARK.search(text) is None


def owner(word: str, text: str) -> str | None:
    """The name whose possessive a word of a text without apostrophes is, or None.

    A place's name must be heard in the text besides, or its people ("Syrian"): falcons are not of the state of Falcon.

    >>> text = "Saturdays blast hit Syrias second city. Syrian Kurds gathered in Damascus, and hundreds of Falcons."
    >>> [owner(word, text) for word in ("Syrias", "Saturdays", "Damascus", "Kurds", "Falcons")]
    ['Syria', 'Saturday', None, None, None]
    """
    name = word[:-1]
    if len(name) < _SHORTEST or word[-1] != "s" or not word[0].isupper() or not word[1:].islower():
        return None
    if name.lower() in load("times")["weekdays"]:
        return name
    return name if _owns(word) and _is_heard(name, word, text) else None


@lru_cache(maxsize=1 << 12)
def _owns(word: str) -> bool:
    """Whether a word is no name itself, and a country's or a region's without its last letter."""
    whole, name = key(word), key(word[:-1])
    if named(whole) or words().doubtful(whole) or words().doubtful(name):
        return False
    entries = named(name)
    return bool(entries) and entries[0].kind in _KINDS


def _is_heard(name: str, word: str, text: str) -> bool:
    return any(found != word for found in re.findall(rf"\b{re.escape(name[:_SHORTEST])}\w*", text))
