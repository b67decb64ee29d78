"""Sums and parts that were tried: what a text states, what its figures make, what a part forces on its whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, pairwise

from tallybook.reconcile.bounds import Rule
from tallybook.reconcile.ledger import independent
from tallybook.reconcile.members import Member
from tallybook.reconcile.rules import Told, bound_to, solved
from tallybook.records import Check, Figure
from tallybook.vocabulary import load

MOST = 3
"""Addends of a found sum at most: with more, chance agreements begin."""
SMALLEST = 10
"""A total below this adds up by chance too often to be worth telling, unless the text states the sum."""


def checks(members: Iterable[Member], neighbours: Iterable[Member] = ()) -> tuple[Check, ...]:
    """Everything tried over the figures of one report that touches this incident, stated sums first, each text once."""
    own = independent(members)
    inside = {claim.id for member in own for claim in member.figures}
    found: dict[str, Check] = {}
    for told in _by_report(own, neighbours):
        figures = _figures(told)
        tried = (*_stated(figures), *_raised(figures, told[0].report.text), *_classes(figures), *_across(figures))
        for check in (*tried, *_parts(bound_to((member.id for member in own), told))):
            if inside & set(check.claims):
                found.setdefault(check.text, check)
    return tuple(found.values())


def _by_report(own: tuple[Member, ...], neighbours: Iterable[Member]) -> Iterator[list[Member]]:
    """The members of each report that tells this incident, with its other incidents."""
    reports: dict[str, dict[str, Member]] = {member.report.id: {} for member in own}
    for member in (*own, *sorted(neighbours, key=lambda m: m.id)):
        if member.report.id in reports:
            reports[member.report.id][member.id] = member
    for report in reports:
        yield list(reports[report].values())


def _figures(members: Iterable[Member]) -> list[Figure]:
    found = {claim.id: claim for member in members for claim in member.figures}
    return sorted(found.values(), key=lambda claim: (claim.start, claim.end, claim.id))


def _stated(figures: list[Figure]) -> Iterator[Check]:
    """Sums that the text itself states."""
    for total in figures:
        addends = [next((f for f in figures if (f.start, f.end) == (s.start, s.end)), None) for s in total.sum_of]
        parts = [figure for figure in addends if figure is not None]
        if len(parts) > 1 and len(parts) == len(addends):
            yield _check(parts, total, "the report gives these as the parts of its total")


def _raised(figures: list[Figure], text: str) -> Iterator[Check]:
    """A total that a figure of the same sentence brings it to, and so what it was before."""
    for new, total in pairwise(figures):
        told = text[new.end : total.start]
        if new.sentence != total.sentence or not _alike(new, total) or not _raising().search(told):
            continue
        before = _number(total) - _number(new)
        sum_text = f"{before} + {_number(new)} = {_number(total)}"
        why = f"{_number(new)} bring the total to {_number(total)}, which makes {before} before"
        yield Check(sum_text, True, tuple(sorted({new.id, total.id})), why)


@cache
def _raising() -> re.Pattern[str]:
    words = load("sums")
    verb, total = "|".join(words["raising"]), "|".join(words["totals"])
    return re.compile(rf"\b(?:{verb})\b[^.;]*\b(?:{total})s?\b[^.;]*\bto\W*$", re.I)


def _classes(figures: list[Figure]) -> Iterator[Check]:
    """A total of people that is the sum of its classes, all by one speaker; whether it counts the attackers is told."""
    for total in figures:
        if total.victims != "unspecified" or _number(total) < SMALLEST or total.sum_of:
            continue
        parts = [f for f in figures if f.victims != "unspecified" and f.scope != "part" and _alike(f, total)]
        for chosen in _adding_up(parts, _number(total)):
            if len({f.victims for f in chosen}) == len(chosen) and len({f.local for f in chosen}) == 1:
                yield _check(chosen, total, f"the classes of victims add up to the total{_attackers(chosen, parts)}")


def _attackers(chosen: list[Figure], parts: list[Figure]) -> str:
    if any(figure.victims == "armed_group" for figure in chosen):
        return ", which counts the armed group too"
    return ", which leaves out the armed group" if any(f.victims == "armed_group" for f in parts) else ""


def _across(figures: list[Figure]) -> Iterator[Check]:
    """A wider total that is the sum of the figures of several incidents in the same report."""
    for total in figures:
        if total.scope != "wider" or _number(total) < SMALLEST:
            continue
        parts = [f for f in figures if f.scope == "whole" and f.victims == total.victims and _alike(f, total)]
        for chosen in _adding_up(parts, _number(total)):
            if len({f.local for f in chosen}) == len(chosen):
                yield _check(chosen, total, "the tolls of several incidents add up to the wider total")


def _parts(members: list[Member]) -> Iterator[Check]:
    """Parts that say more than their total, and parts that raise what it is at least. Stated sums are shown above."""
    figures, outcome = solved(members)
    told = {one.claim.id: one for one in figures}
    for rule in outcome.broken:
        if not rule.exact:
            yield _bound(rule, told, holds=False)
    for (name, end), rule in sorted(outcome.moved.items()):
        if end == "low" and rule.total == name and not rule.exact:
            yield _bound(rule, told, holds=True)


def _bound(rule: Rule, told: dict[str, Told], *, holds: bool) -> Check:
    total, parts = told[rule.total], [told[part] for part in rule.parts]
    least = " + ".join(str(part.interval.low) for part in parts)
    words = total.member.quote(total.claim)
    made = sum(part.interval.low for part in parts)
    why = f'{rule.why}, so "{words}" is at least {made}' if holds else f"{rule.why}, but {made} is more than {words!r}"
    claims = tuple(sorted({rule.total, *rule.parts}))
    return Check(f"{least} <= {total.interval.high if not holds else words}", holds, claims, why)


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
