"""Opening a book: what is refused, what waits, what stays whole."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tallybook.book import Store, schema
from tallybook.errors import BookBusy, BookError, NewerBook, NotABook, UsageError
from tests import unclosed


def test_a_book_is_made_where_there_is_none_and_opens_again(tmp_path: Path) -> None:
    Store.open(tmp_path / "x.book").close()
    store = Store.open(tmp_path / "x.book", create=False)
    with store.read() as connection:
        assert connection.execute(select(schema.reports)).all() == []
    store.close()


@pytest.mark.file_only
def test_closed_it_is_one_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with store.write() as connection:
        connection.execute(insert(schema.todo), [{"stage": "links", "id": "r-1"}])
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["x.book"]


def test_without_leave_to_make_one_an_absent_book_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no book at") as raised:
        Store.open(tmp_path / "no.book", create=False)
    assert "tallybook add" in raised.value.next
    assert not (tmp_path / "no.book").exists()


@pytest.mark.file_only
def test_a_book_in_a_folder_that_does_not_exist_says_so(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="does not exist"):
        Store.open(tmp_path / "no" / "x.book")


@pytest.mark.file_only
def test_a_folder_is_not_a_book(tmp_path: Path) -> None:
    with pytest.raises(NotABook, match="is a folder"):
        Store.open(tmp_path)


@pytest.mark.file_only
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have no name there")
def test_a_pipe_is_no_book_and_is_not_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.book")
    with pytest.raises(NotABook, match="is a pipe"):
        Store.open(tmp_path / "x.book")


@pytest.mark.file_only
def test_a_name_that_no_disk_takes_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="cannot be read"):
        Store.open(tmp_path / ("x" * 300))


@pytest.mark.file_only
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Dear diary,\n")
    with pytest.raises(NotABook, match=r"notes\.txt"):
        Store.open(path)
    assert path.read_text() == "Dear diary,\n"


@pytest.mark.file_only
def test_another_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(NotABook, match="a database, but not a book"):
        Store.open(path)
    with closing(sqlite3.connect(path)) as other, other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]


@pytest.mark.file_only
def test_a_file_that_only_begins_like_a_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.book"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    with pytest.raises(BookError):
        Store.open(path)


@pytest.mark.file_only
@pytest.mark.parametrize("content", [b"SQLite format 3\x00" + b"\xff" * 4096, b""])
def test_a_book_that_cannot_be_opened_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    """Whether the file is no database or the making of its tables is cut off."""

    def cut_off(_: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "x.book"
    path.write_bytes(content)
    monkeypatch.setattr(schema.metadata, "create_all", cut_off)
    with unclosed.opened() as connections, pytest.raises((BookError, KeyboardInterrupt)):
        Store.open(path)
    assert connections and not any(map(unclosed.is_open, connections))


def test_a_book_of_a_newer_version_is_refused_and_names_it(tmp_path: Path) -> None:
    path = tmp_path / "x.book"
    store = Store.open(path)
    with store.write() as connection:
        connection.exec_driver_sql("UPDATE book SET value = '99' WHERE key = 'version'")
        connection.exec_driver_sql("UPDATE book SET value = '7.1' WHERE key = 'made_by'")
    store.close()
    with pytest.raises(NewerBook, match=r"7\.1") as raised:
        Store.open(path)
    assert "upgrade" in raised.value.next


@pytest.mark.file_only
def test_a_book_whose_making_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "x.book").touch()
    store = Store.open(tmp_path / "x.book")
    with store.read() as connection:
        assert connection.execute(select(schema.todo)).all() == []
    store.close()


def test_a_writer_that_waits_too_long_is_told_so(tmp_path: Path) -> None:
    first = Store.open(tmp_path / "x.book")
    second = Store.open(tmp_path / "x.book", lock_wait=0)
    with first.write(), pytest.raises(BookBusy, match="another process"), second.write():
        pass
    second.close()
    first.close()


def test_a_writer_waits_for_its_turn(tmp_path: Path) -> None:
    first, second = Store.open(tmp_path / "x.book"), Store.open(tmp_path / "x.book", lock_wait=30)
    ready = threading.Event()

    def hold() -> None:
        with first.write() as connection:
            ready.set()
            connection.execute(insert(schema.todo), [{"stage": "links", "id": "r-1"}])

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait()
    with second.write() as connection:
        assert connection.scalars(select(schema.todo.c.id)).all() == ["r-1"]
    thread.join()
    second.close()
    first.close()


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with pytest.raises(ZeroDivisionError), store.write() as connection:
        connection.execute(insert(schema.todo), [{"stage": "links", "id": "r-1"}])
        raise ZeroDivisionError
    with store.read() as connection:
        assert connection.execute(select(schema.todo)).all() == []
    store.close()


@pytest.mark.file_only
def test_a_full_disk_is_said_in_words_and_what_was_kept_stays(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with store.read() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
    with pytest.raises(BookError, match="the disk is full"), store.write() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        rows = [{"stage": "links", "id": f"r-{number:020d}" * 20} for number in range(200)]
        connection.execute(insert(schema.todo), rows)
    with store.read() as connection:
        assert connection.execute(select(schema.todo)).all() == []
    store.close()


@pytest.mark.file_only
def test_a_book_that_may_not_be_written_can_still_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(tmp_path / "x y?.book").close()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    store = Store.open(tmp_path / "x y?.book", create=False)
    assert store.is_read_only
    with store.read() as connection:
        assert connection.execute(select(schema.todo)).all() == []
    with pytest.raises(BookError, match="read-only"), store.write() as connection:
        connection.execute(insert(schema.todo), [{"stage": "links", "id": "r-1"}])
    store.close()


@pytest.mark.file_only
def test_a_url_of_an_unknown_kind_is_named() -> None:
    with pytest.raises(UsageError, match="clay://tablet"):
        Store.open("clay://tablet")


@pytest.mark.file_only
def test_a_url_that_cannot_be_taken_apart_is_named() -> None:
    with pytest.raises(UsageError, match="sqlite://:memory:"):
        Store.open("sqlite://:memory:")


@pytest.mark.file_only
def test_a_sqlite_url_is_a_book_too(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path}/x.book").close()
    assert (tmp_path / "x.book").exists()
