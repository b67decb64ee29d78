"""Floors hold scores to what was once reached, and only rise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tallybook.errors import UsageError
from tallybook.evaluation import floors

ENTRY: dict[str, Any] = {
    "digest": "d1",
    "floors": {"speaker": {"accuracy": 0.7}, "reactions": {"f1": 0.6}},
    "ceilings": {"noise": {"figures": 2}},
}


def result(speaker: float | None, reactions: float, noise: int) -> dict[str, Any]:
    return {"speaker": {"accuracy": speaker}, "reactions": {"f1": reactions}, "noise": {"figures": noise}}


def kept(**scores: Any) -> list[bool]:
    return [one.kept for one in floors.held(ENTRY, result(**scores))]


def test_a_score_may_stand_on_its_floor_and_not_below() -> None:
    assert kept(speaker=0.7, reactions=0.59, noise=2) == [True, False, True]


def test_a_ceiling_bounds_from_above() -> None:
    assert kept(speaker=0.9, reactions=0.9, noise=3) == [True, True, False]


def test_a_measure_that_is_missing_or_asked_nothing_is_below_its_floor() -> None:
    assert kept(speaker=None, reactions=0.9, noise=0) == [False, True, True]
    assert not any(one.kept for one in floors.held(ENTRY, {}))


def test_raising_moves_bounds_to_better_scores_and_never_the_other_way() -> None:
    moved = floors.raised(ENTRY, result(speaker=0.8, reactions=0.5, noise=1), "d2")
    assert moved == {
        "digest": "d2",
        "floors": {"speaker": {"accuracy": 0.8}, "reactions": {"f1": 0.6}},
        "ceilings": {"noise": {"figures": 1}},
    }


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    floors.save(path, {"own": ENTRY, "bare": {"digest": None, "floors": {}, "ceilings": {}}})
    assert floors.load(path) == {"own": ENTRY, "bare": {"digest": None, "floors": {}, "ceilings": {}}}


def test_an_unknown_set_names_those_there_are() -> None:
    with pytest.raises(UsageError) as raised:
        floors.of_set({"own": ENTRY, "seeds": ENTRY}, "sed")
    assert "own, seeds" in raised.value.next
