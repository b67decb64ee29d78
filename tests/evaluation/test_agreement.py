"""Our measures are the reference scorer's, number for number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tallybook.evaluation import exported, gold
from tallybook.evaluation.score import score

FIXTURES = Path(__file__).parents[1] / "fixtures" / "evaluate"
SCORER = os.environ.get("REFERENCE_SCORER")
GOLD_FOLDERS = [FIXTURES / "gold", *map(Path, filter(None, os.environ.get("REFERENCE_GOLD", "").split(os.pathsep)))]


# Each expected.json was computed by the reference scorer over fixtures/evaluate/gold and the export beside it.
@pytest.mark.parametrize("name", ["faultless", "fair", "poor", "other"])
def test_scores_are_those_of_the_reference_scorer(name: str) -> None:
    scored = score(gold.load(FIXTURES / "gold"), exported.load(FIXTURES / name))
    assert _as_json(scored.result) == json.loads((FIXTURES / name / "expected.json").read_text())


def test_an_export_that_says_what_the_gold_says_has_no_misses() -> None:
    assert score(gold.load(FIXTURES / "gold"), exported.load(FIXTURES / "faultless")).misses == []


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Where REFERENCE_SCORER names the reference scorer, it runs beside ours; elsewhere there is nothing to collect."""
    if "rate" in metafunc.fixturenames:
        cases = [(folder, seed, rate) for folder in GOLD_FOLDERS for seed in range(5) for rate in (0.03, 0.15, 0.4)]
        metafunc.parametrize(("folder", "seed", "rate"), cases)


if SCORER:

    def test_scores_are_those_of_the_reference_scorer_on_random_exports(
        folder: Path, seed: int, rate: float, perturbed: Callable[..., Path], tmp_path: Path
    ) -> None:
        truth = gold.load(folder)
        export = perturbed(truth, tmp_path / "export", seed, rate)
        ours = _as_json(score(truth, exported.load(export)).result)
        # The reference breaks ties between incidents by the order of a set, which the hash seed moves; ours by name.
        assert any(ours == _reference(folder, export, tmp_path, hash_seed) for hash_seed in range(8))

    def _reference(folder: Path, export: Path, scratch: Path, hash_seed: int) -> Any:
        out = scratch / "reference.json"
        command = [sys.executable, str(SCORER), str(folder), str(export), "--json", str(out)]
        environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        return json.loads(out.read_text())


def _as_json(result: dict[str, Any]) -> Any:
    return json.loads(json.dumps(result))
