"""How far a large archive was read before a run was cut short, so that the next one goes on from there."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from tallybook.book.batches import batches
from tallybook.book.capture_schema import archives


def offset(connection: Connection, path: str, mark: str) -> int:
    """The offset of the last record that was kept, 0 where the archive or how it is read (``mark``) is another."""
    rows = select(archives.c.offset).where(archives.c.path == path, archives.c.mark == mark)
    return connection.scalar(rows) or 0


def put(connection: Connection, path: str, mark: str, offset: int) -> None:
    """All records up to that one were read, and those that gave reports are kept."""
    connection.execute(delete(archives).where(archives.c.path == path))
    connection.execute(insert(archives), [{"path": path, "mark": mark, "offset": offset}])


def forget(connection: Connection, paths: Iterable[str]) -> None:
    """These were read to their ends: the next run begins at their beginnings."""
    for batch in batches(sorted(paths)):
        connection.execute(delete(archives).where(archives.c.path.in_(batch)))
