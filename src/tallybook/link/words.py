"""What two tellings of one incident have in common as words: content words and names."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from tallybook.vocabulary import load

WORDS = 48
NAMES = 10
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][^\W\d_]{3,}")


@cache
def common() -> frozenset[str]:
    """The words that tell no two incidents apart, folded."""
    return frozenset(fold(word) for word in str(load("linking")["common"]).split())


@cache
def states() -> frozenset[str]:
    """Names of states, their people and seats, folded: they tell no two incidents of a country apart."""
    keys = ("names", "demonyms", "metonyms")
    phrases = (phrase for state in load("states") for key in keys for phrase in state.get(key, ()))
    return frozenset(fold(word) for phrase in phrases for word in phrase.split())


@cache
def families_of(kind: str) -> frozenset[str]:
    """The families of event types that a type's words put it in.

    >>> sorted(families_of("suicide bombing and shooting"))
    ['blast', 'ground']
    """
    words = f" {' '.join(re.findall(r'[a-z]+', kind.lower()))} "
    families = load("linking")["families"].items()
    return frozenset(name for name, keys in families if any(f" {key} " in words for key in keys))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word without accents, case and a plural's ending, so that spellings meet."""
    plain = unicodedata.normalize("NFKD", word) if not word.isascii() else word
    low = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return low[:-1] if len(low) > 4 and low.endswith("s") and not low.endswith("ss") else low


def content(text: str) -> tuple[str, ...]:
    """The telling words of a text, the most frequent first, at most ``WORDS``.

    >>> content("Gunmen raided the market; the market was full.")
    ('market', 'full', 'raided')
    """
    return _frequent((word for word in map(fold, _WORD.findall(text)) if word not in common()), WORDS)


def names(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """Words written as names inside a sentence, without those of ``known`` (places), the most frequent first."""
    idle = common() | states() | known
    words = (word for word in map(fold, _NAME.findall(text)) if word not in idle)
    return _frequent(words, NAMES)


@lru_cache(maxsize=1 << 14)
def words_of(name: str) -> frozenset[str]:
    """The words of a place's name, folded."""
    return frozenset(map(fold, _WORD.findall(name)))


def _frequent(words: Iterable[str], most: int) -> tuple[str, ...]:
    counts = Counter(words)
    return tuple(sorted(counts, key=lambda word: (-counts[word], word))[:most])
