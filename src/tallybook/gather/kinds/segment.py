"""One article of a newsroom's export, and what its services' shapes share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallybook.gather.moments import Moment, moment

_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\s*(?:{_WEEKDAY},?\s+)?(?:{_MONTH}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{_MONTH},?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
    rf"(?:,?\s+{_WEEKDAY})?(?:,?\s+\d{{1,2}}:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{{2,4}})?)?\s*(?:\(?correction\)?)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One article: its ``lines``, those of its ``title`` and ``body`` by number, and what the service says of it."""

    kind: str
    lines: tuple[str, ...]
    title: range
    body: range
    published: Moment | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None


def is_date(line: str) -> bool:
    """Whether a line is a date and nothing else, as these services write it.

    >>> is_date("August 26, 2024 Monday 4:12 PM GMT"), is_date("On August 26, 2024 troops left.")
    (True, False)
    """
    return len(line) < 80 and _DATE.fullmatch(line) is not None


def dated(line: str) -> Moment | None:
    """The moment of such a line."""
    return moment(line.strip())


def cut(lines: Sequence[str], ends: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    """The stretches that end with a line of that form, and what comes behind the last one."""
    start = 0
    for number, line in enumerate(lines):
        if ends.fullmatch(line):
            yield trimmed(lines[start : number + 1])
            start = number + 1
    yield trimmed(lines[start:])


def trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without blank ones around them."""
    told = [n for n, line in enumerate(lines) if line.strip()]
    return tuple(lines[told[0] : told[-1] + 1]) if told else ()


def filled(lines: Sequence[str], start: int, stop: int) -> list[int]:
    """The numbers of the lines in a range that are not blank."""
    return [n for n in range(max(0, start), min(stop, len(lines))) if lines[n].strip()]


def span(numbers: Sequence[int]) -> range:
    """From the first of them to the last."""
    return range(numbers[0], numbers[-1] + 1) if numbers else range(0)


def value(lines: Sequence[str], label: re.Pattern[str]) -> str | None:
    """What stands behind a label on the first line that has it, or on the next one where nothing does."""
    for number, line in enumerate(lines):
        match = label.match(line)
        if match:
            said = line[match.end() :].strip() or next(iter(lines[number + 1 : number + 2]), "").strip()
            return " ".join(said.split()) or None
    return None
