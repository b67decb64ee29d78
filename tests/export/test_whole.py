"""A book out and in again: nothing is lost, and what is damaged is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import tallybook
from tallybook import pipeline
from tallybook.book import Store, history
from tallybook.book.history import Run
from tallybook.book.selected import Selection
from tallybook.errors import InputError, UsageError
from tallybook.export import parquet, whole
from tallybook.pipeline import Added
from tallybook.settings import Settings
from tests.storyteller import crowd, read

RAN = Run("2024-09-01T10:00:00+00:00", "0.1.0", "{}", "0" * 16, '{"new":3}')


@pytest.fixture
def book(tmp_path: Path) -> Iterator[tallybook.Book]:
    store = Store.open(tmp_path / "x.book")
    pipeline.add_reports(store, crowd(30, 3), pipeline.Plan(read, "story 1"))
    with store.write() as connection:
        history.put_run(connection, RAN)
    made = tallybook.Book(store, Settings())
    for claim, verdict in zip(list(made.claims())[:2], ("reject", "accept"), strict=True):
        made.judge(verdict, claim.id, who="Ada", why="read it")
    yield made
    made.close()


def taken(book: tallybook.Book, folder: Path) -> Added:
    added = book.import_(folder)
    assert isinstance(added, Added)
    return added


def contents(book: tallybook.Book, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in book.export("whole", folder)}


@pytest.mark.parametrize("format", ["whole", "parquet"])
def test_out_and_in_and_out_again_gives_the_same_bytes(book: tallybook.Book, tmp_path: Path, format: str) -> None:
    book.export(format, tmp_path / "out")
    with tallybook.open(tmp_path / "new.book", settings=Settings()) as new:
        added = taken(new, tmp_path / "out")
        assert (added.new, added.failed) == (30, [])
        assert contents(new, tmp_path / "b") == contents(book, tmp_path / "a")
        assert [path.read_bytes() for path in new.export("jsonl", tmp_path / "c")] == [
            path.read_bytes() for path in book.export("jsonl", tmp_path / "d")
        ]


def test_to_import_twice_changes_nothing(book: tallybook.Book, tmp_path: Path) -> None:
    before = contents(book, tmp_path / "a")
    added = taken(book, tmp_path / "a")
    assert (added.new, added.already) == (0, 30)
    assert contents(book, tmp_path / "b") == before


def test_a_folder_without_a_whole_book_is_named(book: tallybook.Book, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no whole book"):
        taken(book, tmp_path)


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("reports.jsonl", '{"schema"', "{schema", "is no JSON"),
        ("claims.jsonl", '{"schema"', "[1] ", "is no JSON"),
        ("readings.jsonl", "\n", "", "is no JSON|as many readings"),
    ],
)
def test_a_damaged_line_is_named(
    book: tallybook.Book, tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    contents(book, tmp_path / "out")
    file = tmp_path / "out" / name
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with (
        tallybook.open(tmp_path / "new.book", settings=Settings()) as fresh,
        pytest.raises(InputError, match=told),
    ):
        taken(fresh, tmp_path / "out")


def test_a_report_that_does_not_fit_costs_itself_alone(book: tallybook.Book, tmp_path: Path) -> None:
    contents(book, tmp_path / "out")
    file = tmp_path / "out" / "claims.jsonl"
    first, *rest = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([first.replace('"end": ', '"end": 9999'), *rest]) + "\n", "utf-8")
    with tallybook.open(tmp_path / "new.book", settings=Settings()) as fresh:
        added = taken(fresh, tmp_path / "out")
    assert (added.new, len(added.failed)) == (29, 1)
    assert "stands outside the text" in str(added.failed[0])


def test_every_key_of_a_line_is_a_column_of_its_table(book: tallybook.Book, tmp_path: Path) -> None:
    book._note()
    with book.store.read() as connection:
        for name, lines in whole.TABLES.items():
            keys = {key for line in lines(Selection(connection)) for key in line} - {"figures"}
            assert keys and keys <= set(parquet.schemas()[name].names), name
