"""The vocabulary's groups and states, indexed by the first word of each name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from tallybook import vocabulary
from tallybook.read.gazetteer import key

Role = Literal["name", "demonym", "metonym"]
GroupKind = Literal["armed_group", "state", "state_force"]


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a group or a state.

    ``words`` are its plain words; ``exact`` its letters where only they count ("IS"); ``lower`` whether it may be
    written without a capital; ``label`` whether only opponents call it so; ``role`` tells "Syria" from "Syrian"
    (demonym) and from "Damascus" (metonym).
    """

    words: tuple[str, ...]
    id: str
    name: str
    kind: GroupKind
    exact: str | None = None
    lower: bool = False
    label: bool = False
    surname: bool = False
    role: Role = "name"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``starts`` maps a first word to its names, the longest first, and ``seconds`` to their second words (None
    where one name is done after the first). ``triggers`` are all words at which it is worth to look closer,
    ``lower_triggers`` those without a capital; the rest are word classes of groups.yml.
    """

    starts: dict[str, tuple[Alias, ...]]
    force_words: frozenset[str]
    government_words: frozenset[str]
    force_adjectives: frozenset[str]
    endings: frozenset[tuple[str, ...]]
    beginnings: frozenset[str]
    last_words: frozenset[str]
    saying: frozenset[str]
    triggers: frozenset[str]
    lower_triggers: frozenset[str]
    seconds: dict[str, frozenset[str] | None]


@cache
def lexicon() -> Lexicon:
    """The index, built once."""
    data = vocabulary.load("groups")
    starts: dict[str, list[Alias]] = defaultdict(list)
    for alias in (*_groups(data), *_states(vocabulary.load("states"))):
        starts[alias.words[0]].append(alias)
    endings = frozenset(tuple(key(text).split()) for text in data["unknown_endings"])
    beginnings, last_words = frozenset(data["unknown_beginnings"]), frozenset(ending[-1] for ending in endings)
    return Lexicon(
        {first: tuple(sorted(found, key=lambda alias: -len(alias.words))) for first, found in starts.items()},
        frozenset(data["force_words"].split()),
        frozenset(data["government_words"].split()),
        frozenset(data["force_adjectives"].split()),
        endings,
        beginnings,
        last_words,
        frozenset(vocabulary.load("place_words")["saying"].split()),
        frozenset(starts) | beginnings | last_words,
        frozenset(alias.words[0] for found in starts.values() for alias in found if alias.lower),
        {first: _seconds(found) for first, found in starts.items()},
    )


def _seconds(aliases: list[Alias]) -> frozenset[str] | None:
    if any(len(alias.words) == 1 for alias in aliases):
        return None
    return frozenset(alias.words[1] for alias in aliases)


def _groups(data: dict[str, Any]) -> Iterator[Alias]:
    surnames = frozenset(data["surnames"])
    kinds: tuple[tuple[str, GroupKind], ...] = (("armed_groups", "armed_group"), ("state_forces", "state_force"))
    for section, kind in kinds:
        for group in data[section]:
            for said in (group["name"], *group.get("also", ())):
                yield _alias(said, group, kind, label=False, surname=said in surnames)
            for said in group.get("labels", ()):
                yield _alias(said, group, kind, label=True, surname=False)


def _alias(said: str, group: dict[str, Any], kind: GroupKind, *, label: bool, surname: bool) -> Alias:
    words = _plain(said)
    exact = said if _is_acronym(said) else None
    return Alias(words, str(group["id"]), group["name"], kind, exact, said[0].islower(), label, surname)


def _plain(said: str) -> tuple[str, ...]:
    """The plain words of a name, as they come out of tokens: "People's" counts as "people"."""
    return tuple(word for part in said.removeprefix("The ").split() for word in key(part.removesuffix("'s")).split())


def _is_acronym(said: str) -> bool:
    return (
        " " not in said and len(said) < 8 and said[:1].isupper() and (said.isupper() or sum(map(str.isupper, said)) > 1)
    )


def _states(states: list[dict[str, Any]]) -> Iterator[Alias]:
    for state in states:
        code, name = state["code"].lower(), state["names"][0]
        for said in state["names"]:
            exact = said if said.isupper() and "." not in said else None
            yield Alias(_plain(said), code, name, "state", exact)
        for said in state["demonyms"]:
            yield Alias(_plain(said), code, name, "state", role="demonym")
        for said in state.get("metonyms", ()):
            yield Alias(_plain(said), code, name, "state", role="metonym")
