"""The interchange format: every key that it promises, whole files or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallybook import pipeline
from tallybook.book import Store
from tallybook.book.selected import Selection
from tallybook.errors import TallybookError
from tallybook.export import files, jsonl
from tests.storyteller import read, stories

REPORT = {"schema", "id", "path", "published", "text", "parts", "same_as"}
CLAIM = {"schema", "id", "report", "kind", "start", "end", "sentence", "speaker", "incident", "current"}
FIGURE = {"harm", "victims", "low", "high", "qualifier", "scope"}
INCIDENT = {
    "schema", "id", "root", "part_of", "title", "type", "start", "end", "place", "status", "claimed_by", "blamed",
    "denied_by", "condemned_by", "reports", "figures", "policy",
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store.open(tmp_path_factory.mktemp("jsonl") / "x.book")
    pipeline.add_reports(opened, stories(30), pipeline.Plan(read, "story"))
    yield opened
    opened.close()


def written(store: Store, folder: Path) -> dict[str, list[dict[str, Any]]]:
    with store.read() as connection:
        paths = jsonl.write(Selection(connection), folder)
    return {path.stem: [json.loads(line) for line in path.read_text("utf-8").splitlines()] for path in paths}


def test_every_line_has_the_keys_that_the_format_promises(store: Store, tmp_path: Path) -> None:
    rows = written(store, tmp_path)
    assert all(row.keys() >= REPORT for row in rows["reports"])
    assert all(row.keys() >= CLAIM | FIGURE for row in rows["claims"])
    assert all(row.keys() >= INCIDENT for row in rows["incidents"])
    assert {row["schema"] for lines in rows.values() for row in lines} == {"tallybook/1"}
    estimates = [e for row in rows["incidents"] for v in row["figures"].values() for e in v.values()]
    assert estimates and all({"low", "best", "high", "claims", "why"} <= estimate.keys() for estimate in estimates)
    assert all(place.keys() >= {"name", "country", "adm1", "lat", "lon", "precision"}
               for place in (row["place"] for row in rows["incidents"]))  # fmt: skip


def test_lines_are_sorted_by_id_and_refer_to_each_other(store: Store, tmp_path: Path) -> None:
    rows = written(store, tmp_path)
    for lines in rows.values():
        assert [row["id"] for row in lines] == sorted(row["id"] for row in lines)
    reports = {row["id"]: row for row in rows["reports"]}
    incidents = {row["id"]: row for row in rows["incidents"]}
    for claim in rows["claims"]:
        assert claim["report"] in incidents[claim["incident"]]["reports"]
        assert reports[claim["report"]]["text"][claim["start"] : claim["end"]].endswith("killed civilian")
    claims = {row["id"] for row in rows["claims"]}
    for row in rows["incidents"]:
        for by_victims in row["figures"].values():
            assert all(set(estimate["claims"]) <= claims and estimate["claims"] for estimate in by_victims.values())


def test_letters_of_all_scripts_are_written_as_themselves(tmp_path: Path) -> None:
    from tests.storyteller import story

    store = Store.open(tmp_path / "x.book")
    pipeline.add_reports(store, [story("a.txt", "کوئٹہ میں Türkiye")], pipeline.Plan(read, "story"))
    with store.read() as connection:
        (path, *_) = jsonl.write(Selection(connection), tmp_path / "out")
    assert "کوئٹہ میں Türkiye" in path.read_text("utf-8")
    store.close()


def test_a_failed_export_leaves_the_old_files_and_nothing_else(store: Store, tmp_path: Path) -> None:
    before = written(store, tmp_path)
    with pytest.raises(RuntimeError), files.written(tmp_path, *jsonl.NAMES) as (first, *_):
        first.write("half a line")
        raise RuntimeError
    assert {path.name for path in tmp_path.iterdir()} == set(jsonl.NAMES)
    assert written(store, tmp_path) == before


def test_a_folder_that_is_a_file_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with store.read() as connection, pytest.raises(TallybookError, match="out cannot be written"):
        jsonl.write(Selection(connection), tmp_path / "out")
