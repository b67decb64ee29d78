"""What a user asks for in words, checked, as the filter of incidents that it means."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import Connection

from tallybook.book import queries, words
from tallybook.book.narrowed import NONE, SORTS, Box
from tallybook.book.queries import IncidentFilter
from tallybook.book.reviews import REVIEWS
from tallybook.book.spread import DISAGREEMENTS
from tallybook.errors import UsageError
from tallybook.records import HARMS, STATUSES, VICTIMS

Words = str | Iterable[str] | None
"""A word, or several that are alternatives."""


class IncidentWords(TypedDict, total=False):
    """The words of ``Book.incidents`` and of ``tallybook incidents``."""

    country: Words
    region: Words
    month: Words
    from_: str | None
    to: str | None
    type: Words
    group: Words
    status: Words
    harm: Words
    victims: Words
    min: int | None
    disagreement: Words
    review: Words
    missing: Words
    background: str | None
    part_of: str | None
    bbox: str | None
    text: str | None
    sort: str | None
    order: str | None
    limit: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """IncidentWords, with what is not given."""

    country: Words = None
    region: Words = None
    month: Words = None
    from_: str | None = None
    to: str | None = None
    type: Words = None
    group: Words = None
    status: Words = None
    harm: Words = None
    victims: Words = None
    min: int | None = None
    disagreement: Words = None
    review: Words = None
    missing: Words = None
    background: str | None = None
    part_of: str | None = None
    bbox: str | None = None
    text: str | None = None
    sort: str | None = None
    order: str | None = None
    limit: int | None = None

    def filter(self, connection: Connection) -> IncidentFilter:
        """The filter. Raises UsageError for a word that does not fit, NotFound for a wave that there is not."""
        types = (*queries.types(connection), NONE) if self.type else ()
        background = words.one_of(self.background, ("yes", "no"), "answer")
        return IncidentFilter(
            country=_countries(self.country),
            region=_told(self.region, "region"),
            month=_told(self.month, "month"),
            first=words.day(self.from_),
            last=words.day(self.to, last=True),
            type=_among(self.type, types, "type of this book's incidents"),
            group=_told(self.group, "group"),
            status=_among(self.status, STATUSES, "status"),
            harm=_among(self.harm, HARMS, "harm"),
            victims=_among(self.victims, VICTIMS, "class of victims"),
            least=words.whole_number(self.min, "min"),
            disagreement=_among(self.disagreement, DISAGREEMENTS, "degree of disagreement"),
            review=_among(self.review, REVIEWS, "state of review"),
            missing=_among(self.missing, ("place", "date"), "thing that can be missing"),
            background=None if background is None else background == "yes",
            part_of=None if self.part_of is None else queries.resolve_incident(connection, self.part_of),
            box=None if self.bbox is None else box(self.bbox),
            words=tuple(words.text(self.text or "", "text").split()),
            sort=words.one_of(self.sort, SORTS, "order") or "date",
            descending=words.one_of(self.order, ("desc", "asc"), "direction") != "asc",
            limit=words.whole_number(self.limit, "limit"),
        )


def box(text: str) -> Box:
    """West, south, east and north of a box in degrees. Raises UsageError."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = math.nan
    if not all(map(math.isfinite, (west, south, east, north))):
        raise UsageError(f"bbox {text!r} is not four numbers", "write it as west,south,east,north")
    return west, south, east, north


def _several(value: Words) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _told(value: Words, noun: str) -> tuple[str, ...]:
    return tuple(words.text(one, noun) for one in _several(value))


def _among(value: Words, known: Sequence[str], noun: str) -> tuple[str, ...]:
    return tuple(words.one_of(one, known, noun) or "" for one in _several(value))


def _countries(value: Words) -> tuple[str, ...]:
    return tuple(one if one == NONE else words.country(one) or "" for one in _several(value))
