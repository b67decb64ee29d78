"""When a report was published: read where the page says so, and otherwise left unknown, with the reason.

Looked at, the first that speaks wins: the user's word, front matter, a machine export's leading ``date 2024-08-26``, a
line of the page's head that is nothing but a date of publication (labelled ones first), a full date in the dateline, an
address in the head with a date in it, an "updated" line, a full date before the first sentence (``leading``). Never
read: a date in running prose, a day without year, a range, a numeric date whose day and month cannot be told apart, a
date whose weekday is wrong, dates that contradict.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from tallybook.errors import UsageError
from tallybook.gather.lines import Line
from tallybook.vocabulary import load

_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_MACHINE = re.compile(r"\s*date (\d{4}(?:-\d\d){0,2})\b[ \t]*")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]\.?\s?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE
)
_ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z]{1,3}[SD]?T|Z)\b(?:\s?[+-]\d{1,2}(?::?\d\d)?)?")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|©")
_ADDRESS = re.compile(r"https?://\S*?[/_-]((?:19|20)\d\d)[/_-]?(\d\d|[a-z]{3})[/_-]?(\d\d)(?![\d])", re.IGNORECASE)
_LEAD_END = re.compile(
    r"[\s,.)]*(?:(?:[(/]?[A-Z][\w. /&-]{1,40}[)/]?[\s.,]*)?(?:[-–—:]{1,3}|/\.?)\s|[(/]?[A-Z]{2,}[)/]?\.\s|\]\s)"
)
_BARE_END = re.compile(r"\s*(?:[-–—]{1,2}|[.\]:])\s+[\"'“‘]?[A-Z]")
_HEAD_LINES = 14
_LONGEST = 130
_MOST_BESIDE = 9
_LEAD = 90


@dataclass(frozen=True, slots=True)
class Published:
    """``date`` is ``YYYY-MM-DD`` or None; ``source`` where it was read, or why there is none."""

    date: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A line that tells a date: ``date`` is None where day and month cannot be told apart."""

    date: str | None
    label: str
    said: str


UNKNOWN = Published(None, "no date in the text")


def given(value: str) -> Published:
    """The user's own date. Raises UsageError unless it is a real ``YYYY-MM-DD``."""
    try:
        if not _ISO.fullmatch(value):
            raise ValueError
        return Published(date.fromisoformat(value).isoformat(), "given")
    except ValueError:
        raise UsageError(f"{value!r} is not a date", "write it as YYYY-MM-DD, for example 2024-08-26") from None


def published(text: str, lines: Sequence[Line], meta: Mapping[str, str]) -> Published:
    """The date of publication of a page with these lines and this front matter (keys in lower case)."""
    machine = _MACHINE.match(text)
    said = next((meta[key] for key in ("date", "published", "pubdate", "publication date") if meta.get(key)), None)
    if said is not None:
        return _from_meta(said)
    if machine and len(machine[1]) == len("2024-08-26"):
        return _checked(machine[1], "text")
    head = _head(lines)
    stamps = [stamp for line in head for stamp in (read_stamp(line.text),) if stamp]
    found = _from_stamps(stamps) or _from_dateline(head, lines) or _from_address(head) or _from_updates(stamps, lines)
    if found:
        return found
    return Published(None, f"only {machine[1]}, not a day") if machine else UNKNOWN


def machine_prefix(text: str) -> int:
    """How many characters at the start are a machine's ``date ...`` mark (0 where there is none)."""
    match = _MACHINE.match(text)
    return match.end() if match else 0


def read_stamp(line: str) -> Stamp | None:
    """The date of a line that holds a date of publication and nothing else, or None.

    >>> read_stamp("Published July 3, 2023").date, read_stamp("On July 3, 2023 troops left.")
    ('2023-07-03', None)
    """
    if len(line) > _LONGEST or not _YEAR.search(line):
        return None
    matches = list(_grammar().date.finditer(line))
    if not matches or not _is_furniture(line, matches):
        return None
    dates = [_day(match) for match in matches]
    if "" in dates:
        return None
    labels = [_label(line[: match.start()]) for match in matches]
    first = next((i for i, label in enumerate(labels) if label != "updated"), 0)
    rivals = {dates[i] for i, label in enumerate(labels) if label == labels[first]}
    if len(rivals) > 1:
        return None
    return Stamp(dates[first], labels[first], matches[first].group())


def day_in(said: str) -> str | None:
    """The one day that a few words tell (``August 26, 2024 Monday 4:12 PM``), or None.

    >>> day_in("August 26, 2024 Monday"), day_in("03/04/2024")
    ('2024-08-26', None)
    """
    match = _grammar().date.search(said)
    return (_day(match) or None) if match else None


def day_at(text: str, at: int) -> tuple[str | None, int] | None:
    """The day of a full date that begins at an offset, None where it reads two ways, and the offset behind it.

    >>> day_at("Sun 5 July 2015 Raids kill 22", 0), day_at("05-07-2015 Raids kill 22", 0), day_at("5 men", 0)
    (('2015-07-05', 15), (None, 10), None)
    """
    match = _grammar().date.match(text, at)
    day = _day(match) if match else ""
    return None if match is None or day == "" else (day, match.end())


@dataclass(frozen=True, slots=True)
class _Grammar:
    date: re.Pattern[str]
    entry: re.Pattern[str]
    range_start: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    after: re.Pattern[str]
    words: Mapping[str, frozenset[str]]


@cache
def _grammar() -> _Grammar:
    data = load("publication")
    months, weekdays = _numbers(data["months"], 1), _numbers(data["weekdays"], 0)
    month, weekday = _either(months), _either(weekdays)
    lead = rf"(?:\b(?P<weekday>{weekday})\b\.?,?\s+)?"
    year = r"(?P<{}>(?:19|20)\d\d)\b"
    ordinal = r"(?:st|nd|rd|th|º|\.)?,?"
    month_of = rf"(?:de\s+|of\s+)?(?P<m1>{month})\b\.?,?"
    day_month = rf"(?<![:.\d])\b(?P<d1>\d{{1,2}}){ordinal}[\s/-]+{month_of}[\s/-]+(?:del?\s+)?"
    month_day = rf"\b(?P<m2>{month})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b,?\s+"
    forms = (
        day_month + year.format("y1"),
        month_day + year.format("y2"),
        r"\b(?P<y3>(?:19|20)\d\d)(?P<s3>[-./])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?!\d)",
        r"\b(?P<d4>\d{1,2})(?P<s4>[-./])(?P<m4>\d{1,2})(?P=s4)(?P<y4>(?:19|20)\d\d)(?!\d)",
        r"(?P<y5>(?:19|20)\d\d)年(?P<m5>\d{1,2})月(?P<d5>\d{1,2})日",
    )
    fold = re.IGNORECASE
    return _Grammar(
        re.compile(lead + "(?:" + "|".join(forms) + ")", fold),
        re.compile(rf"(?:(?:{weekday})\b\.?,?\s+)?(?:(?:{month})\b\.?\s+\d{{1,2}}\b|\d{{1,2}}\s+(?:{month})\b)", fold),
        re.compile(rf"(?<![:.\d])\b\d{{1,2}}(?:\s+(?:{month})\.?)?\s*(?:[-–—]|to)\s*$", fold),
        months,
        weekdays,
        re.compile(rf"\b(?:{_either(data['published'])})\b", fold),
        re.compile(rf"\b(?:{_either(data['updated'])})\b", fold),
        re.compile("|".join(map(re.escape, data["after"])), fold),
        {name: frozenset(data[name]) for name in ("bulletin", "beside", "before_event", "event", "caption")},
    )


def _numbers(lists: Mapping[str, Sequence[str]], first: int) -> dict[str, int]:
    return {word: n for words in lists.values() for n, word in enumerate(words, first) if word}


def _either(words: Any) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _day(match: re.Match[str]) -> str | None:
    """An ISO date; None where day and month cannot be told apart, "" where it is no date."""
    form = next(n for n in "12345" if match[f"y{n}"])
    year, month, day = match[f"y{form}"], match[f"m{form}"], match[f"d{form}"]
    months = _grammar().months
    orders = {(months.get(month.casefold()) or int(month), int(day))}
    if form == "4":
        orders.add((int(day), int(month)))
    weekday = match["weekday"]
    days = {found for m, d in orders if (found := _real(int(year), m, d))}
    if weekday:
        days = {found for found in days if found.weekday() == _grammar().weekdays[weekday.casefold()]}
    return None if len(days) > 1 else min(days).isoformat() if days else ""


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _label(before: str) -> str:
    """Which label stands last before a date: ``published``, ``updated`` or none."""
    grammar = _grammar()
    last = {"published": -1, "updated": -1}
    for name, pattern in (("published", grammar.published), ("updated", grammar.updated)):
        for match in pattern.finditer(before):
            last[name] = match.start()
    best = max(last, key=lambda name: last[name])
    return best if last[best] >= 0 else ""


def _is_furniture(line: str, matches: Sequence[re.Match[str]]) -> bool:
    """Whether what stands beside the dates is the page's own: labels, clock times, an outlet's name."""
    grammar = _grammar()
    cut = grammar.after.search(line, matches[0].end())
    rest = line[: cut.start()] if cut else line
    for match in reversed(matches):
        rest = rest[: match.start()] + " | " + rest[match.end() :]
    words = _WORD.findall(_ZONE.sub(" ", _CLOCK.sub(" ", rest)))
    low = [word.casefold().strip(".") for word in words]
    if len(words) > _MOST_BESIDE or not grammar.words["caption"].isdisjoint(low):
        return False
    labelled = bool(_label(line)) or not grammar.words["bulletin"].isdisjoint(low)
    if _is_range(line[: matches[0].start()]) or (not labelled and _tells_event(line, matches[0].start(), low)):
        return False
    return all(_may_stand(word, small) for word, small in zip(words, low, strict=True))


def _may_stand(word: str, low: str) -> bool:
    grammar = _grammar()
    known = any(low in grammar.words[name] for name in ("beside", "bulletin", "before_event"))
    return (
        known
        or low in grammar.weekdays
        or word[0].isupper()
        or bool(grammar.published.fullmatch(low) or grammar.updated.fullmatch(low))
    )


def _tells_event(line: str, start: int, low: Sequence[str]) -> bool:
    grammar = _grammar()
    before = _WORD.findall(line[:start])
    if list(low) != ["on"] and before and before[-1].casefold() in grammar.words["before_event"]:
        return True
    return not grammar.words["event"].isdisjoint(low)


def _is_range(before: str) -> bool:
    return _grammar().range_start.search(before, max(0, len(before) - 20)) is not None


def _head(lines: Sequence[Line]) -> list[Line]:
    """The lines up to the third paragraph."""
    prose = 0
    for number, line in enumerate(lines[:_HEAD_LINES]):
        prose += line.is_prose
        if prose == 3:
            return list(lines[:number])
    return list(lines[:_HEAD_LINES])


def _from_meta(said: str) -> Published:
    day = day_in(said)
    return Published(day, "text") if day else Published(None, f"the date in its front matter, {said!r}, cannot be read")


def _checked(value: str, source: str) -> Published:
    try:
        return Published(date.fromisoformat(value).isoformat(), source)
    except ValueError:
        return Published(None, f"{value} is no date")


def _from_stamps(stamps: Sequence[Stamp]) -> Published | None:
    for label in ("published", ""):
        told = [stamp for stamp in stamps if stamp.label == label]
        dates = {stamp.date for stamp in told}
        if len(dates) == 1:
            day = dates.pop()
            said = told[0].said
            return Published(day, "text") if day else Published(None, f"{said}: which is the day, which the month?")
        if dates:
            return Published(None, "dates that contradict: " + ", ".join(stamp.said for stamp in told))
    return None


def _from_updates(stamps: Sequence[Stamp], lines: Sequence[Line]) -> Published | None:
    days = [stamp.date for stamp in stamps if stamp.label == "updated" and stamp.date]
    foot = [stamp for line in lines[-3:] for stamp in (read_stamp(line.text),) if stamp and stamp.label == "published"]
    days = [stamp.date for stamp in foot if stamp.date] or days
    return Published(min(days), "text") if days else None


def _from_dateline(head: Sequence[Line], lines: Sequence[Line]) -> Published | None:
    found: list[tuple[bool, str]] = []
    for line in head:
        match = _grammar().date.search(line.text, 0, _LEAD + 20) if _YEAR.search(line.text[:_LEAD]) else None
        if match and match.end() <= _LEAD and _leads(line.text, match) and (day := _day(match)):
            found.append((_label(line.text[: match.start()]) == "updated", day))
    if not found or is_diary(lines):
        return None
    return Published(min(found, key=lambda pair: pair[0])[1], "dateline")


def _leads(text: str, match: re.Match[str]) -> bool:
    """Whether the date belongs to a dateline: names before it, an agency and a dash after it."""
    before, after = text[: match.start()], _CLOCK.sub("", text[match.end() : match.end() + _LEAD])
    words = _WORD.findall(before)
    if words and words[-1].casefold() in _grammar().words["before_event"]:
        return False
    if _is_range(before) or not all(_may_stand(word, word.casefold()) for word in words) or len(words) > _MOST_BESIDE:
        return False
    return bool(_LEAD_END.match(after)) if words else bool(_BARE_END.match(after) or _LEAD_END.match(after))


def is_diary(lines: Sequence[Line]) -> bool:
    """Whether three or more lines begin with different days: then each dates its own entry."""
    days = {match.group().casefold() for line in lines for match in (_grammar().entry.match(line.text),) if match}
    return len(days) >= 3


def _from_address(head: Sequence[Line]) -> Published | None:
    for line in head:
        match = _ADDRESS.search(line.text) if "http" in line.text and not line.is_prose else None
        if match:
            month = _grammar().months.get(match[2].casefold()) or (int(match[2]) if match[2].isdigit() else 0)
            day = _real(int(match[1]), month, int(match[3]))
            return Published(day.isoformat(), "url") if day else None
    return None
