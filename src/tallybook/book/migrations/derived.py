"""The tables of each version that are made again from the others: they may change in any way between versions.

Before one of them is changed in ``schema.py``, it is copied to here as it was.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, MetaData, Table, inspect

from tallybook.book import schema
from tallybook.book.columns import String, Text

_BOTH = ("block_keys", "members", "incidents", "estimates")
_FROM_2 = ("pairs", "doubts", "cores", "homes", "judged_reports")
NAMES = (*_BOTH, *_FROM_2)
"""The tables that any version derives."""


def drop(connection: Connection) -> None:
    """Take out what is derived, whatever the version."""
    for name in sorted(set(NAMES) & set(inspect(connection).get_table_names())):
        connection.exec_driver_sql(f'DROP TABLE "{name}"')


def make(connection: Connection, version: int) -> None:
    """The derived tables of a version, with nothing in them."""
    if version == 1:
        _first().create_all(connection)
    names = _BOTH if version == 1 else NAMES
    schema.metadata.create_all(connection, tables=[schema.metadata.tables[name] for name in names])


def _first() -> MetaData:
    metadata = MetaData()
    Table(
        "pairs",
        metadata,
        Column("a", String, primary_key=True),
        Column("b", String, primary_key=True),
        Column("record", Text, nullable=False),
        Index("pairs_of_b", "b"),
        sqlite_with_rowid=False,
    )
    return metadata
