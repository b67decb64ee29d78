"""What a reading says, told in the slots of the text that was read: two readings of one shape can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from math import cos, hypot, radians
from typing import Any

from tallybook.gather import from_text
from tallybook.read import gazetteer
from tallybook.records import Figure, LocalIncident, Place, Reading, Report, Speaker
from tests.metamorphic import pools
from tests.metamorphic.shapes import Filled, Shape, shape
from tests.metamorphic.stories import Story

Values = Mapping[str, Any]
"""Slots with what they mean: a name, a number, an ISO day, or which of two spellings."""
Json = dict[str, Any]

_NEAR_KM = 15.0
# Made from the text's bytes, or a measure of trust and no part of what is said.
_LEFT_OUT = frozenset({"id", "report", "reader", "confidence", "key"})
_WORD_KEYS = frozenset({"name", "group", "by", "actor", "of", "detail", "date_said", "date_why"})


@dataclass(frozen=True)
class Style:
    """How numbers, days and words of two spellings are written."""

    number: Callable[[int], str] = str
    day: str = "uk"
    spelling: int = 0


@dataclass(frozen=True)
class Telling:
    """A report made from a shape: what its slots mean, and how that is written."""

    shape: Shape
    values: Values
    published: str
    style: Style = field(default_factory=Style)
    outlet: str | None = None
    swapped: bool = False

    def filled(self) -> Filled:
        """The text, with where each character comes from."""
        return self.shape.fill({slot: self.words(slot) for slot in self.values}, swapped=self.swapped)

    def report(self) -> Report:
        """The text as a report."""
        return from_text(self.filled().text, date=self.published, outlet=self.outlet)

    def words(self, slot: str) -> str:
        """The words that fill a slot."""
        kind, value = slot.split()[0], self.values[slot]
        if kind == "n":
            return self.style.number(value)
        if kind == "date":
            return pools.day_in(self.style.day, value)
        return slot.partition(" ")[2].split("/")[self.style.spelling] if kind == "uk" else str(value)


def as_told(story: Story) -> Telling:
    """A story as its slots' defaults tell it."""
    made = shape(story.text)
    values = {slot: int(said) if slot.startswith("n ") else said for slot, said in made.defaults.items()}
    return Telling(made, values, story.published)


def told(reading: Reading, telling: Telling) -> Json:
    """A reading without offsets, ids and keys: spans by the pieces they come from, words and numbers by their slots.

    ``claims`` and ``incidents`` are in an order that does not depend on the order of the text.
    """
    teller = _Teller(telling, telling.filled())
    incidents = {incident.key: teller.of(incident) for incident in reading.incidents}
    claims = [
        {"kind": claim.kind, **teller.of(claim), "local": incidents[claim.local or "A"]} for claim in reading.claims
    ]
    return {"claims": sorted(claims, key=repr), "incidents": sorted(incidents.values(), key=repr)}


class _Teller:
    def __init__(self, telling: Telling, filled: Filled) -> None:
        self.filled = filled
        self.values = telling.values
        self.cities = {slot: pools.city(value) for slot, value in self.values.items() if slot.startswith("city")}
        self.groups = {pools.groups()[v]: slot for slot, v in self.values.items() if slot.startswith("group")}
        self.days = {v: slot for slot, v in self.values.items() if slot.startswith("date")}
        self.slots = sorted(self.values, key=lambda slot: -len(telling.words(slot)))
        named = "|".join(f"({re.escape(_plain(telling.words(slot)))})" for slot in self.slots)
        self.words = re.compile(rf"(?<!\w)(?:the )?(?:{named})(?!\w)", re.IGNORECASE)

    def of(self, record: Any) -> Json:
        """A record's fields, each told in slots."""
        told = {item.name: self.told(item.name, getattr(record, item.name)) for item in fields(record)}
        kept = {name: value for name, value in told.items() if name not in _LEFT_OUT and name not in ("start", "end")}
        if isinstance(record, LocalIncident):
            return {**kept, "start": self.day(record.start), "end": self.day(record.end)}
        if isinstance(record, Place):
            return self.place(record, kept)
        kept["at"] = self.span(record.start, record.end)
        if isinstance(record, Figure):
            kept.update(low=self.number(record, record.low), high=self.number(record, record.high))
        if isinstance(record, Speaker):
            kept["kind"] = self.kind(record)
        return kept

    def told(self, name: str, value: Any) -> Any:
        """One field's value."""
        if isinstance(value, tuple):
            return sorted((self.told(name, item) for item in value), key=repr)
        if is_dataclass(value) and not isinstance(value, type):
            return self.of(value)
        if name == "groups":
            return self.groups.get(value, value)
        return self.said(value) if name in _WORD_KEYS and isinstance(value, str) else value

    def said(self, words: str) -> str:
        """Words with the slots that they quote."""
        return self.words.sub(lambda match: f"{{{self.slots[(match.lastindex or 1) - 1]}}}", words)

    def span(self, start: int, end: int) -> tuple[Any, Any]:
        """Where the first and the last character come from; where in a slot it begins is left to its article."""
        piece, where = self.filled.origin(start)
        return (piece, "slot" if isinstance(where, str) else where), self.filled.origin(end - 1)

    def number(self, figure: Figure, value: int | None) -> Any:
        """A bound beside the number of its slot: ``n dead + 1`` for "more than 12" read as 13."""
        slots = [slot for slot in self.filled.slots(figure.start, figure.end) if slot.startswith("n ")]
        return value if value is None or len(slots) != 1 else f"{slots[0]} + {value - self.values[slots[0]]}"

    def kind(self, speaker: Speaker) -> str:
        """A speaker's kind; ``as drawn`` where it is that of the slot that names the speaker."""
        slots = [slot for slot in self.filled.slots(speaker.start, speaker.end) if slot.startswith("speaker")]
        drawn = {pools.SPEAKERS[self.values[slot]] for slot in slots}
        return "as drawn" if drawn == {speaker.kind} else speaker.kind

    def day(self, iso: str | None) -> str | None:
        """A day, by its slot where it is one's."""
        return self.days.get(iso or "", iso)

    def place(self, place: Place, kept: Json) -> Json:
        """A place, by its slot where it is the city's: its country and where it lies must be those of the gazetteer."""
        for slot, city in self.cities.items():
            if place.country == city.country and _km(place, city) < _NEAR_KM:
                named = gazetteer.key(place.name) == gazetteer.key(city.name)
                return {"place": slot, "precision": place.precision, "name": slot if named else place.name}
        return kept


def _plain(words: str) -> str:
    """A name without its article."""
    return re.sub(r"^(?:the|an?) ", "", words, flags=re.IGNORECASE)


def _km(place: Place, city: pools.City) -> float:
    if place.lat is None or place.lon is None:
        return float("inf")
    return hypot(place.lat - city.lat, (place.lon - city.lon) * cos(radians(city.lat))) * 111.2
