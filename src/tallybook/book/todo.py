"""What is still to be derived, kept in the book so that a killed run is finished by the next one.

The stages in their order: ``copies`` and ``links`` hold ids of reports, the others ids of local incidents. ``cores``
are clusters of tellings of known days; vague tellings look for theirs (``homes``), or follow vague tellings like them
(``kin``); ``settle`` makes incidents of all of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from sqlalchemy import Connection, delete, exists, func, select

from tallybook.book import missing
from tallybook.book.batches import batches
from tallybook.book.schema import local_incidents, todo

Stage = Literal["copies", "links", "cores", "homes", "kin", "settle"]
STAGES: tuple[Stage, ...] = get_args(Stage)


def mark(connection: Connection, stage: Stage, ids: Iterable[str], near: Mapping[str, str] | None = None) -> None:
    """Mark ids for a stage; those already marked stay so.

    What is handled at once shares its surroundings: local incidents come in the order of their neighbourhoods, and
    reports by ``near``, the words that ``link.neighbourhood`` gives for them.
    """
    for batch in batches(sorted(set(ids))):
        beside = near or ({} if stage in ("copies", "links") else _near(connection, batch))
        missing.put(connection, todo, [{"stage": stage, "id": id, "near": beside.get(id, "")} for id in batch])


def _near(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    rows = select(local_incidents.c.id, local_incidents.c.near).where(local_incidents.c.id.in_(ids))
    return {row.id: row.near for row in connection.execute(rows)}


def first(connection: Connection, stage: Stage, most: int) -> list[str]:
    """The first marked ids of a stage, at most so many: neighbours one after the other."""
    rows = select(todo.c.id).where(todo.c.stage == stage).order_by(todo.c.near, todo.c.id).limit(most)
    return list(connection.scalars(rows))


def done(connection: Connection, stage: Stage, ids: Iterable[str]) -> None:
    """Take the marks off."""
    for batch in batches(ids):
        connection.execute(delete(todo).where(todo.c.stage == stage, todo.c.id.in_(batch)))


def next_stage(connection: Connection) -> Stage | None:
    """The earliest stage that has something to do; None where all is done."""
    marked = connection.execute(select(*(exists().where(todo.c.stage == stage) for stage in STAGES))).one()
    return next((stage for stage, is_marked in zip(STAGES, marked, strict=True) if is_marked), None)


def left(connection: Connection) -> dict[str, int]:
    """How much each stage still has to do; stages with nothing to do are left out."""
    rows = connection.execute(select(todo.c.stage, func.count()).group_by(todo.c.stage))
    return {row[0]: row[1] for row in rows}
