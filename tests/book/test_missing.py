"""Rows are put where they are missing; those that are there stay as they are."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from tallybook.book import Store, missing, todo
from tallybook.book.schema import block_keys


def test_a_row_that_is_there_stays_and_the_others_are_put(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "my.book")
    with store.write() as connection:
        missing.put(connection, block_keys, [{"key": "p|a", "local": "r:A", "month": 1}])
        missing.put(
            connection,
            block_keys,
            [{"key": "p|a", "local": "r:A", "month": 2}, {"key": "p|a", "local": "r:B", "month": None}],
        )
        missing.put(connection, block_keys, [])
        rows = connection.execute(select(block_keys).order_by(block_keys.c.local)).all()
    assert [tuple(row) for row in rows] == [("p|a", "r:A", 1), ("p|a", "r:B", None)]
    store.close()


def test_what_is_marked_again_keeps_its_place_in_the_order(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "my.book")
    with store.write() as connection:
        todo.mark(connection, "links", ["r-1", "r-2"], {"r-1": "0300,0200", "r-2": "0100,0200"})
        todo.mark(connection, "links", ["r-1", "r-2", "r-3"])
        assert todo.first(connection, "links", 9) == ["r-3", "r-2", "r-1"]
        assert todo.left(connection) == {"links": 3}
    store.close()
