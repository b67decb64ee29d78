"""A sentence as the readers of times see it: its words, the report's day, and what they find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from tallybook.read.document import Token

Kind = Literal["day", "span", "window", "background", "vague", "unresolved", "ordinal_day"]


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary as sets, and which handler each word calls; ``opens`` are these words, and with an "'s"."""

    weekdays: dict[str, int]
    months: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    units: dict[str, str]
    near: dict[str, int]
    feasts: dict[str, list[int]]
    sets: dict[str, frozenset[str]]
    handlers: dict[str, Callable[[Scan, int], Hit | None]]
    opens: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """What a handler found: the tokens it covers, the dates, the kind and the reason."""

    begin: int
    stop: int
    first: str | None
    last: str | None
    kind: Kind
    why: str


class Scan(NamedTuple):
    """A sentence being looked at. ``anchor`` is the day told last, for "two days earlier"."""

    words: Words
    tokens: tuple[Token, ...]
    low: tuple[str, ...]
    published: date | None
    anchor: date | None

    def at(self, index: int) -> str:
        """The word at a place, or "" outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def number(self, index: int) -> int | None:
        """The number that a word says, up to 2000."""
        word = self.at(index)
        value = int(word) if word.isdecimal() and len(word) <= 4 else self.words.numbers.get(word)
        return value if value is not None and 0 < value <= 2000 else None

    def is_in(self, index: int, name: str) -> bool:
        """Whether the word at a place is of a class of the vocabulary."""
        return self.at(index) in self.words.sets[name]


def relative(scan: Scan, begin: int, stop: int, resolve: Callable[[date], Hit]) -> Hit:
    """A hit against the report's date, or an unresolved one where there is none."""
    if scan.published is None:
        return Hit(begin, stop, None, None, "unresolved", "the report has no date")
    return replace(resolve(scan.published), begin=begin, stop=stop)


def told(first: str | None, why: str, kind: Kind = "day", last: str | None = None) -> Hit:
    """What a time was resolved to; its tokens are set by ``relative``."""
    return Hit(0, 0, first, last or first, kind, why)


def widen(scan: Scan, begin: int, stop: int) -> tuple[int, int]:
    """Takes in "early on ... night" around a day, and the weekday before a date ("On Monday, July 3")."""
    weekday = next((n for n in (begin - 1, begin - 2) if scan.at(n) in scan.words.weekdays), begin)
    if scan.at(weekday + 1) == "," or weekday == begin - 1:
        begin = weekday
    while scan.is_in(begin - 1, "before_day") and stop - begin < 8:
        begin -= 1
    while scan.is_in(stop, "day_parts"):
        stop += 1
    return begin, stop


def day_at(scan: Scan, index: int) -> int | None:
    """The day of the month that a token says: "31", "31st"."""
    word = scan.at(index)
    if word[-2:] in ("st", "nd", "rd", "th"):
        word = word[:-2]
    return int(word) if word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31 else None


def year_at(scan: Scan, index: int) -> int | None:
    """The year that a token says, from 1800 to 2100."""
    word = scan.at(index)
    return int(word) if len(word) == 4 and word.isdecimal() and 1800 <= int(word) <= 2100 else None


def age(scan: Scan, iso: str) -> Kind:
    """A month or year is background unless the report is of that month or year."""
    return "day" if scan.published and scan.published.isoformat().startswith(iso) else "background"
