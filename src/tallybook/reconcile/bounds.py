"""Parts and totals as constraints over intervals, and what they force: bounds propagation.

Each figure is an interval of whole numbers; a rule says that a total is at least the sum of parts, or exactly that sum.
A rule raises what its total is at least, and lowers what each part is at most, until nothing moves. A rule that would
leave an interval empty is broken: it is set aside, so that one contradiction does not spread into the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ROUNDS = 50
"""How often all rules are tried at most; sums of sums need two or three."""


class Interval(NamedTuple):
    """Whole numbers from ``low`` to ``high``; None is an open end."""

    low: int
    high: int | None

    @property
    def is_empty(self) -> bool:
        """Whether no number is left."""
        return self.high is not None and self.high < self.low


@dataclass(frozen=True, slots=True)
class Rule:
    """``total`` is at least the sum of ``parts``, or with ``exact`` that sum; ``why`` says it in words.

    Total and parts are names of intervals.
    """

    total: str
    parts: tuple[str, ...]
    why: str
    exact: bool = False


class Solved(NamedTuple):
    """The intervals that all rules allow, the rules that moved each end last, and those that cannot hold.

    ``moved`` maps (name, "low" or "high") to the rule.
    """

    intervals: dict[str, Interval]
    moved: dict[tuple[str, str], Rule]
    broken: tuple[Rule, ...]


def propagate(given: Mapping[str, Interval], rules: Iterable[Rule]) -> Solved:
    """Tighten all intervals by all rules, in their order. Pure; every solution of the unbroken rules stays inside."""
    kept = list(rules)
    broken: list[Rule] = []
    while True:
        intervals, moved, failed = _fixpoint(given, kept)
        if failed is None:
            return Solved(intervals, moved, tuple(broken))
        kept.remove(failed)
        broken.append(failed)


def _fixpoint(
    given: Mapping[str, Interval], rules: Sequence[Rule]
) -> tuple[dict[str, Interval], dict[tuple[str, str], Rule], Rule | None]:
    intervals, moved = dict(given), dict[tuple[str, str], Rule]()
    for _ in range(ROUNDS):
        before = dict(intervals)
        for rule in rules:
            for name, found in _forced(rule, intervals).items():
                _note(moved, rule, name, intervals[name], found)
                intervals[name] = found
                if found.is_empty:
                    return intervals, moved, rule
        if intervals == before:
            break
    return intervals, moved, None


def _note(moved: dict[tuple[str, str], Rule], rule: Rule, name: str, old: Interval, new: Interval) -> None:
    if new.low != old.low:
        moved[name, "low"] = rule
    if new.high != old.high:
        moved[name, "high"] = rule


def _forced(rule: Rule, now: Mapping[str, Interval]) -> dict[str, Interval]:
    """The intervals of a rule's total and parts as the rule allows them."""
    lows = sum(now[part].low for part in rule.parts)
    highs = _sum(now[part].high for part in rule.parts)
    total = now[rule.total]
    found = {rule.total: Interval(max(total.low, lows), _least(total.high, highs if rule.exact else None))}
    for part in rule.parts:
        low, high = now[part]
        most = None if total.high is None else total.high - (lows - low)
        least = low
        if rule.exact and (rest := _sum(now[other].high for other in rule.parts if other != part)) is not None:
            least = max(low, total.low - rest)
        found[part] = Interval(least, _least(high, most))
    return found


def _sum(ends: Iterable[int | None]) -> int | None:
    total = 0
    for end in ends:
        if end is None:
            return None
        total += end
    return total


def _least(one: int | None, other: int | None) -> int | None:
    return min((end for end in (one, other) if end is not None), default=None)
