"""Which state a word means: its name, the adjective of its people, a capital that stands for its government."""

from __future__ import annotations

from functools import cache

from tallybook.vocabulary import load


@cache
def states() -> dict[str, str]:
    """Each such word, in small letters -> the state's usual name.

    >>> states()["kyiv"], states()["ukrainian"]
    ('Ukraine', 'Ukraine')
    """
    out: dict[str, str] = {}
    for state in load("states"):
        for word in (*state["names"], *state.get("demonyms", ()), *state.get("metonyms", ())):
            out.setdefault(word.lower(), state["names"][0])
    return out


@cache
def peoples() -> dict[str, str]:
    """The adjective of a people, in small letters -> the state's usual name.

    >>> peoples()["malian"]
    'Mali'
    """
    return {word.lower(): state["names"][0] for state in load("states") for word in state["demonyms"]}
