"""A record's number of victims against the figures that a reader found.

Records hold one number a harm; a report says it in one figure ("three were killed") or in several that add up ("a
guard and two drivers"). So two questions are asked:

- **stated**: is the record's number one of the report's figures, or what they add up to?
- **total**: is it the one number that the report comes to? That is the sum of its different figures; or the largest
  of them where the others add up to it, because then it tells the sum itself ("four were held: a leader and three
  associates"). Figures with the same bounds and the same noun are one figure that is told again; one that the text
  itself calls superseded counts only where no other is left.

Of an open bound the side that is known counts ("at least 3": 3), of "more than 10" what the reader makes of it (11).
Figures that are wider than an incident ("300 this year") and those of background incidents are left out. Precision is
over reports where the reader gives a number at all, recall over those where the record's number is not 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from evals.public.inputs import Read
from evals.public.table import Miss

from tallybook.evaluation.counts import Row, Tally, share
from tallybook.records import Figure

_DEFINITE = re.compile(r"(?:the|both|all|these|those|this|that)\b", re.IGNORECASE)

Value = Callable[[Figure, str], int | None]


@dataclass(frozen=True, slots=True)
class Count:
    """The numbers that a report gives for one harm, and the one that it comes to; none and None without figures."""

    stated: frozenset[int] = frozenset()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One report's answer: where, its words, the record's number and what the reader counts."""

    where: str
    words: str
    want: int
    count: Count


def figures_of(read: Read, harms: Iterable[str], *, past: bool = False) -> list[Figure]:
    """The figures of some harms that are about incidents: those that the report is about, or background, too."""
    background = {local.key for local in read.reading.incidents if local.background and not past}
    wanted = frozenset(harms)
    return [
        claim
        for claim in read.reading.claims
        if isinstance(claim, Figure)
        and claim.harm in wanted
        and claim.scope != "wider"
        and claim.local not in background
    ]


def known(figure: Figure, words: str = "") -> int | None:
    """The lower bound, or the upper one where only that is known."""
    return figure.low if figure.low is not None else figure.high


def counted(figures: Sequence[Figure], text: str, value: Value = known) -> Count:
    """What figures of one harm state and come to; ``value`` turns a figure and its words into a number."""
    bounds = chain.from_iterable((figure.low, figure.high, _value(figure, text, value)) for figure in figures)
    kept = [figure for figure in figures if figure.current] or figures
    totals = [_total(_different(some, text, value)) for some in (kept, figures)]
    stated = frozenset(number for number in (*bounds, *totals) if number is not None)
    return Count(stated, totals[0])


def _value(figure: Figure, text: str, value: Value) -> int | None:
    return value(figure, text[figure.start : figure.end])


def _different(figures: Iterable[Figure], text: str, value: Value) -> list[int]:
    """The numbers of figures that differ in bounds or in their noun, without those that point back at others."""
    new = [figure for figure in figures if not _DEFINITE.match(text, figure.start)]
    numbers: dict[tuple[int | None, int | None, str], int] = {}
    for figure in new or figures:
        number = _value(figure, text, value)
        if number is not None:
            numbers.setdefault(alike(figure, text), number)
    return list(numbers.values())


def alike(figure: Figure, text: str) -> tuple[int | None, int | None, str]:
    """The same for figures that are one, told again: the bounds and the last word, its plural set aside."""
    noun = text[figure.start : figure.end].split()[-1].lower().rstrip("s")
    return figure.low, figure.high, noun


def _total(numbers: list[int]) -> int | None:
    if not numbers:
        return None
    most, everything = max(numbers), sum(numbers)
    return most if len(numbers) > 2 and everything == 2 * most else everything


def rows(harm: str, asked: Sequence[Asked]) -> dict[str, Row]:
    """The rows of one harm: stated, total, and how often no number is given where the record has none."""
    gold = sum(one.want > 0 for one in asked)
    claimed = sum(bool(one.count.stated) for one in asked)
    stated = Tally(sum(_stated(one) for one in asked), claimed, gold)
    total = Tally(sum(_comes_to(one) for one in asked), claimed, gold)
    return {
        f"{harm}: stated": stated.row(),
        f"{harm}: total": total.row(),
        f"{harm}: no number where the record has none": share(not one.count.stated for one in asked if one.want == 0),
    }


def misses(harm: str, asked: Sequence[Asked]) -> list[Miss]:
    """What was not stated, what was stated but comes to another total, and what was invented."""
    return [
        Miss(f"{harm}: {kind}", one.where, one.words, one.want, sorted(one.count.stated) or None)
        for one in asked
        if (kind := _wrong(one)) is not None
    ]


def _wrong(one: Asked) -> str | None:
    if one.want == 0:
        return "invented" if one.count.stated else None
    if not one.count.stated:
        return "none found"
    if not _stated(one):
        return "another number"
    return None if _comes_to(one) else "another total"


def _stated(one: Asked) -> bool:
    return one.want > 0 and one.want in one.count.stated


def _comes_to(one: Asked) -> bool:
    return one.want > 0 and one.want == one.count.total
