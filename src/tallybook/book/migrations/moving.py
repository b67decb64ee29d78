"""From one version of the book's tables to another, either way, within one transaction.

``schema.py`` says what the tables are now. The revisions beside this file say how those of each earlier version differ
in what is *kept*; ``derived.py`` what was derived in them. Nothing of what is derived is ever moved: it is dropped,
made empty as that version had it, and marked to be derived anew. The version itself stands in the book
(``book.version``), not in a table of alembic's.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, column, delete, func, insert, inspect, literal, select, table, update

from tallybook.book import judgements, schema
from tallybook.book.migrations import derived

if TYPE_CHECKING:
    from alembic.script import Script, ScriptDirectory


def move(connection: Connection, found: int, wanted: int) -> dict[str, int]:
    """Bring the tables from version ``found`` to ``wanted``; gives the rows, by table, that it has no place for.

    An earlier version leaves out what it does not know: rows are only ever left out on the way back.
    """
    # Loaded here: most books are of this version.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    before = _counts(connection)
    derived.drop(connection)
    with Operations.context(MigrationContext.configure(connection)):
        for revision in _between(_scripts(), found, wanted):
            (revision.module.upgrade if wanted > found else revision.module.downgrade)()
    derived.make(connection, wanted)
    if wanted == schema.SCHEMA_VERSION:
        judgements.index_anew(connection)
    _mark_all(connection)
    connection.execute(update(schema.book).where(schema.book.c.key == "version").values(value=str(wanted)))
    after = _counts(connection)
    return {name: count for name, count in before.items() if count and name not in after}


def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    folder = resources.files("tallybook.book.migrations")
    return ScriptDirectory(str(folder), version_locations=[str(folder / "revisions")])


def _between(scripts: ScriptDirectory, found: int, wanted: int) -> Iterator[Script]:
    low, high = sorted((found, wanted))
    steps = list(scripts.iterate_revisions(str(high), str(low)))
    yield from steps if wanted < found else reversed(steps)


def _counts(connection: Connection) -> dict[str, int]:
    """Rows by table, of those that are kept."""
    there = set(inspect(connection).get_table_names()) - set(derived.NAMES)
    tables = [schema.metadata.tables[name] for name in sorted(there & schema.metadata.tables.keys())]
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def _mark_all(connection: Connection) -> None:
    """Leave nothing to do but to find copies and to link every report; what other stages had to do comes from that."""
    connection.execute(delete(schema.todo).where(schema.todo.c.stage != "copies"))
    # Not by ``todo.mark``, which knows the columns of today alone.
    marks = table("todo", column("stage"), column("id"))
    connection.execute(insert(marks).from_select(["stage", "id"], select(literal("links"), schema.reports.c.id)))
