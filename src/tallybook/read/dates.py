"""Calendar arithmetic for news: ISO dates as precise as known (``2014``, ``2014-08``, ``2014-08-26``)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Range = tuple[str, str]


def day(value: str | None) -> date | None:
    """A full ISO date as a date; None for None, a month or a year, or what is no date."""
    if value is None or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def first_day(value: str) -> date:
    """The first day that an ISO date, month or year covers."""
    year, month, number = (*map(int, value.split("-")), 1, 1)[:3]
    return date(year, month, number)


def last_day(value: str) -> date:
    """The last day that an ISO date, month or year covers."""
    parts = [int(part) for part in value.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def gap(first: str, last: str, other_first: str, other_last: str) -> int:
    """Days between two stretches of time: 0 where they touch or share a day.

    >>> gap("2014-08", "2014-08", "2014-08-26", "2014-08-26"), gap("2014", "2014", "2015-01-03", "2015-01-03")
    (0, 3)
    """
    after = (first_day(other_first) - last_day(last)).days
    before = (first_day(first) - last_day(other_last)).days
    return max(0, after, before)


def valid(year: int, month: int, number: int) -> str | None:
    """The ISO date of a year, month and day of the month, or None where there is no such day."""
    if not (1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{number:02d}"


def weekday_back(published: date, weekday: int, *, strictly: bool = False) -> date:
    """The most recent such weekday (0 is Monday) on or before the report's date, or before it if ``strictly``."""
    back = (published.weekday() - weekday) % 7
    return published - timedelta(days=7 if strictly and back == 0 else back)


def weekday_ahead(published: date, weekday: int) -> date:
    """The next such weekday after the report's date."""
    return published + timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)


def month_back(published: date, month: int, *, strictly: bool = False) -> str:
    """The most recent such month up to the report's own, or before it if ``strictly``, as ``YYYY-MM``."""
    same = month == published.month
    year = published.year - 1 if month > published.month or (same and strictly) else published.year
    return f"{year:04d}-{month:02d}"


def day_back(published: date, month: int, number: int) -> str | None:
    """A day and month without a year: the most recent one on or before the report's date.

    A day up to a week ahead is an announced one and stays in its own year.
    """
    for year in (published.year, published.year - 1):
        iso = valid(year, month, number)
        if iso and date.fromisoformat(iso) <= published + timedelta(days=7):
            return iso
    return None


def day_ahead(published: date, month: int, number: int) -> str | None:
    """A day and month without a year that is announced: the next one from the report's date on."""
    for year in (published.year, published.year + 1):
        iso = valid(year, month, number)
        if iso and date.fromisoformat(iso) >= published:
            return iso
    return None


def back(anchor: date, number: int, unit: str) -> Range:
    """The stretch of time ``number`` units before a day, as precise as the unit: a day, a week, a month, a year."""
    if unit in ("hour", "day"):
        days = -(-number // 24) if unit == "hour" else number
        iso = (anchor - timedelta(days=days)).isoformat()
        return iso, iso
    if unit in ("week", "fortnight"):
        middle = anchor - timedelta(weeks=number * (2 if unit == "fortnight" else 1))
        monday = middle - timedelta(days=middle.weekday())
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 - number
        iso = f"{months // 12:04d}-{months % 12 + 1:02d}"
        return iso, iso
    year = f"{max(1, anchor.year - number * (10 if unit == 'decade' else 1)):04d}"
    return year, year


def window(anchor: date, number: int, unit: str) -> Range:
    """The stretch that ends on a day and lasts ``number`` units: "the past 48 hours", "the past four days"."""
    first = back(anchor, number, unit)[0]
    if unit in ("week", "fortnight"):
        first = (anchor - timedelta(weeks=number * (2 if unit == "fortnight" else 1))).isoformat()
    return first, anchor.isoformat()
