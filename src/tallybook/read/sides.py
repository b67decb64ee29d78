"""Whose losses an open number counts: "12 of its members", "the army lost nine", "another 42"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from tallybook.read.document import Sentence, Token
from tallybook.read.people import classify
from tallybook.records import Victims
from tallybook.vocabulary import load

_OWN = frozenset(("its", "their", "his", "our", "own"))
_STATE = frozenset(("armed", "security", "government", "regime", "defence", "defense"))
_REACH = 2


@cache
def _sides() -> dict[str, Victims]:
    table = load("victims")["owners"]
    return {word: side for side in ("armed_group", "security_force") for word in table[side]}


def named(tokens: Sequence[Token], before: int, armed: frozenset[int] = frozenset()) -> Victims | None:
    """The side named last before token ``before``: by a word, or by a group whose name begins at a text offset."""
    sides = _sides()
    for at in range(before - 1, -1, -1):
        if tokens[at].start in armed:
            return "armed_group"
        word = tokens[at].low.removesuffix("'s")
        side = "security_force" if word == "forces" and at and tokens[at - 1].low in _STATE else sides.get(word)
        if side is not None:
            return side
    return None


def owner(sentences: Sequence[Sentence], index: int, first: int, last: int, armed: frozenset[int]) -> Victims | None:
    """The side of "N of its members": whoever was named last, in this sentence or the two before."""
    tokens = sentences[index].tokens
    if not any(token.low in _OWN for token in tokens[first : last + 1]):
        return None
    for back in range(_REACH + 1):
        if index < back:
            break
        earlier = sentences[index - back].tokens
        side = named(earlier, first if back == 0 else len(earlier), armed)
        if side is not None:
            return side
    return None


def labelled(tokens: Sequence[Token], first: int) -> Victims | None:
    """The class a list's label gives to what follows it: "- army: 26 dead", "- civilians: eight dead".

    Outside a list "Police: 26 dead" names the speaker.
    """
    for at in range(first - 1, max(-1, first - 8), -1):
        if tokens[at].text == ":":
            label = _last_class(tokens, max(0, at - 3), at) or named(tokens[:at], at)
            plain = any(token.low.startswith("civilian") for token in tokens[max(0, at - 3) : at])
            return label if plain or tokens[0].text in "-*•–" else None
    return None


def counted(tokens: Sequence[Token], first: int) -> Victims | None:
    """The class in "the number of civilians killed has risen to 133"."""
    for at in range(first - 1, max(-1, first - 12), -1):
        if tokens[at].low in ("number", "count"):
            return _last_class(tokens, at, first)
    return None


def _last_class(tokens: Sequence[Token], begin: int, end: int) -> Victims | None:
    for at in range(end - 1, begin - 1, -1):
        kind = classify(tokens[at].low)
        if kind in ("civilian", "security_force", "armed_group"):
            return cast(Victims, kind)
    return None


def loser(tokens: Sequence[Token], cue: int, armed: frozenset[int]) -> Victims | None:
    """The side that "lost", "suffered" or paid: the subject right before the verb."""
    return named(tokens[max(0, cue - 6) : cue], min(cue, 6), armed)
