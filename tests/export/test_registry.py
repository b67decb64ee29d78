"""Every format: it is written, the same bytes in any order, only what is selected, and it is documented."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import tallybook
from tallybook import pipeline
from tallybook.book import Store
from tallybook.errors import TallybookError, UsageError
from tallybook.export.registry import FORMATS, named
from tallybook.records import Report
from tallybook.settings import Settings
from tests.storyteller import read, stories, story

NAMES = [format.name for format in FORMATS]
TABLES = [name for name in NAMES if name not in ("page", "whole", "plover", "changes")]
HOSTILE = story("=cmd.txt", "Town001 | 2024-08-26 | the league | 5 killed civilian | =the police\n", "2024-08-26")


def book_of(found: list[Report], path: Path) -> tallybook.Book:
    store = Store.open(path)
    pipeline.add_reports(store, found, pipeline.Plan(read, "story"))
    return tallybook.Book(store, Settings())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tallybook.Book]:
    made = book_of([*stories(40), HOSTILE], tmp_path_factory.mktemp("formats") / "x.book")
    yield made
    made.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_format_writes_its_files(book: tallybook.Book, tmp_path: Path, name: str) -> None:
    paths = book.export(name, tmp_path / "out")
    assert paths and {path.parent for path in paths} == {tmp_path / "out"}
    assert sorted(paths) == sorted((tmp_path / "out").iterdir())


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("page", "changes")])
def test_the_order_of_the_reports_changes_no_byte(book: tallybook.Book, tmp_path: Path, name: str) -> None:
    turned = book_of([HOSTILE, *reversed(stories(40))], tmp_path / "turned.book")
    one, other = book.export(name, tmp_path / "one"), turned.export(name, tmp_path / "other")
    told = [[path.read_bytes() for path in paths if path.stem != "changes"] for paths in (one, other)]
    assert told[0] == told[1]
    turned.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_that_cannot_be_made_is_named(book: tallybook.Book, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(TallybookError, match="cannot be written"):
        book.export(name, tmp_path / "file" / "out")


@pytest.mark.parametrize("name", TABLES)
def test_filters_narrow_what_is_written(book: tallybook.Book, tmp_path: Path, name: str) -> None:
    whole = sum(path.stat().st_size for path in book.export(name, tmp_path / "whole"))
    some = sum(path.stat().st_size for path in book.export(name, tmp_path / "some", limit=2))
    assert 0 < some < whole


def test_a_filtered_export_holds_the_incidents_that_the_list_shows(book: tallybook.Book, tmp_path: Path) -> None:
    listed = {incident.id for incident in book.incidents(min=30)}
    (path,) = book.export("acled", tmp_path, min=30)
    with path.open(encoding="utf-8", newline="") as file:
        assert {row["event_id_cnty"] for row in csv.DictReader(file)} == listed
    claims, incidents = (tmp_path / name for name in ("claims.csv", "incidents.csv"))
    book.export("csv", tmp_path, min=30)
    with claims.open(encoding="utf-8", newline="") as file:
        assert {row["incident"] for row in csv.DictReader(file)} == listed
    with incidents.open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == listed


@pytest.mark.parametrize("name", ["page", "whole", "changes"])
def test_what_is_whole_takes_no_filters(book: tallybook.Book, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="whole book"):
        book.export(name, tmp_path, limit=2)


@pytest.mark.parametrize("name", ["csv", "ucdp", "acled", "gtd", "plover", "hxl"])
def test_no_cell_of_a_table_begins_a_formula(book: tallybook.Book, tmp_path: Path, name: str) -> None:
    for path in book.export(name, tmp_path):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
        assert all(float(cell) for cell in cells if cell.startswith("-"))


def test_each_name_is_one_format() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert named("ucdp").help


def test_a_coded_format_uses_the_estimates_of_its_own_policy(book: tallybook.Book, tmp_path: Path) -> None:
    def policies(**given: str) -> set[str]:
        _, notes = book.export("ucdp", tmp_path, **given)  # type: ignore[arg-type]
        with notes.open(encoding="utf-8", newline="") as file:
            return {row["policy"] for row in csv.DictReader(file)}

    assert policies() == {"ucdp"}
    assert policies(policy="latest") == {"latest"}
