"""An incident as the board knows it: the few facts that lists, facets, map and timeline ask of all incidents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from tallybook.book.days import first_day, last_day
from tallybook.book.narrowed import month
from tallybook.book.spread import Toll, disagreement, ends, spread, toll


@dataclass(frozen=True, slots=True)
class Line:
    """One estimate: harm, victims, and what is known of low, best and high."""

    harm: str
    victims: str
    low: int | None
    best: int | None
    high: int | None

    def ends(self) -> tuple[int, int, int]:
        """The numbers, with what is not known filled from what is."""
        return ends({"low": self.low, "best": self.best, "high": self.high})


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts of one incident; ``first`` and ``last`` are whole days, ``basis`` changes whenever anything does.

    ``words`` are its own, folded; ``telling`` holds the numbers of the reports that tell it, end to end.
    """

    id: str
    basis: str
    title: str
    type: str | None
    start: str | None
    end: str | None
    first: str | None
    last: str | None
    month: str | None
    date_inferred: bool
    place: Mapping[str, Any] | None
    status: str
    background: bool
    root: str
    part_of: str | None
    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    killed: Toll | None
    spread: int
    disagreement: str
    contradictions: int
    reports: int
    claims: int
    words: str
    telling: bytes


def entry(basis: str, record: str, words: str, claims: int) -> Entry:
    """The facts of the columns ``basis``, ``record`` and ``words``."""
    kept = json.loads(record)
    start, end = kept["start"] or kept["end"], kept["end"] or kept["start"]
    return Entry(
        id=kept["id"],
        basis=basis,
        title=kept["title"],
        type=kept["type"],
        start=kept["start"],
        end=kept["end"],
        first=first_day(start),
        last=last_day(end),
        month=month(kept),
        date_inferred=kept["date_inferred"],
        place=kept["place"],
        status=kept["status"],
        background=kept["background"],
        root=kept["root"],
        part_of=kept["part_of"],
        groups=_distinct(kept["groups"], kept["claimed_by"], kept["blamed"]),
        lines=tuple(_lines(kept["figures"])),
        killed=toll(kept["figures"]),
        spread=spread(kept["figures"]),
        disagreement=disagreement(kept),
        contradictions=len(kept["contradictions"]),
        reports=len(kept["reports"]),
        claims=claims,
        words=words,
        telling=b"".join(map(report_number, kept["reports"])),
    )


def report_number(id: str) -> bytes:
    """Eight bytes that stand for a report where many are held in memory."""
    return blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _distinct(*lists: Iterable[str]) -> tuple[str, ...]:
    named: dict[str, str] = {}
    for names in lists:
        for name in names:
            named.setdefault(name.casefold(), name)
    return tuple(named.values())


def _lines(figures: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterable[Line]:
    for harm, by_victims in figures.items():
        for victims, estimate in by_victims.items():
            yield Line(harm, victims, estimate["low"], estimate["best"], estimate["high"])
