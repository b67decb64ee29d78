"""Others' records laid beside a book: which the reports support, differ from, or lack.

A record and an incident are taken for the same where they are in one country, at most three days apart, and no
farther from each other than their places are exact; of several the nearest in time, then in place, then in toll.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from tallybook.errors import InputError
from tallybook.export.others import EVERYWHERE, Other
from tallybook.export.told import possible_days
from tallybook.export.tolls import Toll, own_toll
from tallybook.records import Estimate, Incident

DAYS = 3
"""Days that a record and an incident of the same event may be apart: reports date by publication, coders by event."""
SAME_DAYS = 1
"""Days apart that count as the same day: events by night, time zones."""

Verdict = Literal["supported", "differs", "lacking"]
_KM = {"exact": 25.0, "near": 50.0, "adm2": 75.0, "adm1": 250.0, "country": EVERYWHERE}
_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Match:
    """One of their records with what the reports say of it: the incident, how far apart they are, what differs.

    The incident has of its figures the numbers of its killed, and no reports.
    """

    theirs: Other
    verdict: Verdict
    incident: Incident | None = None
    days_apart: int | None = None
    km_apart: float | None = None
    differs: tuple[str, ...] = ()


@dataclass(slots=True)
class Comparison:
    """All matches, the rows that could not be taken, and the ids of our dated incidents that none of theirs is."""

    matches: list[Match] = field(default_factory=list)
    failed: list[InputError] = field(default_factory=list)
    only_ours: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many of theirs have this verdict."""
        return sum(match.verdict == verdict for match in self.matches)


@dataclass(frozen=True, slots=True)
class _Ours:
    """An incident with what matching asks of it."""

    incident: Incident
    first: int
    last: int
    tolls: tuple[Toll, ...]
    """Of killed: all that is told of it, and without what is told of its parts, as others may count it."""


def compare(theirs: Iterable[Other | InputError], incidents: Iterable[Incident]) -> Comparison:
    """Their records, in their order, each with its verdict."""
    index = _Index(incidents)
    found = Comparison()
    met: set[str] = set()
    for record in theirs:
        if isinstance(record, InputError):
            found.failed.append(record)
            continue
        match = _match(record, index)
        found.matches.append(match)
        met |= {match.incident.id} if match.incident else set()
    found.only_ours = tuple(sorted(index.ids - met))
    return found


class _Index:
    """Dated incidents by country and by day."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._days: dict[tuple[str | None, int], list[_Ours]] = defaultdict(list)
        self.ids: set[str] = set()
        light = [_light(incident) for incident in incidents]
        parts: dict[str | None, list[Incident]] = defaultdict(list)
        for incident in light:
            parts[incident.part_of].append(incident)
        for incident in light:
            self._file(incident, parts.get(incident.id, []))

    def _file(self, incident: Incident, parts: list[Incident]) -> None:
        days = possible_days(incident)
        if days is None:
            return
        self.ids.add(incident.id)
        tolls = (own_toll(incident, (), "killed"), own_toll(incident, parts, "killed"))
        ours = _Ours(incident, _ordinal(days[0]), _ordinal(days[1]), tuple(each for each in tolls if each))
        country = incident.place.country if incident.place else None
        # What lasts longer than a month is found by its ends: nothing is that much nearer to its middle.
        for day in {*range(ours.first, min(ours.last, ours.first + 31) + 1), ours.last}:
            self._days[country, day].append(ours)

    def near(self, record: Other) -> Iterator[_Ours]:
        """Incidents of its country, or of none, within DAYS of it, each once."""
        first, last = _ordinal(record.start), min(_ordinal(record.end), _ordinal(record.start) + 366)
        met: set[str] = set()
        for country in dict.fromkeys((record.country, None)):
            for day in range(first - DAYS, last + DAYS + 1):
                for ours in self._days.get((country, day), ()):
                    if ours.incident.id not in met:
                        met.add(ours.incident.id)
                        yield ours


def _light(incident: Incident) -> Incident:
    """An incident with the numbers of its killed and no reasons: a large book has to fit in memory."""
    killed = {
        victims: Estimate(each.low, each.best, each.high, (), "")
        for victims, each in incident.figures.get("killed", {}).items()
    }
    figures = {"killed": killed} if killed else {}
    return replace(incident, members=(), reports=(), places=(), checks=(), contradictions=(), figures=figures)


def _match(record: Other, index: _Index) -> Match:
    found = [(ours, _apart(record, ours), _km(record, ours.incident)) for ours in index.near(record)]
    fitting = [(ours, days, km) for ours, days, km in found if days <= DAYS and _fits(record, ours.incident, km)]
    if not fitting:
        return Match(record, "lacking")
    ours, days, km = min(fitting, key=lambda each: (each[1], each[2] or 0.0, *_last(record, each[0])))
    differs = tuple(_differences(record, ours, days))
    return Match(record, "differs" if differs else "supported", ours.incident, days, km, differs)


def _apart(record: Other, ours: _Ours) -> int:
    """Days between the two, 0 where they overlap."""
    first, last = _ordinal(record.start), _ordinal(record.end)
    return max(0, ours.first - last, first - ours.last)


def _km(record: Other, incident: Incident) -> float | None:
    place = incident.place
    if record.lat is None or record.lon is None or place is None or place.lat is None or place.lon is None:
        return None
    return distance(record.lat, record.lon, place.lat, place.lon)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points on the globe.

    >>> round(distance(30.18, 67.0, 33.68, 73.05))
    690
    """
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def _fits(record: Other, incident: Incident, km: float | None) -> bool:
    """As near as the less exact of both places; without coordinates by a name that both have."""
    place = incident.place
    if place is None:
        return False
    if km is not None:
        return km <= max(record.radius, _KM[place.precision])
    theirs = {name.casefold() for name in (record.place, record.adm1) if name}
    ours = {name.casefold() for name in (place.name, place.adm1) if name}
    return any(mine in name or name in mine for mine in ours for name in theirs)


def _last(record: Other, ours: _Ours) -> tuple[int, str]:
    """What decides between incidents that are as near: the toll, then the id."""
    return abs((record.best or 0) - (ours.tolls[0].best if ours.tolls else 0)), ours.incident.id


def _differences(record: Other, ours: _Ours, days: int) -> Iterator[str]:
    if days > SAME_DAYS:
        yield f"{days} days apart"
    if record.best is None:
        return
    if not ours.tolls:
        if record.best:
            yield f"killed: theirs {_bounds(record)}, the reports tell of none"
    elif not any(_overlap(record, each) for each in ours.tolls):
        own = ours.tolls[0]
        yield f"killed: theirs {_bounds(record)}, the reports' {_words(own.low, own.best, own.high)}"


def _overlap(record: Other, own: Toll) -> bool:
    best = record.best or 0
    low, high = (best if end is None else end for end in (record.low, record.high))
    return own.low <= best <= own.high or low <= own.best <= high


def _bounds(record: Other) -> str:
    return _words(record.low, record.best, record.high)


def _words(low: int | None, best: int | None, high: int | None) -> str:
    told = [str(number) for number in (low, best, high) if number is not None]
    return told[0] if len(set(told)) == 1 else "-".join(told)


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
