"""The coarse mode: coordinates rounded to the middle of a cell, for a page that must not lead anyone to a door."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

CELL = 0.5
"""Degrees: some 55 kilometres from south to north."""
CELL_REACH_M = 40_000
"""How far a cell's corner lies from its middle at the equator, where cells are widest."""


def coarse(value: Any) -> Any:
    """Plain data with the ``lat`` and ``lon`` of every mapping moved to the middle of their cell."""
    if isinstance(value, Mapping):
        moved = {key: coarse(item) for key, item in value.items()}
        for axis in ("lat", "lon"):
            if isinstance(moved.get(axis), int | float):
                moved[axis] = middle(moved[axis])
        return moved
    if isinstance(value, list | tuple):
        return [coarse(item) for item in value]
    return value


def middle(degrees: float) -> float:
    """The middle of the cell.

    >>> middle(29.79966), middle(-0.2)
    (29.75, -0.25)
    """
    return floor(degrees / CELL) * CELL + CELL / 2
