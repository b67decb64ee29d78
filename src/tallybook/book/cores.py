"""Which tellings of known days are one (cores), and which core each vague telling has found (homes). All derived."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select

from tallybook.book.batches import batches
from tallybook.book.schema import cores, homes
from tallybook.link import Home

FIRST, FINAL = 1, 2
"""The steps in which a vague local incident looks for its home: by itself, then together with those like it."""


def cores_of(connection: Connection, locals_: Iterable[str]) -> dict[str, str]:
    """The core of each of these local incidents; those that are of none are left out. A core's id is its first's."""
    return _values(connection, cores, locals_)


def homes_of(connection: Connection, locals_: Iterable[str]) -> dict[str, str]:
    """The core that each of these vague local incidents has joined; those that joined none are left out."""
    return {id: home.core for id, home in tried(connection, locals_, FINAL).items()}


def tried(connection: Connection, locals_: Iterable[str], step: int) -> dict[str, Home]:
    """The home that each of these vague local incidents found at a step."""
    found: dict[str, Home] = {}
    columns = (homes.c.local, homes.c.core, homes.c.worth)
    for batch in batches(sorted(set(locals_))):
        rows = connection.execute(select(*columns).where(homes.c.local.in_(batch), homes.c.step == step))
        found.update((row[0], Home(row[1], row[2])) for row in rows)
    return found


def within(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The local incidents of known days that each of these cores holds, in order."""
    return _members(connection, cores, ids)


def joined(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The vague local incidents that have joined each of these cores, in order."""
    return _members(connection, homes, ids, homes.c.step == FINAL)


def put_cores(connection: Connection, found: Mapping[str, str | None]) -> None:
    """Say anew of which core these local incidents are; None: of none."""
    _take_out(connection, cores, found)
    rows = [{"local": id, "core": core} for id, core in sorted(found.items()) if core is not None]
    if rows:
        connection.execute(insert(cores), rows)


def put_homes(connection: Connection, found: Mapping[str, Home | None], step: int) -> None:
    """Say anew which home these vague local incidents found at a step; None: none."""
    for batch in batches(sorted(found)):
        connection.execute(delete(homes).where(homes.c.local.in_(batch), homes.c.step == step))
    rows = [{"local": id, "step": step, **home._asdict()} for id, home in sorted(found.items()) if home is not None]
    if rows:
        connection.execute(insert(homes), rows)


def take_out(connection: Connection, locals_: Iterable[str]) -> None:
    """Forget the cores and homes of these local incidents."""
    gone = list(locals_)
    _take_out(connection, cores, gone)
    _take_out(connection, homes, gone)


def _take_out(connection: Connection, table: Table, locals_: Iterable[str]) -> None:
    for batch in batches(sorted(set(locals_))):
        connection.execute(delete(table).where(table.c.local.in_(batch)))


def _values(connection: Connection, table: Table, locals_: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in batches(sorted(set(locals_))):
        rows = select(table.c.local, table.c.core).where(table.c.local.in_(batch))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    return found


def _members(
    connection: Connection, table: Table, ids: Iterable[str], *only: ColumnElement[bool]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(sorted(set(ids))):
        rows = select(table.c.core, table.c.local).where(table.c.core.in_(batch), *only).order_by(table.c.local)
        for core, local in connection.execute(rows):
            found[core].append(local)
    return {core: tuple(held) for core, held in sorted(found.items())}
