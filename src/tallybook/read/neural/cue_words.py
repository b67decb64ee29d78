"""Words that stand beside an event (condemning, denying, claiming, being blamed): a feature, never a decision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from tallybook.read.document import Sentence
from tallybook.vocabulary import load

_BLAMING = {
    "responsibility claimed": ("claim", "owning", "did"),
    "responsibility blamed": ("accuse", "hold", "behind", "responsible"),
    "responsibility denied": ("deny", "distance", "no_part"),
}
_DENYING = ("deny", "refuse", "untrue")


@cache
def words() -> dict[str, frozenset[str]]:
    """For each event of ``features.EVENTS`` the first words of what tells it, lower case."""
    reactions, blaming, denials = (load(name) for name in ("reactions", "blaming", "denials"))
    found: dict[str, set[str]] = {}
    for action, word in _reacting(reactions):
        found.setdefault(f"reaction {action}", set()).add(word)
    found.setdefault("reaction blame", set()).update(blaming["accuse"])
    found.setdefault("reaction deny", set()).update(denials["deny"])
    for event, lists in _BLAMING.items():
        found[event] = {phrase.split()[0] for name in lists for phrase in blaming[name]}
    found["denial"] = {phrase.split()[0] for name in _DENYING for phrase in denials[name]}
    return {event: frozenset(each) for event, each in found.items()}


def _reacting(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for action, entries in data["verbs"].items():
        yield from ((action, word) for entry in entries for word in entry["words"])
    for name in ("nouns", "states", "said"):
        for action, phrases in data[name].items():
            yield from ((action, phrase.split()[0]) for phrase in phrases)


@cache
def _events_of(events: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Word -> the places in ``events`` of what it tells."""
    known = words()
    every = sorted({word for event in events for word in known.get(event, ())})
    return {word: tuple(at for at, event in enumerate(events) if word in known.get(event, ())) for word in every}


def at(sentence: Sentence, events: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """For each event the characters at which a word of it begins in a sentence."""
    known = _events_of(events)
    found: list[list[int]] = [[] for _ in events]
    for token in sentence.tokens:
        for event in known.get(token.low, ()):
            found[event].append(token.start)
    return tuple(map(tuple, found))
