"""Rows put where they are missing, in the words of each database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def put(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows but for those whose key is there already; these stay as they are."""
    if rows:
        kind = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
        connection.execute(kind(table).on_conflict_do_nothing(), rows)
