"""The tables of each version that are made again from the others: they may change in any way between versions.

Before one of them is changed in ``schema.py``, it is copied to here as it was.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Index, MetaData, Table, inspect

from tallybook.book import schema
from tallybook.book.columns import Integer, String, Text

_ALWAYS = ("members", "incidents", "estimates")
_FROM_2 = ("pairs", "doubts", "cores", "homes", "judged_reports")
_FROM_4 = ("crowds",)
_FROM_5 = ("block_keys",)
NAMES = (*_ALWAYS, *_FROM_2, *_FROM_4, *_FROM_5)
"""The tables that any version derives."""


def drop(connection: Connection) -> None:
    """Take out what is derived, whatever the version."""
    for name in sorted(set(NAMES) & set(inspect(connection).get_table_names())):
        connection.exec_driver_sql(f'DROP TABLE "{name}"')


def make(connection: Connection, version: int) -> None:
    """The derived tables of a version, with nothing in them."""
    if version == 1:
        _pairs_of_1().create_all(connection)
    if version < 5:
        _keys_before_5(version).create_all(connection)
    names = [*_ALWAYS, *(_FROM_2 if version > 1 else ()), *(_FROM_4 if version > 3 else ())]
    names += _FROM_5 if version > 4 else ()
    schema.metadata.create_all(connection, tables=[schema.metadata.tables[name] for name in names])


def _keys_before_5(version: int) -> MetaData:
    metadata = MetaData()
    Table(
        "block_keys",
        metadata,
        Column("key", String, primary_key=True),
        Column("local", String, primary_key=True),
        *([Column("month", Integer)] if version > 3 else ()),
        Index("block_keys_of_local", "local"),
        sqlite_with_rowid=False,
    )
    return metadata


def _pairs_of_1() -> MetaData:
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
