"""Agreement is Krippendorff's alpha, with the numbers of his own example."""

from __future__ import annotations

from typing import Any

import pytest

from tallybook.web.agreement import alpha
from tallybook.web.form import Level

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers, twelve units.
_OBSERVERS = {
    "A": (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    "B": (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    "C": (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    "D": (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
}
EXAMPLE: dict[str, Any] = {str(unit): {name: values[unit] for name, values in _OBSERVERS.items()} for unit in range(12)}


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ratio", 0.797)])
def test_the_published_example_gives_the_published_alpha(level: Level, published: float) -> None:
    found = alpha(level, EXAMPLE)
    assert found is not None and round(found, 3) == published


def test_days_are_compared_by_how_far_they_lie_apart() -> None:
    days = {
        unit: {who: f"2024-01-{value:02}" for who, value in told.items() if value} for unit, told in EXAMPLE.items()
    }
    found = alpha("interval", days)
    assert found is not None and round(found, 3) == 0.849


def test_analysts_who_always_agree_have_an_alpha_of_one_and_chance_gives_none() -> None:
    assert alpha("nominal", {"a": {"x": "yes", "y": "yes"}, "b": {"x": "no", "y": "no"}}) == 1
    found = alpha("nominal", {"a": {"x": "yes", "y": "no"}, "b": {"x": "no", "y": "yes"}})
    assert found is not None and found < 0.01


@pytest.mark.parametrize("units", [{}, {"a": {"x": 1}}, {"a": {"x": 1, "y": 1}}, {"a": {"x": 1}, "b": {"y": 2}}])
def test_where_nothing_varies_or_is_compared_there_is_no_alpha(units: dict[str, Any]) -> None:
    assert alpha("nominal", units) is None
