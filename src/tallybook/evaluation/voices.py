"""Measures over responsibility, reactions and denials: who is named with what, counted once a report."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tallybook.evaluation.counts import Tally
from tallybook.evaluation.files import Json
from tallybook.evaluation.names import same_name, words

Agree = Callable[[Json, Json], bool]


@dataclass(frozen=True, slots=True)
class Named:
    """The claims of one kind in one report: the counts, and the gold items that were not found."""

    tally: Tally
    missed: tuple[Json, ...]


def compare(gold: list[Json], claims: list[Json], agree: Agree) -> Named:
    """Counts each of a name's claims of one kind once, and finds the gold items that some claim agrees with."""
    asked = {_identity(item): item for item in gold}
    given = {_identity(claim) for claim in claims}
    missed = tuple(item for item in asked.values() if not any(agree(item, claim) for claim in claims))
    return Named(Tally(len(asked) - len(missed), len(given), len(asked)), missed)


def responsibility_agrees(gold: Json, claim: Json) -> bool:
    """The same group, in the same mode."""
    return gold["mode"] == claim.get("mode") and same_name(gold["group"], claim.get("group"))


def reaction_agrees(gold: Json, claim: Json) -> bool:
    """The same actor, with the same action."""
    return gold["action"] == claim.get("action") and same_name(gold["actor"], claim.get("actor"))


def denial_agrees(gold: Json, claim: Json) -> bool:
    """The same one denies."""
    return same_name(gold["by"], claim.get("by") or (claim.get("speaker") or {}).get("name"))


def who(item: Json) -> str | None:
    """The name that an item of gold or a claim is about."""
    return item.get("group") or item.get("actor") or item.get("by")


def _identity(item: Json) -> str:
    return json.dumps([item.get("mode"), item.get("action"), sorted(words(str(who(item) or "")))])
