"""A scene, and how a stretch of text stands to it: the same day or not, the same place or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from tallybook.read import dates
from tallybook.read.anchors import Unit
from tallybook.read.times import TimeMention
from tallybook.records import Place

NEAR_KM = 25.0
REGION_KM = 250.0
COARSE = ("adm1", "country")
EVE = ("before", "previous")
_NIGHT = ("night", "overnight", "early", "dawn", "midnight", "late")


@dataclass(slots=True)
class Scene:
    """One incident while the report is being followed. ``places`` are where it is told to be, in order of telling."""

    number: int
    time: TimeMention | None = None
    places: list[Place] = field(default_factory=list)
    place: Place | None = None
    sites: list[Place] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    wave: bool = False
    parent: int | None = None
    earlier: bool = False

    @property
    def fine(self) -> list[Place]:
        """The places that are more precise than a first-level region."""
        return [place for place in self.places if place.precision not in COARSE]


class Setting(NamedTuple):
    """How a unit stands to a scene: whether day, place and region are the same (None: not known), and which came first.

    ``region`` is that of places told only roughly.
    """

    day: bool | None
    place: bool | None
    region: bool | None
    before: bool


def standing(unit: Unit, scene: Scene) -> Setting:
    """How a unit stands to a scene."""
    before = is_before(unit.time or unit.told, scene.time)
    return Setting(same_day(unit, scene), same_place(unit, scene), same_region(unit, scene), before)


def is_before(time: TimeMention | None, other: TimeMention | None) -> bool:
    """Whether a time ended before another began."""
    return bool(time and other and time.last and other.first and time.last < other.first)


def same_day(unit: Unit, scene: Scene) -> bool | None:
    """Whether a unit's day is the scene's; None where one of them is not known."""
    if scene.time is None:
        return None
    if unit.time is not None:
        answer = same_times(unit.time, scene.time)
        later = answer is False and not is_before(unit.time, scene.time)
        return None if later and (unit.aftermath or not unit.event) else answer
    return False if is_before(unit.told, scene.time) else None


def same_times(time: TimeMention | None, other: TimeMention | None) -> bool | None:
    """Whether two times share a day, with a night's leeway; None where that is not known."""
    if time is None or other is None:
        return None
    if time.first and time.last and other.first and other.last:
        days = dates.gap(time.first, time.last, other.first, other.last)
        said = f"{time.said} {other.said}".lower()
        night = any(word in said for word in _NIGHT) and not any(word in said for word in EVE)
        return days <= night
    if time.kind == other.kind == "unresolved":
        one, two = _day_word(time.said), _day_word(other.said)
        return one == two if one and two else None
    return None


def _day_word(said: str) -> str | None:
    """The weekday in an expression without dates."""
    return next((word for word in said.lower().split() if word.endswith("day") and word != "day"), None)


def same_place(unit: Unit, scene: Scene) -> bool | None:
    """Whether a unit's places are the scene's; None where one of them is not known, or only roughly.

    One town is a site of a wave and not the whole of it; three in one breath are the wave.
    """
    fine = [mention.place for mention in unit.places if mention.place.precision not in COARSE]
    if not fine:
        return None
    if scene.fine:
        return any(is_near(one, other) for one in fine for other in scene.fine)
    if not scene.places:
        return None
    if scene.wave and len(fine) > 2:
        return inside(fine, scene)
    return False if scene.wave or not inside(fine, scene) else None


def same_region(unit: Unit, scene: Scene) -> bool | None:
    """Whether a region or country that a unit names is the scene's; None where one of them is not known."""
    coarse = [mention.place for mention in unit.places if mention.place.precision in COARSE]
    if not coarse or not scene.places:
        return None
    return any(holds(region, place) or holds(place, region) for region in coarse for place in scene.places)


def inside(places: Iterable[Place], scene: Scene) -> bool:
    """Whether one of the places lies in one of the scene's regions."""
    return any(holds(region, place) for region in scene.places for place in places)


def holds(region: Place, place: Place) -> bool:
    """Whether a place lies in a region or country, as far as is known."""
    if region.country and place.country and region.country != place.country:
        return False
    if region.precision == "country":
        return True
    if region.adm1 and place.adm1:
        return region.adm1 == place.adm1
    return is_near(region, place, REGION_KM)


def is_near(one: Place, other: Place, limit: float = NEAR_KM) -> bool:
    """Whether two places have the same name or lie within ``limit`` kilometres."""
    if one.name == other.name:
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return kilometres(one.lat, one.lon, other.lat, other.lon) <= limit


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance over the ground between two points in degrees."""
    a, b, c, d = radians(lat), radians(lon), radians(other_lat), radians(other_lon)
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))
