"""What an analyst gives for a claim or an incident, checked: each field by its type, all words by their lists.

Values come as text from a command line or as JSON from a page; what comes back is plain data, ready to be kept in a
judgement. Errors are UsageErrors that name the field, the value and what would fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, get_args

from tallybook.book import words
from tallybook.errors import UsageError
from tallybook.records import (
    HARMS,
    QUALIFIERS,
    SCOPES,
    SPEAKER_KINDS,
    STATUSES,
    VICTIMS,
    Action,
    AnyClaim,
    Disrupted,
    Figure,
    Mode,
    Precision,
    Report,
)
from tallybook.vocabulary import load

Check = Callable[[str, Any], Any]
MOST_TEXT = 2_000
"""Letters that a word or note of an analyst may have."""


def number(name: str, value: Any) -> int | None:
    """A count, or None for an open end ("", "none", "?")."""
    if value is None or str(value).strip().lower() in ("", "none", "?"):
        return None
    if isinstance(value, bool) or not str(value).strip().isdecimal():
        raise UsageError(f"{name} {value!r} is not a whole number", f"write {name}=12, or {name}=none for an open end")
    return words.whole_number(int(str(value).strip()), name)


def choice(known: Sequence[str], name: str, value: Any) -> str:
    """One of the known words."""
    return words.one_of(str(value), known, name) or ""


def choice_or_none(known: Sequence[str], name: str, value: Any) -> str | None:
    """One of the known words, or None ("", "none")."""
    return None if value is None or str(value).lower() in ("", "none") else choice(known, name, value)


def flag(name: str, value: Any) -> bool:
    """Yes or no."""
    told = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if str(value).strip().lower() not in told:
        raise UsageError(f"{name} {value!r} is neither yes nor no", f"write {name}=yes or {name}=no")
    return told[str(value).strip().lower()]


def told(name: str, value: Any) -> str:
    """Words of an analyst: not empty, of a bounded length, all of them letters that a book can hold."""
    text = words.text(str(value).strip(), name)
    if not text or len(text) > MOST_TEXT or "\x00" in text:
        raise UsageError(f"{name} has {len(text)} letters", f"give between 1 and {MOST_TEXT} letters")
    return text


def told_or_none(name: str, value: Any) -> str | None:
    """Words, or None ("", "none")."""
    return None if value is None or str(value).strip().lower() in ("", "none") else told(name, value)


def degrees(most: float, name: str, value: Any) -> float | None:
    """A coordinate in degrees."""
    if value is None or str(value).strip() == "":
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        found = most + 1
    if not -most <= found <= most:
        raise UsageError(f"{name} {value!r} is not a coordinate", f"give degrees from -{most:g} to {most:g}")
    return found


CLAIM_FIELDS: Mapping[str, Mapping[str, Check]] = {
    "figure": {
        "harm": partial(choice, HARMS),
        "victims": partial(choice, VICTIMS),
        "low": number,
        "high": number,
        "qualifier": partial(choice, QUALIFIERS),
        "scope": partial(choice, SCOPES),
        "combined": partial(choice_or_none, HARMS),
    },
    "responsibility": {"group": told, "mode": partial(choice, get_args(Mode)), "by": told_or_none},
    "denial": {"by": told, "of": told},
    "confirmation": {"by": told, "of": told},
    "reaction": {"actor": told, "action": partial(choice, get_args(Action))},
    "disruption": {"what": partial(choice, get_args(Disrupted)), "detail": told},
}
_SPEAKER = ("speaker", "speaker_kind")
_SPAN = ("start", "end")


def claim_fields(kind: str, report: Report, change: Mapping[str, Any], before: AnyClaim | None) -> dict[str, Any]:
    """The fields of a claim that are fixed (``before`` is the claim) or added, checked and plain.

    Beside the fields of its kind: ``start`` and ``end`` in the report's text, ``current`` (yes or no), ``speaker``
    (a name, or "none" for the outlet's own voice) with ``speaker_kind``.
    """
    known = (*CLAIM_FIELDS[kind], *_SPAN, "current", *_SPEAKER)
    for name in change:
        if name not in known:
            raise UsageError(
                f"a {kind} has no field {name!r}", words.closest(name, known) + f"it has: {', '.join(known)}"
            )
    found = {name: check(name, change[name]) for name, check in CLAIM_FIELDS[kind].items() if name in change}
    if "current" in change:
        found["current"] = flag("current", change["current"])
    found |= span(report, change, before)
    start = found.get("start", before.start if before else 0)
    found |= _speaker(report, change, before, start)
    _check_bounds(found, before)
    return found


def span(report: Report, change: Mapping[str, Any], before: AnyClaim | None) -> dict[str, Any]:
    """The start and end that were given, within the report's text."""
    if not any(name in change for name in _SPAN):
        return {}
    start = number("start", change.get("start", before.start if before else None))
    end = number("end", change.get("end", before.end if before else None))
    if start is None or end is None or not start < end <= len(report.text):
        raise UsageError(
            f"start {start} and end {end} are no stretch of {report.path}",
            f"give 0 <= start < end <= {len(report.text)}, or the words themselves: words='...'",
        )
    return {"start": start, "end": end}


def _speaker(report: Report, change: Mapping[str, Any], before: AnyClaim | None, near: int) -> dict[str, Any]:
    if not any(name in change for name in _SPEAKER):
        return {}
    was = before.speaker if before else None
    name = told_or_none("speaker", change.get("speaker", was.name if was else None))
    if name is None:
        return {"speaker": None}
    kind = choice(SPEAKER_KINDS, "speaker_kind", change.get("speaker_kind", was.kind if was else "unknown"))
    at = _nearest(report.text, name, near)
    start, end = (at, at + len(name)) if at is not None else (was.start, was.end) if was else (near, near + 1)
    return {"speaker": {"name": name, "kind": kind, "start": start, "end": end}}


def _nearest(text: str, name: str, near: int) -> int | None:
    before, after = text.rfind(name, 0, near + len(name)), text.find(name, near)
    return min((at for at in (before, after) if at >= 0), key=lambda at: abs(at - near), default=None)


def _check_bounds(found: Mapping[str, Any], before: AnyClaim | None) -> None:
    if not {"low", "high"} & found.keys():
        return
    was = before if isinstance(before, Figure) else None
    low, high = found.get("low", was.low if was else None), found.get("high", was.high if was else None)
    if low is None and high is None:
        raise UsageError("a figure needs a number", "give low=12 high=12, or one of the two for an open end")
    if low is not None and high is not None and low > high:
        raise UsageError(f"low {low} is over high {high}", f"give both: low={high} high={low}?")


def incident_fields(change: Mapping[str, Any], now: Mapping[str, Any] | None) -> dict[str, Any]:
    """What is set of an incident, checked and plain.

    ``date`` (or ``start`` and ``end``), ``place`` with ``country``, ``adm1``, ``lat``, ``lon`` and ``precision``,
    ``type``, ``groups`` (vocabulary ids or names, by comma), ``status``. ``now`` is the place as it stands.
    """
    known = ("date", "start", "end", *_PLACE, "type", "groups", "status")
    for name in change:
        if name not in known:
            raise UsageError(
                f"an incident has no field {name!r} that can be set",
                words.closest(name, known) + f"there are: {', '.join(known)}",
            )
    found = {**_dates(change), **_place(change, now)}
    if "type" in change:
        found["type"] = told("type", change["type"])
    if "groups" in change:
        given = change["groups"].split(",") if isinstance(change["groups"], str) else change["groups"]
        found["groups"] = sorted({told("groups", one) for one in given if str(one).strip()})
    if "status" in change:
        found["status"] = choice(STATUSES, "status", change["status"])
    return found


def _dates(change: Mapping[str, Any]) -> dict[str, Any]:
    start = change.get("date", change.get("start"))
    if start is None and "end" not in change:
        return {}
    if start is None:
        raise UsageError("an end without a start", "give start=2024-08-26 end=2024-08-27")
    words.day(str(start))
    end = str(change.get("end") or start)
    if (words.day(end, last=True) or "") < (words.day(str(start)) or ""):
        raise UsageError(f"end {end} is before start {start}", "give the earlier day as start")
    return {"start": str(start), "end": end}


_PLACE = ("place", "country", "adm1", "lat", "lon", "precision")


def _place(change: Mapping[str, Any], now: Mapping[str, Any] | None) -> dict[str, Any]:
    if not any(name in change for name in _PLACE):
        return {}
    if "place" not in change and now is None:
        raise UsageError("the incident has no place yet", "give its name too: place=Quetta")
    base: dict[str, Any] = {} if "place" in change else dict(now or {})
    name = told("place", change["place"]) if "place" in change else base["name"]
    lat, lon = (
        degrees(90, "lat", change.get("lat", base.get("lat"))),
        degrees(180, "lon", change.get("lon", base.get("lon"))),
    )
    if (lat is None) != (lon is None):
        raise UsageError("a place needs both lat and lon, or neither", "give lat=30.18 lon=66.99")
    return {
        "place": {
            "name": name,
            "country": words.country(change.get("country", base.get("country"))),
            "adm1": told_or_none("adm1", change.get("adm1", base.get("adm1"))),
            "lat": lat,
            "lon": lon,
            "precision": choice(
                get_args(Precision), "precision", change.get("precision", base.get("precision", "exact"))
            ),
        }
    }


def reason(value: str | None) -> str | None:
    """A reason code of the vocabulary."""
    return None if not value else words.one_of(value.replace("_", "-"), sorted(reasons()), "reason")


def reasons() -> dict[str, str]:
    """The reason codes with their sentences."""
    found: dict[str, str] = load("reasons")
    return found
