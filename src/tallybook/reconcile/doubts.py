"""Figures that a careful analyst would not let set a bound: each is left out with its reason, none silently.

A report that is read by a machine has slips: a part told as the whole, an age or a crowd taken for a toll. One of them
would set the low or the high of an incident that ten reports tell alike. So a figure that stands alone is asked
whether anything speaks against it; one that another voice comes near is never doubted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.parties import on_its_enemy
from tallybook.reconcile.voices import same_voice
from tallybook.records import Figure

Left = tuple[Entry, str]
Told = Mapping[str, list[Entry]]
"""The standing figures of the whole, by the local incident that tells them."""
THOUSANDS, BEYOND = 1000, 50
"""A number from the first on, more than so many times the largest of the smaller ones, is not of one incident."""
PART = 4
"""A number of which its own report tells so many times as much counts a part."""
NEAR = 1.5
"""Two voices whose numbers differ by no more than this factor speak for each other."""
SAME = 1.1
"""How near a number comes that bears out one that its reader is not sure of."""
SURE = 0.9
"""The chance of a claim below which it does not set a bound alone."""
ENOUGH = 2
"""Other voices from which on a claim that is not sure can be left out."""


def undoubted(counted: Sequence[Entry], found: Sequence[Entry]) -> tuple[list[Entry], list[Left]]:
    """The counted figures that stand, and those that do not with the reasons.

    ``counted`` has one figure for each voice, ``found`` every figure of the incident, of all harms and classes.
    At least one figure stands: what would leave nothing is not applied.
    """
    kept: list[Entry] = list(counted)
    left: list[Left] = []
    told: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        if _is_whole(entry.claim):
            told[entry.member.id].append(entry)
    for rule in (_beyond, _more_than_all, _a_part, _unsure):
        doubted = {entry.claim.id: reason for entry, reason in rule(kept, told)}
        if len(doubted) < len(kept):
            left += [(entry, doubted[entry.claim.id]) for entry in kept if entry.claim.id in doubted]
            kept = [entry for entry in kept if entry.claim.id not in doubted]
    return kept, left


def _beyond(counted: Sequence[Entry], _: Told) -> Iterator[Left]:
    """A number in the thousands, many times what anybody else says, counts something else: the war, a population."""
    most = max((entry.top for entry in counted if entry.top < THOUSANDS), default=0) * BEYOND
    for entry in counted:
        if most and entry.top >= THOUSANDS and entry.top > most:
            yield entry, "many times what anybody else says: it counts something else"


def _more_than_all(counted: Sequence[Entry], told: Told) -> Iterator[Left]:
    """A class of victims of which its own speaker counts fewer people in all."""
    for entry in counted:
        if entry.claim.victims == "unspecified":
            continue
        people = [e for e in _beside(entry, told, "unspecified") if same_voice(e.voice, entry.voice)]
        if people and all(e.top < entry.number for e in people):
            yield entry, f"the same speaker counts only {max(e.top for e in people)} people in all"


def _a_part(counted: Sequence[Entry], told: Told) -> Iterator[Left]:
    """A number that stands alone, of which its own report tells many times as much from a speaker of its standing."""
    for entry in counted:
        if not entry.number or entry.exactness == 0:
            continue
        wholes = [e for e in _beside(entry, told, entry.claim.victims) if _is_whole_of(e, entry, counted)]
        whole = max(wholes, key=lambda e: e.number, default=None)
        if whole is not None and not _is_borne_out(entry, counted):
            yield entry, f"its own report tells {whole.number}, and nobody else so few: it counts a part"


def _is_whole_of(whole: Entry, entry: Entry, counted: Sequence[Entry]) -> bool:
    if whole.number < PART * entry.top or on_its_enemy(whole):
        return False
    return whole.rank < entry.rank or _is_borne_out(whole, counted)


def _unsure(counted: Sequence[Entry], _: Told) -> Iterator[Left]:
    """A claim that its reader is not sure of, where others speak and none of them comes near."""
    for entry in counted:
        chance = entry.claim.confidence
        if chance is None or chance >= SURE or entry.claim.judged is not None or len(counted) <= ENOUGH:
            continue
        sure = [e for e in counted if (e.claim.confidence or 1.0) >= SURE]
        outside = sure and (entry.number < min(e.number for e in sure) or entry.top > max(e.top for e in sure))
        if outside and not _is_borne_out(entry, sure, SAME):
            yield entry, f"the reader is {round(100 * chance)} % sure of it, and nobody else comes near"


def _beside(entry: Entry, told: Told, victims: str) -> Iterator[Entry]:
    """The other figures of its harm and a class that its own telling gives of the whole."""
    for other in told.get(entry.member.id, ()):
        claim = other.claim
        if claim.id != entry.claim.id and (claim.harm, claim.victims) == (entry.claim.harm, victims):
            yield other


def _is_whole(claim: Figure) -> bool:
    return claim.scope == "whole" and claim.current and not claim.combined and claim.qualifier != "vague"


def _is_borne_out(entry: Entry, counted: Sequence[Entry], factor: float = NEAR) -> bool:
    """Whether another voice in another report gives a number near it."""
    return any(
        max(entry.number, other.number) <= factor * min(entry.number, other.number)
        and other.member.voice != entry.member.voice
        and not same_voice(entry.voice, other.voice)
        for other in counted
    )
