"""CSV tables: safe to open, and complete."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook import pipeline
from tallybook.book import Store
from tallybook.book.selected import Selection
from tallybook.export import table
from tests.storyteller import read, stories, story


@given(st.text())
def test_no_cell_of_text_can_begin_a_formula(text: str) -> None:
    cell = table.safe(text)
    assert isinstance(cell, str)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "|", "%", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "\n=1"])
def test_a_formula_is_kept_as_text(text: str) -> None:
    assert table.safe(text) == "'" + text


@pytest.mark.parametrize("cell", [-3, 1.5, None, True, "Arlen", "24 people"])
def test_other_cells_are_left_alone(cell: table.Cell) -> None:
    assert table.safe(cell) == cell


def test_each_table_has_its_rows(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    hostile = story("=cmd.txt", "Town001 | 2024-08-26 | the league | 5 killed civilian | =the police\n", "2024-08-26")
    pipeline.add_reports(store, [*stories(12), hostile], pipeline.Plan(read, "story"))
    with store.read() as connection:
        paths = table.write(Selection(connection), tmp_path / "out")
    rows = {path.name: list(csv.DictReader(StringIO(path.read_text("utf-8"), newline=""))) for path in paths}
    assert [path.name for path in paths] == list(table.NAMES)
    assert len(rows["reports.csv"]) == len(rows["claims.csv"]) == 13
    assert len(rows["estimates.csv"]) == len(rows["incidents.csv"]) > 1
    (row,) = [row for row in rows["claims.csv"] if row["path"] == "'=cmd.txt"]
    assert (row["words"], row["speaker"], row["low"]) == ("5 killed civilian", "'=the police", "5")
    assert row["incident"] in {incident["id"] for incident in rows["incidents.csv"]}
    store.close()
