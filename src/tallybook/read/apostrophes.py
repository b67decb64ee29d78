"""Possessives of a text that lost its apostrophes: "Syrias second city" is Syria's, and "Saturdays attack" Saturday's.

Many archives and data sets drop the mark. Where a text of some length has none at all, a capitalised word that is a
country's, a region's or a weekday's name with an "s" too many is taken for its possessive.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tallybook.read import wordlists
from tallybook.read.gazetteer import named
from tallybook.read.gazetteer.keys import key
from tallybook.read.toponyms.words import words
from tallybook.vocabulary import load

LEAST = 300
"""Characters of a text that would hold an apostrophe if it had kept them."""
_MARK = re.compile("['’‘`´ʼ]")
_WORD = re.compile(r"\b\w+")
_KINDS = ("country", "region")
_SHORTEST = 4
_EACH = frozenset(("on", "every", "most", "all", "some", "two", "several", "these", "those"))


def are_lost(text: str) -> bool:
    """Whether a text is long enough to have apostrophes and has none."""
    return len(text) >= LEAST and _MARK.search(text) is None


def owners(text: str) -> dict[str, str]:
    """The words of a text without apostrophes that are possessives, each with the name that owns.

    A place's name must be heard in the text besides, or its people ("Syrian"): falcons are not of the state of Falcon.
    A plural in "-ys" behind a consonant there is none: "the armys", "the Observatorys" own something.

    >>> text = "Saturdays blast hit Syrias second city. Syrian Kurds fled the armys raids, and hundreds of Falcons too."
    >>> sorted(owners(text).items())
    [('Saturdays', 'Saturday'), ('Syrias', 'Syria'), ('armys', 'army')]
    """
    distinct = set(_WORD.findall(text))
    plurals = [word for word in distinct if word[-1] == "s" and len(word) > _SHORTEST and word[1:].islower()]
    names = [word for word in plurals if word[0].isupper()]
    heard = Counter(word[:_SHORTEST] for word in distinct) if names else Counter()
    owning = [word for word in names if is_weekday(word[:-1]) or _is_owned(word, heard)]
    owning += [word for word in plurals if word[-2] == "y" and word[-3].lower() not in "aeiou"]
    return {word: word[:-1] for word in owning}


def is_weekday(name: str) -> bool:
    """Whether a name is a day's of the week."""
    return name.lower() in load("times")["weekdays"]


def are_days(before: str, after: Sequence[str]) -> bool:
    """Whether "Saturdays" counts days and owns nothing, by the word before it (lower case, empty at an end) and the
    few behind it.

    >>> are_days("blamed", ["attack"]), are_days("on", ["markets", "close"]), are_days("and", ["after"])
    (False, True, True)
    >>> are_days("on", ["suicide", "bombing"])
    False
    """
    if not after or not after[0].isalpha() or after[0] in wordlists.words("phrase_stops"):
        return True
    return before in _EACH and not any(word in load("agents")["suffered"] for word in after)


def _is_owned(word: str, heard: Mapping[str, int]) -> bool:
    return heard[word[:_SHORTEST]] > 1 and _owns(word)


@lru_cache(maxsize=1 << 12)
def _owns(word: str) -> bool:
    """Whether a word is no name itself, and a country's or a region's without its last letter."""
    whole, name = key(word), key(word[:-1])
    if named(whole) or words().doubtful(whole) or words().doubtful(name):
        return False
    entries = named(name)
    return bool(entries) and entries[0].kind in _KINDS
