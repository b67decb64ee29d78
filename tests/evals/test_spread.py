"""The spread names the least, the middle and the most of each measure, from results of either command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from evals import spread
from tallybook.evaluation import evaluate

GOLD = Path(__file__).parents[1] / "fixtures" / "evaluate" / "gold"


def result(f1: float, right: float, asked: int = 10) -> dict[str, Any]:
    return {
        "reports": 3,
        "reports_missing": [],
        "figures found": {"f1": f1, "gold": asked},
        "speaker": {"accuracy": right, "asked": asked},
        "country": None,
        "phenomena": {"list": {"gold": 1}},
    }


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(spread.main, [str(word) for word in words])
    return done.exit_code, done.output


def test_results_of_both_commands_are_spread_out(tmp_path: Path) -> None:
    for name, held in {
        "a": result(0.9, 0.5),
        "b": {"scores": result(0.7, 0.8), "temperature": {}},
        "c": result(0.8, 0.6),
    }.items():
        (tmp_path / name).write_text(json.dumps(held))
    code, said = run(*(tmp_path / name for name in "abc"))
    assert code == 0
    assert [line.split() for line in said.splitlines()[1:]] == [
        ["figures", "found", "3", "0.700", "0.800", "0.900"],
        ["speaker", "3", "0.500", "0.600", "0.800"],
    ]


def test_a_measure_that_asks_too_little_of_a_cluster_is_not_counted_there() -> None:
    assert spread.ratios(result(0.9, 0.5, asked=4), 5) == {}
    assert spread.ratios(result(0.9, 0.5, asked=5), 5) == {"figures found": 0.9, "speaker": 0.5}


def test_what_a_real_evaluation_gives_is_taken(tmp_path: Path) -> None:
    found = evaluate(GOLD, reader="rules")
    (tmp_path / "one").write_text(json.dumps(found))
    code, said = run(tmp_path / "one")
    assert code == 0 and "figures found (span and harm)" in said


@pytest.mark.parametrize("words", ["", "{", "[]", '{"scores": {"speaker": 1}}'])
def test_a_file_without_a_result_is_named(tmp_path: Path, words: str) -> None:
    (tmp_path / "x").write_text(words)
    code, said = run(tmp_path / "x")
    assert code == 1 and str(tmp_path / "x") in said and "tallybook evaluate" in said


@pytest.mark.parametrize("words", [(), ("--clusters", "nowhere")])
def test_nothing_to_compare_says_what_to_type(words: tuple[str, ...]) -> None:
    code, said = run(*words)
    assert code == 2 and all(word in said for word in words[1:] or ["--clusters GOLD"])
