"""ISO dates as precise as known (2024-08-26, 2024-08, 2024), widened to their first and last day for comparison."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_SHAPE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def first_day(known: str | None) -> str | None:
    """The first day that a date can mean.

    >>> first_day("2024-02")
    '2024-02-01'
    """
    return None if known is None else (known + "-01-01"[len(known) - 4 :] if len(known) < 10 else known)


def last_day(known: str | None) -> str | None:
    """The last day that a date can mean.

    >>> last_day("2024-02"), last_day("2024")
    ('2024-02-29', '2024-12-31')
    """
    if known is None or len(known) >= 10:
        return known
    if len(known) == 4:
        return f"{known}-12-31"
    year, month = known.split("-")
    return f"{known}-{monthrange(int(year), int(month))[1]:02d}"


def is_date(text: str) -> bool:
    """Whether the text is a real date: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""
    if not _SHAPE.fullmatch(text):
        return False
    try:
        date.fromisoformat(first_day(text) or "")
    except ValueError:
        return False
    return True
