"""What programs did: the runs. Written once, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select

from tallybook.book.schema import runs


@dataclass(frozen=True, slots=True)
class Run:
    """One adding to the book: when it began, with which version and settings, and what came of it."""

    started: str
    version: str
    settings: str
    digest: str
    outcome: str


def put_run(connection: Connection, run: Run) -> None:
    """Keep what a run did."""
    row = {
        "started": run.started,
        "version": run.version,
        "settings": run.settings,
        "digest": run.digest,
        "outcome": run.outcome,
    }
    connection.execute(insert(runs), [{"place": _next(connection, runs.c.place), **row}])


def all_runs(connection: Connection) -> Iterator[Run]:
    """All runs in the order in which they ended."""
    columns = (runs.c.started, runs.c.version, runs.c.settings, runs.c.digest, runs.c.outcome)
    for row in connection.execute(select(*columns).order_by(runs.c.place)):
        yield Run(*row)


def _next(connection: Connection, column: ColumnElement[int]) -> int:
    return (connection.scalar(select(func.max(column))) or 0) + 1
