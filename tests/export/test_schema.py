"""Columns as data: their types and values hold what is written, and no text becomes a formula."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from tallybook.export.schema import Column, Schema, misfits, schema, write_rows

SCHEMAS = ("ucdp", "acled", "gtd", "hxl", "plover")
OWN = Schema("own", "ours", (Column("n", "integer", "", (1, 2)), Column("day", "date", ""), Column("t", "text", "")))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_column_has_a_rule_and_a_name_of_its_own(name: str) -> None:
    found = schema(name)
    assert found.source
    assert len(set(found.names)) == len(found.columns)
    assert all(column.rule for column in found.columns)
    assert {column.kind for column in found.columns} <= {"integer", "number", "date", "text"}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"n": 3, "day": None, "t": None}, "n: 3"),
        ({"n": True, "day": None, "t": None}, "n: True"),
        ({"n": None, "day": "May 2023", "t": None}, "day: 'May 2023'"),
        ({"n": None, "day": None, "t": 4}, "t: 4"),
        ({"day": None, "n": 1, "t": None}, "are not those of own"),
    ],
)
def test_what_does_not_fit_is_named(row: dict[str, str | int | None], told: str) -> None:
    (problem,) = misfits(OWN, row)
    assert told in problem


def test_an_empty_cell_always_fits() -> None:
    assert list(misfits(OWN, {"n": None, "day": "", "t": "x"})) == []


def test_text_that_begins_a_formula_is_defused_and_numbers_stay_numbers() -> None:
    file = StringIO()
    write_rows(file, ("a", "b"), [{"a": "=HYPERLINK(1)", "b": -1.5}, {"a": "@x", "b": None}], ("#event+id", "#geo+lat"))
    rows = list(csv.reader(StringIO(file.getvalue())))
    assert rows == [["a", "b"], ["#event+id", "#geo+lat"], ["'=HYPERLINK(1)", "-1.5"], ["'@x", ""]]
