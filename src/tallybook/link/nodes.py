"""One local incident, cut down to what linking compares."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from tallybook.link.days import Said, day, said, span
from tallybook.link.words import content, fold, names, words_of
from tallybook.records import AnyClaim, Figure, LocalIncident, Place, Reading, Report, Responsibility

LEAD = 500
TOLLS = 12
SITES = 16
_COUNTING = frozenset(("ngo", "igo", "media"))


class Toll(NamedTuple):
    """A figure's bare numbers; ``number`` of an open end is the end that is stated."""

    harm: str
    victims: str
    low: int | None
    high: int | None
    scope: str
    current: bool

    @property
    def number(self) -> int:
        """The number as stated."""
        return self.low if self.low is not None else self.high or 0


@dataclass(frozen=True, slots=True)
class Node:
    """A local incident as linking sees it. ``first`` and ``last`` are day numbers, both None where it is undated.

    ``seen`` is the day on which the report was published; ``said`` the weekday or day of the year that an undated one
    names; ``part_of`` is the node id of its wave; ``words`` and
    ``names`` come from the report's lead (for the main incident) and from the sentences of its claims. ``page`` is the
    address that its report was fetched from.
    """

    id: str
    report: str
    published: str | None = None
    start: str | None = None
    end: str | None = None
    first: int | None = None
    last: int | None = None
    seen: int | None = None
    said: Said | None = None
    place: Place | None = None
    places: tuple[Place, ...] = ()
    type: str | None = None
    groups: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    background: bool = False
    wave: bool = False
    part_of: str | None = None
    tolls: tuple[Toll, ...] = ()
    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    copy_of: str | None = None
    page: str | None = None

    def to_json(self) -> str:
        """One line of JSON, the same bytes for the same node; what is empty is left out."""
        return json.dumps({k: v for k, v in asdict(self).items() if v not in (None, (), False)}, ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Node:
        """The node that ``to_json`` wrote."""
        return _parsed(text)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> Node:
    data: dict[str, Any] = json.loads(text)
    if "said" in data:
        data["said"] = Said(*data["said"])
    if "place" in data:
        data["place"] = Place(**data["place"])
    data["places"] = tuple(Place(**place) for place in data.get("places", ()))
    data["tolls"] = tuple(Toll(*toll) for toll in data.get("tolls", ()))
    for key in ("groups", "responsible", "words", "names"):
        data[key] = tuple(data.get(key, ()))
    return Node(**data)


def nodes(report: Report, reading: Reading) -> tuple[Node, ...]:
    """One node for each local incident of a report, in the reading's order.

    An incident without a claim is left out, unless another one is a part of it: it would only glue others.
    """
    claims: dict[str | None, list[AnyClaim]] = {}
    for claim in reading.claims:
        claims.setdefault(claim.local, []).append(claim)
    wholes = {incident.part_of for incident in reading.incidents}
    return tuple(
        _node(report, incident, claims.get(incident.key, []), main=number == 0, wave=incident.key in wholes)
        for number, incident in enumerate(reading.incidents)
        if incident.key in claims or incident.key in wholes
    )


def _node(report: Report, incident: LocalIncident, claims: list[AnyClaim], *, main: bool, wave: bool) -> Node:
    days = span(incident.start, incident.end)
    sites = _sites(incident)
    told = _told(report, claims, main=main)
    known = frozenset(word for site in sites for word in words_of(f"{site.name} {site.adm1 or ''}"))
    known |= _counters(claims)
    return Node(
        id=incident.id,
        report=report.id,
        published=report.published,
        start=incident.start,
        end=incident.end,
        first=days[0] if days else None,
        last=days[1] if days else None,
        seen=day(report.published),
        said=said(incident.date_said) if days is None else None,
        place=incident.place,
        places=sites,
        type=incident.type,
        groups=tuple(sorted(set(incident.groups))),
        responsible=tuple(sorted({fold(c.group) for c in claims if isinstance(c, Responsibility)})),
        background=incident.background,
        wave=incident.wave or wave,
        part_of=f"{report.id}:{incident.part_of}" if incident.part_of else None,
        tolls=_tolls(claims),
        words=content(told),
        names=names(told, known),
        copy_of=report.same_as,
        page=report.origin.url if report.origin.fetched and "#" not in (report.origin.member or "") else None,
    )


def _sites(incident: LocalIncident) -> tuple[Place, ...]:
    places = ([incident.place] if incident.place else []) + list(incident.places)
    return tuple(dict.fromkeys(places))[:SITES]


def _told(report: Report, claims: list[AnyClaim], *, main: bool) -> str:
    """The words that tell this incident: the headline and lead for the main one, and its claims' sentences."""
    spans = {(claim.sentence.start, claim.sentence.end) for claim in claims}
    if main:
        spans |= {(part.start, min(part.end, part.start + LEAD)) for part in report.parts if part.role == "headline"}
        body = next((part.start for part in report.parts if part.role == "body"), 0)
        spans.add((body, min(len(report.text), body + LEAD)))
    return " \n".join(report.text[start:end] for start, end in sorted(spans))


def _counters(claims: list[AnyClaim]) -> frozenset[str]:
    """The words of the organisations and media that count: one monitor is named beside all incidents of a country."""
    names = {claim.speaker.name for claim in claims if claim.speaker is not None and claim.speaker.kind in _COUNTING}
    return frozenset(word for name in names for word in words_of(name))


def _tolls(claims: list[AnyClaim]) -> tuple[Toll, ...]:
    found = {
        Toll(c.harm, c.victims, c.low, c.high, c.scope, c.current)
        for c in claims
        if isinstance(c, Figure) and (c.low is not None or c.high is not None)
    }
    ordered = sorted(found, key=lambda toll: (toll.scope != "whole", not toll.current, -toll.number, str(toll)))
    return tuple(ordered[:TOLLS])
