"""The word lists of ``grammar.yml`` as sets."""

from __future__ import annotations

from functools import cache

from tallybook.vocabulary import load


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``grammar.yml`` as a set of lower-case words."""
    return frozenset(str(word) for word in load("grammar")[name])
