"""The geometry of the page's small charts: numbers in, coordinates out; the template draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log10, sqrt

WHISKER_WIDTH = 160
STEPS_WIDTH, STEPS_HEIGHT = 320, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 18, 20, 24


@dataclass(frozen=True, slots=True)
class Whisker:
    """A drawn range: x of low, best and high."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One stated figure: its place on the chart and what it says; ``number`` is written beside a day's largest."""

    x: float
    y: float
    label: str
    number: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A step chart: the line's path and the dots, with ticks on both axes."""

    path: str
    dots: tuple[Dot, ...]
    days: tuple[Tick, ...]
    values: tuple[Tick, ...]


def whisker(low: int, best: int, high: int, top: int) -> Whisker:
    """The range on a square-root scale from 0 to ``top``, so that 3 can still be seen beside 255."""
    return Whisker(*(round(_inset(sqrt(value / max(top, 1))), 1) for value in (low, best, high)))


def _inset(part: float) -> float:
    return 6 + part * (WHISKER_WIDTH - 12)


def steps(points: Sequence[tuple[str, int, str]], stood: Sequence[tuple[str, int]] = ()) -> Steps:
    """A step chart of ``(ISO date, value, label)`` points.

    The line follows what ``stood`` at the end of each day, and each day's largest value where that is not given.
    """
    largest: dict[str, int] = {}
    for day, value, _ in points:
        largest[day] = max(value, largest.get(day, value))
    followed = sorted(stood or largest.items())
    days = sorted({*largest, *(day for day, _ in followed)})
    top = nice(max(*largest.values(), *(value for _, value in followed)))
    across = _across(days)
    dots = sorted({_dot(across[day], top, value, label, largest[day]) for day, value, label in points}, key=_dot_order)
    line = [(across[day], _down(value, top)) for day, value in followed]
    return Steps(_step_path(line), tuple(dots), _day_ticks(days, across), _value_ticks(top))


def nice(value: int) -> int:
    """The next round number at or above a value: 1, 2, 3, 4, 5, 6, 8 or 10 times a power of ten.

    >>> nice(197), nice(41), nice(0)
    (200, 50, 1)
    """
    unit = int(10 ** int(log10(max(value, 1))))
    return next(factor * unit for factor in (1, 2, 3, 4, 5, 6, 8, 10) if factor * unit >= value)


def _dot(x: float, top: int, value: int, label: str, largest: int) -> Dot:
    return Dot(x, _down(value, top), label, f"{value:,}" if value == largest else "")


def _dot_order(dot: Dot) -> tuple[float, float, str]:
    return dot.x, dot.y, dot.label


def _across(days: Sequence[str]) -> dict[str, float]:
    ordinals = [date.fromisoformat(day).toordinal() for day in days]
    span = max(ordinals[-1] - ordinals[0], 1)
    width = STEPS_WIDTH - _LEFT - _RIGHT
    return {day: round(_LEFT + (o - ordinals[0]) / span * width, 1) for day, o in zip(days, ordinals, strict=True)}


def _down(value: int, top: int) -> float:
    return round(STEPS_HEIGHT - _BOTTOM - value / top * (STEPS_HEIGHT - _TOP - _BOTTOM), 1)


def _step_path(line: Sequence[tuple[float, float]]) -> str:
    (x, y), *rest = line
    return f"M{x} {y}" + "".join(f"H{right}V{down}" for right, down in rest)


def _day_ticks(days: Sequence[str], across: dict[str, float]) -> tuple[Tick, ...]:
    return tuple(Tick(across[day], day) for day in sorted({days[0], days[-1]}))


def _value_ticks(top: int) -> tuple[Tick, ...]:
    return tuple(Tick(_down(value, top), str(value)) for value in sorted({0, top // 2 if top > 1 else 0, top}))
