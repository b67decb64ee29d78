"""A book put whole into another place, and back again: a file, a server, and what may go wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text

import tallybook
from tallybook import pipeline
from tallybook.book import Store, captures, copying, feeds, pages, schema
from tallybook.errors import BookError, UsageError
from tallybook.export.registry import FORMATS
from tallybook.settings import Settings
from tests import postgres
from tests.storyteller import crowd, read, stories, story

PLAN = pipeline.Plan(read, "story 1")
LONG = "https://a.example/" + "".join(chr(97 + n * n * 7 % 26) for n in range(3900))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[tallybook.Book]:
    """A book with something in every kind of table: judged, fetched, half derived."""
    store = Store.open(tmp_path / "x.book")
    pipeline.add_reports(store, [*crowd(25, 4), story("=ä\u202e.txt", "\x01 \U0001f600 Ж b C")], PLAN)
    made = tallybook.Book(store, Settings())
    for claim, verdict in zip(list(made.claims())[:2], ("reject", "accept"), strict=True):
        made.judge(verdict, claim.id, who="Ada", why="read it")
    with store.write() as connection:
        for data in (b"", bytes(range(256)) * 9, b"<p>told</p>" * 100):
            got = captures.received(data, source=LONG, at="2026-01-01T00:00:00+00:00", means="fetched", most=10**6)
            captures.put(connection, got, is_read=False)
        pages.ask(connection, [LONG, "https://b.example/"], 0.1 + 0.2)
        feeds.follow(connection, [LONG + "feed"], 1e300)
    made.queue()
    list(made.export("changes", tmp_path / "changes"))
    with store.write() as connection:
        pipeline.reports.keep(connection, [pipeline.reports.Kept(one, read(one), "story 1") for one in stories(3, 9)])
    yield made
    made.close()


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where no book is yet."""
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'copy.book'}"
    server: postgres.Server = request.getfixturevalue("server")
    return server.new()


def exported(target: str, folder: Path) -> dict[str, bytes]:
    with tallybook.open(target, create=False, settings=Settings()) as book:
        return all_formats(book, folder)


def all_formats(book: tallybook.Book, folder: Path) -> dict[str, bytes]:
    """Every file of every format."""
    paths = [path for form in FORMATS for path in book.export(form.name, folder / form.name)]
    return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in paths}


def test_a_copy_gives_the_same_bytes_in_every_format(book: tallybook.Book, place: str, tmp_path: Path) -> None:
    copied = book.copy(place)
    assert copied.broken == () and copied.tables["reports"].rows == 29 and copied.tables["todo"].rows > 0
    assert exported(place, tmp_path / "copy") == all_formats(book, tmp_path / "book")


def test_there_and_back_again_nothing_is_otherwise(book: tallybook.Book, place: str, tmp_path: Path) -> None:
    there = book.copy(place)
    with tallybook.open(place, settings=Settings()) as other:
        back = other.copy(f"sqlite:///{tmp_path / 'back.book'}")
    assert back.tables == there.tables
    with tallybook.open(f"sqlite:///{tmp_path / 'back.book'}", settings=Settings()) as again:
        assert again.verify().holds and again.verify() == book.verify()


def test_a_copy_goes_on_as_the_book_does(book: tallybook.Book, place: str, tmp_path: Path) -> None:
    book.copy(place)
    more = [replace(one, path=f"more/{one.path}") for one in crowd(8, 11)]
    pipeline.add_reports(book.store, more, PLAN)
    with tallybook.open(place, settings=Settings()) as other:
        pipeline.add_reports(other.store, more, PLAN)
        assert all_rows(other, "incidents") == all_rows(book, "incidents")
        assert all_rows(other, "reports") == all_rows(book, "reports")


def all_rows(book: tallybook.Book, name: str) -> list[tuple[Any, ...]]:
    table = schema.metadata.tables[name]
    with book.store.read() as connection:
        return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def test_where_a_book_is_already_none_is_put(book: tallybook.Book, place: str) -> None:
    book.copy(place)
    with pytest.raises(UsageError, match="already"):
        book.copy(place)


def test_a_copy_that_does_not_hold_the_same_is_not_kept(
    book: tallybook.Book, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copying._sent

    def sent(source: Any, made: Any, table: Any) -> copying.Tally:
        tally = real(source, made, table)
        if table is schema.claims:
            made.execute(text("UPDATE claims SET start = start + 1 WHERE id = (SELECT min(id) FROM claims)"))
        return tally

    monkeypatch.setattr(copying, "_sent", sent)
    with pytest.raises(BookError, match="claims does not hold what the book holds"):
        book.copy(place)
    monkeypatch.undo()
    assert book.copy(place).rows


def test_a_copy_that_is_cut_off_leaves_nothing(
    book: tallybook.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "_check", cut_off)
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(KeyboardInterrupt):
        book.copy(tmp_path / "copy.book")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_what_is_added_meanwhile_is_not_in_the_copy(
    book: tallybook.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copying._sent

    def sent(source: Any, made: Any, table: Any) -> copying.Tally:
        if table is schema.claims:
            pipeline.add_reports(book.store, stories(4, 77), PLAN)
        return real(source, made, table)

    monkeypatch.setattr(copying, "_sent", sent)
    assert book.copy(tmp_path / "copy.book").tables["reports"].rows == 29
    assert len(book.reports()) > 29


def test_a_broken_chain_is_copied_as_it_is_and_told(book: tallybook.Book, place: str) -> None:
    with book.store.write() as connection:
        connection.exec_driver_sql("UPDATE judgements SET record = replace(record, 'Ada', 'Eve') WHERE place = 1")
    assert any("judgement 1" in told for told in book.copy(place).broken)


def test_a_folder_that_is_not_there_is_named(book: tallybook.Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="does not exist"):
        book.copy(tmp_path / "none" / "copy.book")


def test_a_long_book_is_never_wholly_in_memory(book: tallybook.Book, place: str) -> None:
    """Rows are asked for by streams, and none is of more than a few hundred."""
    sizes: list[int] = []

    @event.listens_for(book.store._engine, "before_cursor_execute")
    def asked(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        sizes.append(context.execution_options.get("yield_per", 0))

    book.copy(place)
    assert sizes.count(500) == len(schema.metadata.tables)
