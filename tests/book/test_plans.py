"""How SQLite finds the rows that adding asks for: by an index, never by reading a whole table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from tallybook import link, pipeline
from tallybook.book import Store
from tests import storyteller
from tests.test_linking import history

GROWING = {
    "reports", "claims", "local_incidents", "copy_bands", "block_keys", "crowds", "pairs", "doubts", "cores", "homes",
    "members", "estimates",
}  # fmt: skip
"""Tables with rows for every report."""


def told(store: Store) -> dict[str, tuple[Any, ...]]:
    """Each statement that the store's connections run from now on, with values of one run of it."""
    found: dict[str, tuple[Any, ...]] = {}

    @event.listens_for(store._engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, values: Any, _context: object, is_many: bool) -> None:
        found[statement] = tuple(values[0]) if is_many else tuple(values)

    return found


def scanned(store: Store, statement: str, values: Sequence[Any]) -> set[str]:
    """The tables that a statement reads from end to end."""
    with store.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", tuple(values)).all()
    return {found[1] for row in plan if (found := re.match(r"SCAN (\w+?)(_\d+)?\b", row[3]))}


def test_adding_reads_no_growing_table_from_end_to_end(tmp_path: Path) -> None:
    """Reports that copy each other, evidence that becomes too common and is rare again, dates that change."""
    store = Store.open(tmp_path / "my.book")
    plan = pipeline.Plan(storyteller.read, "story 1")
    statements = told(store)
    with patch.object(link, "MONTHS", 2), patch.object(pipeline, "STEP", 3):
        for made in (storyteller.crowd(20, 4), history(1), history(5)):
            for piece in range(3):
                pipeline.add_reports(store, made[piece::3], plan)
            changed = [replace(one, published="2024-08-20", published_from="given") for one in made]
            pipeline.add_reports(store, changed, plan)
    for table in ("copy_bands", "pairs", "doubts", "block_keys", "members"):
        assert any(words.startswith(f"DELETE FROM {table}") for words in statements), table
    asked = {words: values for words, values in statements.items() if words.startswith(("SELECT", "UPDATE", "DELETE"))}
    found = {words: GROWING & scanned(store, words, values) for words, values in asked.items()}
    assert {words: tables for words, tables in found.items() if tables} == {}
    store.close()
