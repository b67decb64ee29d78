"""While the desk is open the texts of its book come into the index."""

from __future__ import annotations

import time
from pathlib import Path

import tallybook
from tallybook.book import texts
from tallybook.settings import Settings
from tallybook.web.indexing import Indexing
from tallybook.web.keeper import Keeper


def waiting(book: tallybook.Book) -> int:
    """Reports that the index does not hold."""
    with book.store.read() as connection:
        return texts.waiting(connection)


def test_all_texts_are_indexed_and_a_search_answers_as_before(book_path: Path) -> None:
    with tallybook.open(book_path, settings=Settings(reader="rules")) as book:
        keeper = Keeper(book, lambda entry: entry)
        board = keeper.board()
        before = list(keeper.telling(board, ("soldiers",)))
        assert waiting(book) > 0
        with Indexing(book.store, keeper):
            until = time.monotonic() + 60
            while waiting(book) and time.monotonic() < until:
                time.sleep(0.01)
        assert waiting(book) == 0
        assert list(Keeper(book, lambda entry: entry).telling(board, ("soldiers",))) == before
        assert any(before) and keeper.board(fresh=True) is board


def test_a_book_that_can_only_be_read_is_left_as_it_is(book_path: Path) -> None:
    book_path.chmod(0o444)
    with tallybook.open(book_path, settings=Settings(reader="rules")) as book:
        book.store.is_read_only = True
        with Indexing(book.store, Keeper(book, lambda entry: entry)):
            pass
        assert waiting(book) > 0
