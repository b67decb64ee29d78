"""Dates as day numbers: a date of any precision is a stretch of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple


def span(start: str | None, end: str | None) -> tuple[int, int] | None:
    """The first and last day (proleptic ordinals) that ISO dates of any precision can mean, or None for no date.

    >>> span("2024-02", None)[1] - span("2024-02", None)[0]
    28
    """
    if start is None and end is None:
        return None
    first = _stretch(start or end or "")
    last = _stretch(end or start or "")
    return first[0], max(first[1] if end is None else first[0], last[1])


def day(text: str | None) -> int | None:
    """The day number of a full ISO date, or None."""
    return None if text is None or len(text) < 10 else date.fromisoformat(text[:10]).toordinal()


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SAID = re.compile(
    r"\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?)(?![\d-])"
)


class Said(NamedTuple):
    """What words say of a day without its year: a weekday (Monday is 0), a month and its day; None where silent."""

    weekday: int | None = None
    month: int | None = None
    day: int | None = None


def said(words: str | None) -> Said | None:
    """The weekday and the day of the year that words name, or None where they name neither.

    >>> said("on Tuesday night")
    Said(weekday=1, month=None, day=None)
    >>> said("the Aug. 26 attack")
    Said(weekday=None, month=8, day=26)
    """
    if not words:
        return None
    low = words.lower()
    weekday = next((number for number, name in enumerate(_WEEKDAYS) if name in low), None)
    for match in _SAID.finditer(words):
        name, number = (match[2], match[1]) if match[2] else (match[3], match[4])
        if name[:3].lower() in _MONTHS and 1 <= int(number) <= 31:
            return Said(weekday, _MONTHS.index(name[:3].lower()) + 1, int(number))
    return None if weekday is None else Said(weekday)


def fits(named: Said, first: int, last: int) -> int:
    """By how many days a named day misses a stretch of days: 0 where it fits, at most 4 ("far off")."""
    return min((_misses(named, number) for number in range(first, min(last, first + 31) + 1)), default=4)


def _misses(named: Said, number: int) -> int:
    when = date.fromordinal(number)
    if named.month is not None and named.day is not None:
        off = abs((named.month - when.month) * 30 + named.day - when.day)
    else:
        off = abs((named.weekday or 0) - when.weekday())
        off = min(off, 7 - off)
    return min(off, 4)


def _stretch(text: str) -> tuple[int, int]:
    if len(text) >= 10:
        number = date.fromisoformat(text[:10]).toordinal()
        return number, number
    year = int(text[:4])
    if len(text) >= 7:
        which = int(text[5:7])
        return date(year, which, 1).toordinal(), date(year, which, monthrange(year, which)[1]).toordinal()
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
