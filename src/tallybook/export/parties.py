"""Who fought whom, as coded datasets want it: two sides and the kind of violence, or nothing where it is not told.

A group that is only named beside an incident is taken for a side only where no group claims the incident or is blamed
for it, and where it is the only one. A bare country's name is no side: reports name countries for many reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tallybook.records import Incident
from tallybook.vocabulary.identifiers import Country, Group, countries, group_named, groups, missions, state_named

Kind = Literal["state", "group", "civilians"]


@dataclass(frozen=True, slots=True)
class Party:
    """A side: a state's government, an armed group (of the vocabulary, or by its name alone), or civilians."""

    kind: Kind
    name: str
    country: Country | None = None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """``violence`` is UCDP's: 1 state-based, 2 non-state, 3 one-sided; None where the sides are not told.

    ``actor`` is who did it, where a group claims it or one party is blamed; ``others`` are further groups that
    claim it.
    """

    violence: int | None
    a: Party | None
    b: Party | None
    actor: Party | None
    others: tuple[Party, ...] = ()


CIVILIANS = Party("civilians", "Civilians")


def sides(incident: Incident) -> Sides:
    """The two sides of an incident, as far as its reports tell them."""
    claimed = _parties(incident.claimed_by)
    blamed = _parties(incident.blamed)
    named = _named(incident)
    actor = next(iter(claimed or blamed), None) if len(claimed or blamed) == 1 or claimed else None
    armed = _armed(claimed, blamed, named)
    state = _state(incident, blamed, named)
    others = tuple(party for party in claimed if party != actor)
    if are_civilians_alone(incident) and (actor or armed or state):
        return _one_sided(actor, armed, state, others)
    if state and len(armed) == 1:
        return Sides(1, state, armed[0], actor, others)
    if not state and len(armed) == 2:
        first, second = sorted(armed, key=lambda party: party.name)
        return Sides(2, first, second, actor, others)
    return Sides(None, state, armed[0] if len(armed) == 1 else None, actor, others)


def _one_sided(actor: Party | None, armed: list[Party], state: Party | None, others: tuple[Party, ...]) -> Sides:
    told = [party for party in (*armed, state) if party]
    doer = actor or (told[0] if len(told) == 1 else None)
    return Sides(3 if doer else None, doer, CIVILIANS, doer, others)


def harmed(incident: Incident) -> set[str]:
    """The classes of victims that an estimate says were killed, wounded or abducted."""
    return {
        victims
        for harm in ("killed", "wounded", "abducted")
        for victims, estimate in incident.figures.get(harm, {}).items()
        if estimate.high is None or estimate.high > 0
    }


def are_civilians_alone(incident: Incident) -> bool:
    """Whether civilians were harmed, and nobody who is told to be a fighter or of the security forces."""
    return harmed(incident) - {"unspecified"} == {"civilian"}


def _armed(claimed: list[Party], blamed: list[Party], named: list[Party]) -> list[Party]:
    for found in (claimed, blamed, named):
        own = [party for party in found if party.kind == "group"]
        if own:
            return own
    return []


def _state(incident: Incident, blamed: list[Party], named: list[Party]) -> Party | None:
    """The one state that fought: its forces are named or blamed, or the country's own forces were harmed."""
    fought = {party.name: party for party in named if party.kind == "state"}
    home = incident.place.country if incident.place else None
    if "security_force" in harmed(incident) and home in countries():
        own = government(countries()[home])
        return own if not fought or own.name in fought else None
    found = fought | {party.name: party for party in blamed if party.kind == "state"}
    return next(iter(found.values())) if len(found) == 1 else None


def _parties(names: Iterable[str]) -> list[Party]:
    """The groups and states among names, each once; words that name nobody of the vocabulary are left out."""
    found: dict[str, Party] = {}
    for name in names:
        party = _party(name)
        if party:
            found.setdefault(party.name, party)
    return list(found.values())


@cache
def _party(name: str) -> Party | None:
    group = group_named(name)
    if group:
        return of_group(group)
    state = state_named(name)
    return government(state) if state else None


def _named(incident: Incident) -> list[Party]:
    found = [of_group(groups()[id]) for id in incident.groups if id in groups()]
    return list({party.name: party for party in found if party}.values())


def of_group(group: Group) -> Party | None:
    """The side that a group of the vocabulary is: itself, or for a state's force its government.

    A force of several states or of none (a mission, an alliance) is no government's.
    """
    if not group.is_state:
        return Party("group", group.name, group=group)
    return government(countries()[group.countries[0]]) if _is_of_one_state(group) else None


def _is_of_one_state(group: Group) -> bool:
    return len(group.countries) == 1 and group.countries[0] in countries() and group.id not in missions()


def government(country: Country) -> Party:
    """A state's side."""
    return Party("state", f"Government of {country.ucdp_name or country.name}", country)
