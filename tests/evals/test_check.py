"""The check exits 0 where every score is kept, and says why where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evals import check
from tallybook.evaluation import floors, gold

FIXTURES = Path(__file__).parents[1] / "fixtures" / "evaluate"
DIGEST = gold.digest(FIXTURES / "gold")


def run(tmp_path: Path, entry: dict[str, Any], *words: str, export: str = "fair") -> tuple[Result, dict[str, Any]]:
    """Runs the check on the fixtures; returns its result and the floors afterwards."""
    file = tmp_path / "floors.json"
    floors.save(file, {"mine": entry})
    given = [f"mine={FIXTURES / 'gold'}", "--floors", str(file), "--export", str(FIXTURES / export), *words]
    return CliRunner().invoke(check.main, given), floors.load(file)["mine"]


def bound(measure: str, key: str, value: float, digest: str | None = DIGEST) -> dict[str, Any]:
    return {"digest": digest, "floors": {measure: {key: value}}, "ceilings": {}}


@pytest.mark.parametrize(("floor", "code", "word"), [(0.5, 0, "ok"), (1.01, 1, "FAIL")])
def test_a_score_below_its_floor_fails(floor: float, code: int, word: str, tmp_path: Path) -> None:
    done, _ = run(tmp_path, bound("speaker", "accuracy", floor))
    assert done.exit_code == code and f"{word}" in done.output


def test_another_gold_fails_however_good_the_scores(tmp_path: Path) -> None:
    done, after = run(tmp_path, bound("speaker", "accuracy", 0.1, digest="0" * 64), "--raise")
    assert done.exit_code == 1 and "--accept-gold" in done.output
    assert after["digest"] == "0" * 64 and after["floors"]["speaker"]["accuracy"] == 0.1


def test_another_gold_can_be_accepted_without_moving_a_floor(tmp_path: Path) -> None:
    done, after = run(tmp_path, bound("speaker", "accuracy", 0.1, digest=None), "--accept-gold")
    assert done.exit_code == 0 and after == bound("speaker", "accuracy", 0.1)


def test_raising_writes_the_present_score(tmp_path: Path) -> None:
    _, after = run(tmp_path, bound("speaker", "accuracy", 0.5), "--raise", export="faultless")
    assert after["floors"]["speaker"]["accuracy"] == 1.0


def test_a_score_below_its_floor_is_not_lowered_by_raising(tmp_path: Path) -> None:
    done, after = run(tmp_path, bound("speaker", "accuracy", 1.0), "--raise", export="poor")
    assert done.exit_code == 1 and after["floors"]["speaker"]["accuracy"] == 1.0


def test_a_set_without_a_folder_says_what_to_type() -> None:
    done = CliRunner().invoke(check.main, ["seeds"])
    assert done.exit_code == 2 and "evals/check.py seeds=PATH" in done.output
