"""Moments as sources state them: a day, and the time of it where it is said.

Read are ISO 8601, the forms of mail and feeds (RFC 2822), the compact ones of exports (``20240826143000``), seconds
since 1970, and a day in words. The day is the one that the source writes, in its own zone: no zone is added or
converted, since "on Monday" in the text means the outlet's Monday.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from tallybook.gather import dates

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z)?)?\s*")
_SECONDS = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{13}")


@dataclass(frozen=True, slots=True)
class Moment:
    """``day`` is ``YYYY-MM-DD``; ``time`` is ISO 8601, with a zone where one is said, or None."""

    day: str
    time: str | None = None


def moment(value: object) -> Moment | None:
    """The moment that a value states, or None where it states none that can be told for certain.

    >>> moment("2024-08-26T14:05:00+05:00").time, moment("Mon, 26 Aug 2024 14:05:00 +0500").day
    ('2024-08-26T14:05:00+05:00', '2024-08-26')
    """
    if isinstance(value, datetime):
        return _of(value)
    if isinstance(value, date):
        return Moment(value.isoformat())
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)[:200].strip()
    for read in (_iso, _compact, _mail, _seconds, _words):
        found = read(text)
        if found is not None:
            return found
    return None


def _of(when: datetime) -> Moment:
    return Moment(when.date().isoformat(), when.isoformat(timespec="seconds"))


def _iso(text: str) -> Moment | None:
    match = _ISO.match(text)
    return _made(match) if match else None


def _compact(text: str) -> Moment | None:
    match = _COMPACT.fullmatch(text)
    return _made(match) if match else None


def _made(match: re.Match[str]) -> Moment | None:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None
    if match[4] is None or int(match[4]) > 23 or int(match[5]) > 59:
        return Moment(day)
    return Moment(day, f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}{_zone(match[7])}")


def _zone(said: str | None) -> str:
    if not said:
        return ""
    if said[0] not in "+-":
        return "+00:00"
    return said if ":" in said else f"{said[:3]}:{said[3:]}"


def _mail(text: str) -> Moment | None:
    if not re.search(r"\d:\d\d", text):
        return None
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return _of(when) if 1900 <= when.year < 2100 else None


def _seconds(text: str) -> Moment | None:
    if not _SECONDS.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text) == 13 else 1)
    return _of(datetime.fromtimestamp(seconds, UTC))


def _words(text: str) -> Moment | None:
    day = dates.day_in(text)
    return Moment(day) if day else None
