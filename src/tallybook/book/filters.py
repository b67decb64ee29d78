"""The words by which a user narrows a list of incidents, checked: one set for every question and export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from tallybook.book import words
from tallybook.book.queries import IncidentFilter
from tallybook.records import HARMS, STATUSES, VICTIMS


class Filters(TypedDict, total=False):
    """The words and their types; ``Book.incidents`` says what each means."""

    country: str | None
    from_: str | None
    to: str | None
    type: str | None
    group: str | None
    status: str | None
    harm: str | None
    victims: str | None
    min: int | None
    text: str | None
    limit: int | None


def incident_filter(
    types: Sequence[str],
    *,
    country: str | None = None,
    from_: str | None = None,
    to: str | None = None,
    type: str | None = None,
    group: str | None = None,
    status: str | None = None,
    harm: str | None = None,
    victims: str | None = None,
    min: int | None = None,
    text: str | None = None,
    limit: int | None = None,
) -> IncidentFilter:
    """The filter that the words make; ``types`` are those of the book. Raises UsageError where one does not fit."""
    return IncidentFilter(
        country=words.country(country),
        first=words.day(from_),
        last=words.day(to, last=True),
        type=words.one_of(type, types, "type of this book's incidents"),
        group=words.text_or_none(group, "group"),
        status=words.one_of(status, STATUSES, "status"),
        harm=words.one_of(harm, HARMS, "harm"),
        victims=words.one_of(victims, VICTIMS, "class of victims"),
        least=words.whole_number(min, "min"),
        words=tuple(words.text(text or "", "text").split()),
        limit=words.whole_number(limit, "limit"),
    )
