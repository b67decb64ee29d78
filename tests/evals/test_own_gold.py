"""The committed gold is sound, and the floors were measured on it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tallybook.evaluation import floors, gold
from tallybook.records import HARMS, QUALIFIERS, SCOPES, SPEAKER_KINDS, VICTIMS

EVALS = Path(__file__).parents[2] / "evals"
REPORTS = sorted(path for path in (EVALS / "own").glob("*.gold.json") if path.name != "incidents.gold.json")


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name[:2])
def test_a_figures_words_stand_where_it_says(path: Path) -> None:
    text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
    data = json.loads(path.read_text(encoding="utf-8"))
    kinds = ("figures", "not_conflict", "reactions", "responsibility", "denials")
    for item in (item for kind in kinds for item in data.get(kind, [])):
        assert text[item["at"][0] : item["at"][1]] == item["text"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name[:2])
def test_a_figure_uses_the_words_of_the_records(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    for figure in data["figures"]:
        assert set(as_list(figure["harm"])) <= set(HARMS) and set(as_list(figure["victims"])) <= set(VICTIMS)
        assert figure["qualifier"] in QUALIFIERS and figure["scope"] in SCOPES
        assert figure["speaker_kind"] in (*SPEAKER_KINDS, None)
        assert figure["incident"] in data["incidents"]


def test_every_incident_has_reports_that_tell_it() -> None:
    truth = gold.load(EVALS / "own")
    for incident in truth.incidents:
        for member in incident.members:
            report, key = member.split(":")
            assert key in truth.reports[report]["incidents"]


def test_the_floors_were_measured_on_the_committed_gold() -> None:
    assert floors.load(EVALS / "floors.json")["own"]["digest"] == gold.digest(EVALS / "own")


@pytest.mark.parametrize("name", ["own", "seeds", "gold"])
def test_floors_are_possible_scores(name: str) -> None:
    entry = floors.of_set(floors.load(EVALS / "floors.json"), name)
    assert re.fullmatch(r"[0-9a-f]{64}", entry["digest"])
    for row in entry["floors"].values():
        for key, bound in row.items():
            assert key in ("right", "hit") or 0 < bound <= 1
