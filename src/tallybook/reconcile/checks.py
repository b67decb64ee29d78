"""Sums: totals that the figures of a report add up to, stated or found, in an incident and across its neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from tallybook.reconcile.ledger import independent
from tallybook.reconcile.members import Member
from tallybook.records import Check, Figure

MOST = 3
"""Addends of a found sum at most: with more, chance agreements begin."""
SMALLEST = 10
"""A total below this adds up by chance too often to be worth telling, unless the text states the sum."""


def checks(members: Iterable[Member], neighbours: Iterable[Member] = ()) -> tuple[Check, ...]:
    """Every sum over the figures of one report that touches this incident, stated ones first, each equation once."""
    own = independent(members)
    inside = {claim.id for member in own for claim in member.figures}
    found: dict[str, Check] = {}
    for figures in _by_report(own, neighbours):
        for check in (*_stated(figures), *_classes(figures), *_across(figures)):
            if inside & set(check.claims):
                found.setdefault(check.text, check)
    return tuple(found.values())


def _by_report(own: tuple[Member, ...], neighbours: Iterable[Member]) -> Iterator[list[Figure]]:
    reports: dict[str, dict[str, Figure]] = {member.report.id: {} for member in own}
    for member in (*own, *sorted(neighbours, key=lambda m: m.id)):
        if member.report.id in reports:
            reports[member.report.id].update({claim.id: claim for claim in member.figures})
    for report in reports:
        yield sorted(reports[report].values(), key=lambda claim: (claim.start, claim.end, claim.id))


def _stated(figures: list[Figure]) -> Iterator[Check]:
    """Sums that the text itself states."""
    for total in figures:
        addends = [next((f for f in figures if (f.start, f.end) == (s.start, s.end)), None) for s in total.sum_of]
        parts = [figure for figure in addends if figure is not None]
        if len(parts) > 1 and len(parts) == len(addends):
            yield _check(parts, total, "the report gives these as the parts of its total")


def _classes(figures: list[Figure]) -> Iterator[Check]:
    """A total of people that is the sum of its classes, all by one speaker."""
    for total in figures:
        if total.victims != "unspecified" or _number(total) < SMALLEST or total.sum_of:
            continue
        parts = [f for f in figures if f.victims != "unspecified" and f.scope != "part" and _alike(f, total)]
        for chosen in _adding_up(parts, _number(total)):
            if len({f.victims for f in chosen}) == len(chosen) and len({f.local for f in chosen}) == 1:
                yield _check(chosen, total, "the classes of victims add up to the total")


def _across(figures: list[Figure]) -> Iterator[Check]:
    """A wider total that is the sum of the figures of several incidents in the same report."""
    for total in figures:
        if total.scope != "wider" or _number(total) < SMALLEST:
            continue
        parts = [f for f in figures if f.scope == "whole" and f.victims == total.victims and _alike(f, total)]
        for chosen in _adding_up(parts, _number(total)):
            if len({f.local for f in chosen}) == len(chosen):
                yield _check(chosen, total, "the tolls of several incidents add up to the wider total")


def _alike(figure: Figure, total: Figure) -> bool:
    return figure.harm == total.harm and figure.id != total.id and 0 < _number(figure) < _number(total)


def _adding_up(parts: list[Figure], total: int) -> Iterator[list[Figure]]:
    distinct = list({(f.victims, f.local, _number(f)): f for f in reversed(parts)}.values())[::-1][:12]
    for size in range(2, MOST + 1):
        for chosen in combinations(distinct, size):
            if sum(map(_number, chosen)) == total:
                yield list(chosen)


def _check(parts: list[Figure], total: Figure, reason: str) -> Check:
    numbers = [_number(part) for part in parts]
    text = f"{' + '.join(map(str, numbers))} = {_number(total)}"
    holds = sum(numbers) == _number(total)
    why = reason if holds else f"{reason}, but they make {sum(numbers)}"
    return Check(text, holds, tuple(sorted({part.id for part in parts} | {total.id})), why)


def _number(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0
