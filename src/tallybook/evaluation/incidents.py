"""Measures over incidents: whether figures fall into the right ones, and what each adds up to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tallybook.evaluation.counts import Row, b_cubed
from tallybook.evaluation.exported import Export
from tallybook.evaluation.figures import Pair, one_of
from tallybook.evaluation.files import Json
from tallybook.evaluation.gold import Gold, GoldIncident

_NEAR_KM = 50
_EARTH_DIAMETER_KM = 12742


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold incident and the exported incident that most of its figures are in, if any."""

    gold: GoldIncident
    found: Json

    @property
    def place(self) -> Json:
        """The found incident's place."""
        return self.found.get("place") or {}


@dataclass(frozen=True, slots=True)
class IncidentFigure:
    """What the gold wants of one harm x victims of an incident, and what the export has."""

    incident: str
    harm: str
    victims: str
    want: Json
    got: Json

    def right(self) -> bool:
        """Low, best and high are all as in the gold."""
        high_right = one_of(self.got.get("high"), self.want["high"]) or self.open_end()
        return self.best_right() and one_of(self.got.get("low"), self.want["low"]) and high_right

    def best_right(self) -> bool:
        """Best is as in the gold."""
        return one_of(self.got.get("best"), self.want["best"])

    def open_end(self) -> bool:
        """Neither has an upper bound."""
        return self.want["high"] is None and self.got.get("high") is None


def within(pairs: Iterable[Pair]) -> Row:
    """B-cubed over figure mentions, with incidents of different reports kept apart."""
    mentions = {pair.item: pair for pair in pairs}
    found = {item: f"{pair.report}:{_incident(pair)}" for item, pair in mentions.items()}
    return b_cubed({item: pair.local for item, pair in mentions.items()}, found)


def across(pairs: Iterable[Pair], gold: Gold, export: Export) -> Row:
    """B-cubed over figure mentions of all reports; a part counts as its wave."""
    mentions = {pair.item: pair for pair in pairs}
    whole = {member: incident.id for incident in gold.incidents for member in incident.members}
    wanted = {item: whole.get(pair.local, pair.local) for item, pair in mentions.items()}
    return b_cubed(wanted, {item: export.root(_incident(pair)) for item, pair in mentions.items()})


def judge(pairs: Iterable[Pair], gold: Gold, export: Export) -> list[Judged]:
    """Each gold incident with the exported one that holds most of its figures."""
    votes: dict[str, Counter[str | None]] = defaultdict(Counter)
    for pair in pairs:
        votes[pair.local][pair.claim.get("incident")] += 1
    return [Judged(incident, _elected(incident, votes, export)) for incident in gold.incidents]


def figures(judged: Iterable[Judged]) -> Iterator[IncidentFigure]:
    """Every estimate that the gold gives."""
    for one in judged:
        for harm, classes in one.gold.data.get("figures", {}).items():
            for victims, want in classes.items():
                got = ((one.found.get("figures") or {}).get(harm) or {}).get(victims) or {}
                yield IncidentFigure(one.gold.id, harm, victims, want, got)


def dates(judged: Iterable[Judged]) -> Iterator[bool]:
    """Whether each known day of beginning is right, as precisely as the gold says it."""
    for one in judged:
        start = one.gold.data.get("start")
        if start:
            yield str(one.found.get("start") or "")[: len(start)] == start


def countries(judged: Iterable[Judged]) -> Iterator[bool]:
    """Whether each known country is right."""
    for one in judged:
        country = one.gold.data.get("country")
        if country:
            yield one.place.get("country") == country


def placed(judged: Iterable[Judged]) -> Iterator[tuple[Judged, bool]]:
    """Whether each incident with known coordinates lies within 50 km of them."""
    for one in judged:
        if one.gold.data.get("lat") is not None:
            yield one, one.place.get("lat") is not None and _km(one.gold.data, one.place) <= _NEAR_KM


def statuses(judged: Iterable[Judged]) -> Iterator[bool]:
    """Whether each known status is right."""
    for one in judged:
        status = one.gold.data.get("status")
        if status:
            yield one.found.get("status") == status


def _incident(pair: Pair) -> str:
    """The claim's incident; a claim in none stands for itself."""
    return pair.claim.get("incident") or pair.item


def _elected(incident: GoldIncident, votes: Mapping[str, Counter[str | None]], export: Export) -> Json:
    counted: Counter[str] = Counter()
    for member in incident.own:
        for found, times in votes.get(member, Counter()).items():
            if found is not None and found in export.incidents:
                counted[export.root(found)] += times
    return export.incidents.get(counted.most_common(1)[0][0], {}) if counted else {}


def _km(one: Json, other: Json) -> float:
    """The great-circle distance of two places (haversine)."""
    lat, lon, other_lat, other_lon = (
        math.radians(float(degrees)) for degrees in (one["lat"], one["lon"], other["lat"], other["lon"])
    )
    rise = math.sin((other_lat - lat) / 2) ** 2
    run = math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(rise + run))
