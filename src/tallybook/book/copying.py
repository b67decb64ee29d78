"""A book put whole into another place, a file or a server: all of it or nothing, and checked before it stands."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from tallybook.book import captures, judgements, server
from tallybook.book.batches import batches
from tallybook.book.migrations import move
from tallybook.book.schema import SCHEMA_VERSION, book, metadata
from tallybook.book.store import Store
from tallybook.book.streams import stream
from tallybook.errors import BookError, UsageError


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table there are, and the SHA-256 over all that they hold, by key."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that stands: its path or address, and what its tables hold, each the same as in the book.

    ``broken`` are the breaks that were found in the chains of judgements and captures: those of the book itself.
    ``left_out`` counts, by table, the rows that an earlier version of the book has no place for.
    """

    target: str
    tables: dict[str, Tally]
    broken: tuple[str, ...] = ()
    left_out: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows were copied."""
        return sum(tally.rows for tally in self.tables.values())


def copy(store: Store, target: str, *, version: int = SCHEMA_VERSION, lock_wait: float = 300) -> Copied:
    """Put one state of the book where there is none yet; others may read and write the book meanwhile.

    ``version`` is that of the copy's tables, for an earlier program. Raises UsageError where a book or a file is there
    already or there is no such version, BookError where the copy cannot be made or does not come out the same: nothing
    is left behind then.
    """
    if not 1 <= version <= SCHEMA_VERSION:
        raise UsageError(f"{version} is no version of the book", f"there are 1 to {SCHEMA_VERSION}")
    if server.is_url(target):
        return _filled(store, target, target, version, lock_wait)
    place = Path(target)
    if place.exists():
        raise UsageError(f"{target} is there already", "give the name of a new file, or move the old one away")
    unfinished = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        copied = _filled(store, str(unfinished), target, version, lock_wait)
        unfinished.replace(place)
    except OSError as error:
        raise BookError(
            f"{target}: the copy cannot be made ({error})", "check the folder and free some space"
        ) from error
    finally:
        for end in ("", "-wal", "-shm"):
            unfinished.with_name(unfinished.name + end).unlink(missing_ok=True)
    return copied


def _filled(store: Store, place: str, name: str, version: int, lock_wait: float) -> Copied:
    copy = Store.unmade(place, lock_wait=lock_wait)
    try:
        with store.read() as source, copy.write() as made:
            copy.make(made)
            sent = {table.name: _sent(source, made, table) for table in metadata.sorted_tables}
            _check(made, sent, server.shown(name))
            broken = tuple(_broken(made))
            left_out = move(made, SCHEMA_VERSION, version) if version != SCHEMA_VERSION else {}
        return Copied(server.shown(name), sent, broken, left_out)
    finally:
        copy.close()


def _sent(source: Connection, made: Connection, table: Table) -> Tally:
    """Put a table's rows into the copy; the server's own count of commits stays where it is."""
    seal, count = hashlib.sha256(), 0
    for batch in batches(_rows(source, table)):
        for row in batch:
            _add(seal, row)
        made.execute(insert(table), [dict(zip(table.columns.keys(), row, strict=True)) for row in batch])
        count += len(batch)
    return Tally(count, seal.hexdigest())


def _rows(connection: Connection, table: Table) -> Iterator[tuple[Any, ...]]:
    query = select(table).order_by(*table.primary_key.columns)
    if table is book:
        query = query.where(book.c.key != server.COMMITS)
    for row in stream(connection, query):
        yield tuple(row)


def _add(seal: Any, row: tuple[Any, ...]) -> None:
    plain = [hashlib.sha256(cell).hexdigest() if isinstance(cell, bytes) else cell for cell in row]
    seal.update(repr(plain).encode("utf-8", "surrogatepass"))


def _check(made: Connection, sent: dict[str, Tally], name: str) -> None:
    """Read the copy again. Raises BookError where a table does not hold what was sent."""
    for table in metadata.sorted_tables:
        seal, count = hashlib.sha256(), 0
        for row in _rows(made, table):
            _add(seal, row)
            count += 1
        if Tally(count, seal.hexdigest()) != sent[table.name]:
            raise BookError(
                f"{name}: {table.name} does not hold what the book holds ({count} of {sent[table.name].rows} rows)",
                "check the disk and the server, and copy it again; nothing of the copy was kept",
            )


def _broken(made: Connection) -> Iterator[str]:
    for each in judgements.verify(made)[1]:
        yield f"judgement {each.place}: {each.what}"
    for one in captures.verify(made).broken:
        yield f"capture {one.place}: {one.what}"
