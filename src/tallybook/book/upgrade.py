"""A book of an earlier version brought up to this one: tables and columns that it lacks are added, nothing is lost."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, update
from sqlalchemy.schema import CreateColumn, CreateIndex

from tallybook.book import schema


def upgrade(connection: Connection) -> None:
    """Add what the book lacks, and write its new version."""
    there = {name: {column["name"] for column in inspect(connection).get_columns(name)} for name in _tables(connection)}
    schema.metadata.create_all(connection)
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if column.name not in there.get(table.name, table.columns):
                words = CreateColumn(column).compile(dialect=connection.dialect)
                connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {words}')
                _index(connection, table.name, column.name)
    version = update(schema.book).where(schema.book.c.key == "version")
    connection.execute(version.values(value=str(schema.SCHEMA_VERSION)))


def _tables(connection: Connection) -> list[str]:
    return [name for name in inspect(connection).get_table_names() if name in schema.metadata.tables]


def _index(connection: Connection, table: str, column: str) -> None:
    for index in schema.metadata.tables[table].indexes:
        if [one.name for one in index.columns] == [column]:
            connection.execute(CreateIndex(index, if_not_exists=True))
