"""How far voices are apart, as the command line and the desk both tell it."""

from __future__ import annotations

from typing import Any

import pytest

from tallybook.book.spread import Toll, disagreement, spread, toll


def figures(**by_victims: tuple[int | None, int | None, int | None]) -> dict[str, Any]:
    return {
        "killed": {
            victims: {"low": low, "best": best, "high": high} for victims, (low, best, high) in by_victims.items()
        }
    }


def test_people_of_no_stated_class_may_hold_those_of_the_stated_ones() -> None:
    assert toll(figures(unspecified=(20, 25, 30), security_force=(8, 8, 8), civilian=(1, 2, 40))) == Toll(20, 25, 48)


def test_an_end_that_is_not_known_is_the_nearest_that_is() -> None:
    assert toll(figures(civilian=(None, 5, None))) == Toll(5, 5, 5)
    assert toll(figures(civilian=(3, None, None))) == Toll(3, 3, 3)


def test_without_a_number_there_is_no_toll() -> None:
    assert toll({}) is None and toll(figures(), "wounded") is None
    assert spread({}) == 0


@pytest.mark.parametrize(
    ("told", "status", "contradictions", "degree"),
    [
        (figures(civilian=(5, 5, 5)), "reported", [], "none"),
        (figures(civilian=(5, 5, 9)), "confirmed", [], "some"),
        (figures(civilian=(2, 2, 9)), "reported", [], "some"),
        (figures(civilian=(10, 12, 20)), "reported", [], "wide"),
        (figures(civilian=(5, 5, 5)), "disputed", [], "contradicted"),
        (figures(civilian=(5, 5, 5)), "reported", ["the parts exceed the whole"], "contradicted"),
        ({}, "reported", [], "none"),
    ],
)
def test_a_contradiction_outweighs_a_wide_range(told: Any, status: str, contradictions: Any, degree: str) -> None:
    assert disagreement({"figures": told, "status": status, "contradictions": contradictions}) == degree
