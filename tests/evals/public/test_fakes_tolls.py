"""The groups of pages that a person adjudicated."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from evals.public import command, fakes_tolls
from tallybook.records import HARMS, VICTIMS
from tests.evals.public import scripted


def pages(tmp_path: Path, **bodies: str) -> Path:
    with (tmp_path / "FA-KES-Dataset.csv").open("w", encoding="latin-1", newline="") as file:
        columns = ["unit_id", "article_title", "article_content"]
        csv.writer(file).writerows([columns, *([unit, "Assads war", body] for unit, body in bodies.items())])
    return tmp_path


def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *groups: dict[str, Any]) -> None:
    monkeypatch.setattr(fakes_tolls, "FACTS", tmp_path / "facts.json")
    (tmp_path / "facts.json").write_text(json.dumps({"groups": groups}), encoding="utf-8")


def group(*units: str, best: Any = 5, sides: Any = (), victims: str = "unspecified") -> dict[str, Any]:
    toll = {"harm": "killed", "victims": ["civilian", victims], "low": 5, "best": best, "high": 5}
    return {"id": "g", "what": "a raid", "units": list(units), "sides": sides, "tolls": [toll]}


def test_a_group_that_is_right_in_all_is_counted_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts(tmp_path, monkeypatch, group("u1", best=[5, 6]))
    table = fakes_tolls.measure(pages(tmp_path, u1="5 people killed in Homs."), scripted.read, None)
    assert table.reports == 1 and table.misses == ()
    assert {name: row["accuracy"] for name, row in table.rows.items()} == dict.fromkeys(table.rows, 1.0)


def test_what_is_missed_is_named_with_what_was_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts(tmp_path, monkeypatch, group("u1", "u2", best=7, sides=["the front"]))
    folder = pages(tmp_path, u1="5 people killed in Homs.", u2="All was calm.")
    table = fakes_tolls.measure(folder, scripted.read, None)
    assert {row["right"] for row in table.rows.values()} == {0}
    missed = {miss.kind: (miss.want, miss.got) for miss in table.misses}
    assert missed == {"linking": (2, 1), "toll": ([5, 7, 5], [[5, 5, 5]]), "side": (["the front"], [])}


def test_a_group_that_nothing_was_read_of_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts(tmp_path, monkeypatch, group("u1", sides=None))
    table = fakes_tolls.measure(pages(tmp_path, u1="All was calm."), scripted.read, None)
    assert (table.rows["tolls best"]["right"], table.rows["sides"]["asked"]) == (0, 0)


def test_the_set_lies_in_the_folder_of_fakes(tmp_path: Path) -> None:
    assert command.FOLDERS["fakes-tolls"] == "fakes" and "fakes-tolls" in command.SETS


def test_the_facts_are_ids_and_numbers_and_no_text() -> None:
    groups = json.loads(Path(fakes_tolls.FACTS).read_text(encoding="utf-8"))["groups"]
    units = [unit for one in groups for unit in one["units"]]
    assert len(groups) >= 20 and len(units) == len(set(units)) and all(unit.isdigit() for unit in units)
    for toll in (toll for one in groups for toll in one["tolls"]):
        assert toll["harm"] in HARMS and set(toll["victims"]) <= set(VICTIMS)
        low, best, high = (fakes_tolls._fair(toll[end]) for end in ("low", "best", "high"))
        assert min(low) <= min(best) <= max(high)
    assert max(len(one["what"]) for one in groups) < 60
