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
    """Tighten all intervals by all rules, in their order. Pure; every solution of the unbroken rules stays inside.

    ``broken`` keeps the order of ``rules``. A rule that what is given breaks is set aside before any is tried: lists of
    hundreds of tolls break many, and each that fails on the way begins all anew.
    """
    asked = list(rules)
    kept = [at for at, rule in enumerate(asked) if not any(found.is_empty for found in _forced(rule, given).values())]
    while True:
        intervals, moved, failed = _fixpoint(given, [asked[at] for at in kept])
        if failed is None:
            broken = sorted(set(range(len(asked))) - set(kept))
            return Solved(intervals, moved, tuple(asked[at] for at in broken))
        del kept[failed]


def _fixpoint(
    given: Mapping[str, Interval], rules: Sequence[Rule]
) -> tuple[dict[str, Interval], dict[tuple[str, str], Rule], int | None]:
    """What the rules allow, in rounds until nothing moves, or the place of the first rule that cannot hold.

    A rule is tried again only where something of it moved.
    """
    intervals, moved = dict(given), dict[tuple[str, str], Rule]()
    told_by = _told_by(rules)
    waiting = set(range(len(rules)))
    for _ in range(ROUNDS):
        for index, rule in enumerate(rules):
            if index not in waiting:
                continue
            waiting.discard(index)
            for name, found in _forced(rule, intervals).items():
                if found == intervals[name]:
                    continue
                _note(moved, rule, name, intervals[name], found)
                intervals[name] = found
                waiting.update(told_by[name])
                if found.is_empty:
                    return intervals, moved, index
        if not waiting:
            break
    return intervals, moved, None


def _told_by(rules: Sequence[Rule]) -> dict[str, list[int]]:
    """The rules of each interval, by their place."""
    found: dict[str, list[int]] = {}
    for index, rule in enumerate(rules):
        for name in {rule.total, *rule.parts}:
            found.setdefault(name, []).append(index)
    return found


def _note(moved: dict[tuple[str, str], Rule], rule: Rule, name: str, old: Interval, new: Interval) -> None:
    if new.low != old.low:
        moved[name, "low"] = rule
    if new.high != old.high:
        moved[name, "high"] = rule


def _forced(rule: Rule, now: Mapping[str, Interval]) -> dict[str, Interval]:
    """The intervals of a rule's total and parts as the rule allows them."""
    lows = sum(now[part].low for part in rule.parts)
    open_ends = [part for part in rule.parts if now[part].high is None]
    highs = sum(now[part].high or 0 for part in rule.parts)
    total = now[rule.total]
    most_of_all = highs if rule.exact and not open_ends else None
    found = {rule.total: Interval(max(total.low, lows), _least(total.high, most_of_all))}
    for part in rule.parts:
        low, high = now[part]
        most = None if total.high is None else total.high - (lows - low)
        least = low
        if rule.exact and open_ends in ([], [part]):
            least = max(low, total.low - (highs - (high or 0)))
        found[part] = Interval(least, _least(high, most))
    return found


def _least(one: int | None, other: int | None) -> int | None:
    return min((end for end in (one, other) if end is not None), default=None)
