"""A book of an earlier version brought up to this one: what was read and judged stays, what is derived is made anew."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, select, update
from sqlalchemy.schema import CreateColumn, CreateIndex

from tallybook.book import schema, todo

DERIVED = (
    "block_keys",
    "crowds",
    "pairs",
    "doubts",
    "cores",
    "homes",
    "members",
    "incidents",
    "estimates",
    "judged_reports",
)
"""Tables that are made again from the others: they may change in any way from one version to the next."""


def upgrade(connection: Connection) -> None:
    """Add what the book lacks, mark all of it to be linked anew, and write its new version."""
    for name in sorted(set(DERIVED) & set(inspect(connection).get_table_names())):
        connection.exec_driver_sql(f'DROP TABLE "{name}"')
    there = {name: {column["name"] for column in inspect(connection).get_columns(name)} for name in _tables(connection)}
    schema.metadata.create_all(connection)
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if column.name not in there.get(table.name, table.columns):
                words = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {words}')
        for index in table.indexes:
            connection.execute(CreateIndex(index, if_not_exists=True))
    todo.mark(connection, "links", connection.scalars(select(schema.reports.c.id)))
    version = update(schema.book).where(schema.book.c.key == "version")
    connection.execute(version.values(value=str(schema.SCHEMA_VERSION)))


def _tables(connection: Connection) -> list[str]:
    return [name for name in inspect(connection).get_table_names() if name in schema.metadata.tables]
