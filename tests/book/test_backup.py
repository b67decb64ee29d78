"""A copy of a book in use: one whole state, or nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tallybook import pipeline
from tallybook.book import Store, reports
from tallybook.book.backup import backup
from tallybook.errors import BookError, UsageError
from tests.storyteller import read, stories

pytestmark = pytest.mark.file_only

PLAN = pipeline.Plan(read, "story", batch=5)


def filled(path: Path, count: int = 20) -> Store:
    store = Store.open(path)
    pipeline.add_reports(store, stories(count), PLAN)
    return store


def counted(path: Path) -> int:
    store = Store.open(path, create=False)
    try:
        with store.read() as connection:
            return reports.count(connection)
    finally:
        store.close()


def test_a_copy_holds_what_the_book_holds_in_one_file(tmp_path: Path) -> None:
    store = filled(tmp_path / "x.book")
    backup(store, tmp_path / "copy.book")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".copy", "copy.book-"))]
    assert counted(tmp_path / "copy.book") == 20
    store.close()


def test_a_copy_made_while_another_adds_is_one_state_of_the_book(tmp_path: Path) -> None:
    store = filled(tmp_path / "x.book", 5)
    writer = threading.Thread(target=lambda: pipeline.add_reports(store, stories(60, seed=2), PLAN))
    writer.start()
    copies = [backup(store, tmp_path / f"{number}.book") for number in range(4)]
    writer.join()
    found = [counted(path) for path in copies]
    assert found == sorted(found) and all(number % 5 == 0 for number in found)
    assert counted(tmp_path / "x.book") == 65
    store.close()


def test_a_copy_made_while_a_writer_holds_the_book_waits_for_nobody(tmp_path: Path) -> None:
    store = filled(tmp_path / "x.book")
    with store.write():
        backup(store, tmp_path / "copy.book")
    assert counted(tmp_path / "copy.book") == 20
    store.close()


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    store = filled(tmp_path / "x.book")
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(UsageError, match="there already"):
        backup(store, tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "mine"
    store.close()


def test_a_folder_that_is_not_there_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    store = filled(tmp_path / "x.book")
    with pytest.raises(BookError, match="the copy cannot be made"):
        backup(store, tmp_path / "none" / "copy.book")
    store.close()


def test_a_damaged_book_gives_no_copy(tmp_path: Path) -> None:
    store = filled(tmp_path / "x.book")
    store.close()
    path = tmp_path / "x.book"
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096 * 6)
    with pytest.raises(BookError, match="the copy cannot be made"):
        backup(store, tmp_path / "copy.book")
    assert not (tmp_path / "copy.book").exists()
