"""Books of earlier versions, as the programs of their time wrote them, and the way back to such a program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Connection, inspect, select

import tallybook
from tallybook import pipeline
from tallybook.book import Store, changes, schema
from tallybook.cli import main
from tallybook.errors import UsageError
from tallybook.settings import Settings
from tests import postgres, storyteller, unclosed

BOOKS = Path(__file__).parents[1] / "fixtures" / "books"
VERSIONS = (1, 2, 3, 4)
KEPT = ("reports", "claims", "local_incidents", "judgements", "runs", "captures", "changes", "copy_bands")


def written_by(version: int, folder: Path) -> Path:
    """A book as the last program of that version left it: six stories, two judgements (from 2), a capture (from 3)."""
    path = folder / f"version-{version}.book"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript((BOOKS / f"version-{version}.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture
def now(tmp_path: Path) -> Iterator[tallybook.Book]:
    """A book of the same stories, made today."""
    store = Store.open(tmp_path / "now.book")
    pipeline.add_reports(store, storyteller.stories(6), pipeline.Plan(storyteller.read, "story 1"))
    made = tallybook.Book(store, Settings())
    yield made
    made.close()


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where no book is yet."""
    if request.param == "file":
        return str(tmp_path / "copy.book")
    server: postgres.Server = request.getfixturevalue("server")
    return server.new()


def shape(connection: Connection) -> dict[str, Any]:
    """Every table with its columns, its key and its indexes."""
    found = inspect(connection)
    return {
        table: (
            {(c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
            found.get_pk_constraint(table)["constrained_columns"],
            {(index["name"], tuple(index["column_names"])) for index in found.get_indexes(table)},
        )
        for table in found.get_table_names()
    }


def rows(book: tallybook.Book, name: str) -> list[tuple[Any, ...]]:
    table = schema.metadata.tables[name]
    with book.store.read() as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_book_of_any_version_opens_with_all_that_it_held(tmp_path: Path, now: tallybook.Book, version: int) -> None:
    """And its incidents are those that are made of the same reports today."""
    with tallybook.open(written_by(version, tmp_path), settings=Settings()) as book:
        assert list(book.reports()) == list(now.reports())
        told = book.judgements().all
        assert [one.verdict for one in told] == (["reject", "accept"] if version > 1 else [])
        assert book.verify().holds and book.verify().captures.count == (1 if version > 2 else 0)
        for one in told:
            now.judge(one.verdict, one.subject, who=one.who, why=one.why)
        assert list(book.incidents()) == list(now.incidents())
        assert [claim.judged is not None for claim in book.claims()] == [c.judged is not None for c in now.claims()]


def test_a_book_whose_bringing_up_to_date_is_cut_off_is_not_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "finish", cut_off)
    path = written_by(1, tmp_path)
    with unclosed.opened() as connections, pytest.raises(KeyboardInterrupt):
        tallybook.open(path, settings=Settings())
    assert connections and not any(map(unclosed.is_open, connections))


def test_linking_anew_that_was_cut_short_goes_on_when_the_book_is_opened_again(
    tmp_path: Path, now: tallybook.Book
) -> None:
    path = written_by(4, tmp_path)
    Store.open(path).close()
    steps: list[pipeline.Progress] = []
    with tallybook.open(path, settings=Settings(), watch=steps.append) as book:
        assert steps and all(step.stage == "link" for step in steps)
        assert {one.id for one in book.incidents()} == {one.id for one in now.incidents()} != set()
    with closing(Store.open(path)) as settled:
        assert not settled.was_upgraded


def test_a_book_that_another_is_compared_with_is_brought_up_to_date_first(tmp_path: Path, now: tallybook.Book) -> None:
    (tmp_path / "again").mkdir()
    path, again = written_by(4, tmp_path), written_by(4, tmp_path / "again")
    tallybook.open(again, settings=Settings()).close()
    assert now.diff(path) == now.diff(again)


def test_a_command_says_that_it_brought_a_book_up_to_date_and_says_it_once(tmp_path: Path) -> None:
    path = str(written_by(4, tmp_path))
    first, second = (CliRunner().invoke(main, ["incidents", path]) for _ in range(2))
    assert first.exit_code == second.exit_code == 0 and first.stdout == second.stdout
    assert "earlier version" in first.stderr and second.stderr == ""


@pytest.mark.parametrize("version", [1, 2])
def test_its_feed_of_changes_begins_with_what_it_holds(tmp_path: Path, version: int) -> None:
    """Changes are noted from version 3 on."""
    with tallybook.open(written_by(version, tmp_path), settings=Settings()) as book:
        held = {incident.id for incident in book.incidents()}
        with book.store.write() as connection:
            assert changes.note(connection, "2024-09-01") == len(held) == 1
            assert {change.incident for change in changes.since(connection)} == held


@pytest.mark.parametrize("version", VERSIONS)
def test_its_tables_are_those_of_a_book_made_today(tmp_path: Path, now: tallybook.Book, version: int) -> None:
    store = Store.open(written_by(version, tmp_path))
    with store.read() as connection, now.store.read() as other:
        assert shape(connection) == shape(other)
    store.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_copy_for_an_earlier_program_has_the_tables_that_it_wrote(tmp_path: Path, version: int) -> None:
    then = Store.open(written_by(VERSIONS[-1], tmp_path))
    tallybook.Book(then, Settings()).copy(tmp_path / "copy.book", book_version=version)
    (tmp_path / "theirs").mkdir()
    theirs = written_by(version, tmp_path / "theirs")
    with _plain(tmp_path / "copy.book") as copied, _plain(theirs) as wrote:
        assert shape(copied) == shape(wrote)
        assert copied.exec_driver_sql("SELECT value FROM book WHERE key = 'version'").scalar() == str(version)
    then.close()


@contextmanager
def _plain(path: Path) -> Iterator[Connection]:
    """A connection that brings nothing up to date."""
    with closing(Store.unmade(path)) as store, store.read() as connection:
        yield connection


@pytest.mark.parametrize("version", VERSIONS)
def test_there_and_back_nothing_that_the_version_knows_is_lost(tmp_path: Path, place: str, version: int) -> None:
    with tallybook.open(written_by(VERSIONS[-1], tmp_path), settings=Settings()) as book:
        copied = book.copy(place, book_version=version)
        with tallybook.open(place, settings=Settings()) as back:
            same = [name for name in KEPT if rows(back, name) == rows(book, name)]
            lost = set(KEPT) - set(same)
            assert back.verify().holds
            assert list(back.incidents()) == list(book.incidents())
    assert copied.left_out == ({} if version > 2 else {"captures": 1, "originals": 1} | _changed(copied.left_out))
    assert lost <= {"captures", "changes"} | ({"reports"} if version == 1 else set())


def _changed(left_out: dict[str, int]) -> dict[str, int]:
    return {name: left_out[name] for name in ("changes", "touched") if name in left_out}


@pytest.mark.parametrize("version", [0, 99])
def test_there_is_no_way_to_a_version_that_never_was(now: tallybook.Book, tmp_path: Path, version: int) -> None:
    with pytest.raises(UsageError, match=f"{version} is no version"):
        now.copy(tmp_path / "copy.book", book_version=version)
    assert not (tmp_path / "copy.book").exists()


@pytest.fixture(autouse=True)
def closed(now: tallybook.Book) -> Iterator[None]:
    yield
    now.close()
