"""A book of an earlier version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import tallybook
from tallybook import pipeline
from tallybook.book import Store
from tests import storyteller


def as_version_1(book: Path) -> None:
    """Take from a book what version 1 had not."""
    with sqlite3.connect(book) as connection:
        for table in ("cores", "homes", "doubts", "judged_reports"):
            connection.execute(f"DROP TABLE {table}")
        for table, columns in {"pairs": ("tie", "part", "value"), "reports": ("ruled",)}.items():
            for column in columns:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("DELETE FROM members")
        connection.execute("UPDATE book SET value = '1' WHERE key = 'version'")
    connection.close()


def test_a_book_of_version_1_opens_with_all_that_it_held(tmp_path: Path) -> None:
    """And its incidents are made anew."""
    path = tmp_path / "x.book"
    store = Store.open(path)
    pipeline.add_reports(store, storyteller.stories(20), pipeline.Plan(storyteller.read, "story 1"))
    store.close()
    with tallybook.open(path) as book:
        before = list(book.incidents())
    as_version_1(path)
    with tallybook.open(path) as book:
        assert list(book.incidents()) == before
        assert len(book.reports()) == 20
