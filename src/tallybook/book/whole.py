"""All that a book keeps and cannot derive, out of a book and into one: readings, judgements, runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from tallybook.book import changes, history
from tallybook.book.batches import batches
from tallybook.book.codec import from_plain, loads, to_plain
from tallybook.book.schema import local_incidents, reports
from tallybook.records import AnyClaim, Judgement, LocalIncident, Reading, Report


def readings(connection: Connection, ids: Iterator[str] | None = None) -> Iterator[dict[str, Any]]:
    """By report: its reader and version, and its local incidents as plain data. All reports where no ids are given."""
    every = connection.scalars(select(reports.c.id).order_by(reports.c.id).execution_options(yield_per=500))
    for batch in batches(every if ids is None else ids):
        marks = dict(connection.execute(select(reports.c.id, reports.c.read_by).where(reports.c.id.in_(batch))).all())
        found: dict[str, list[str]] = {id: [] for id in batch}
        rows = select(local_incidents.c.report, local_incidents.c.record).where(local_incidents.c.report.in_(batch))
        for report, record in connection.execute(rows.order_by(local_incidents.c.id)):
            found[report].append(record)
        for id in batch:
            yield {"report": id, "read_by": marks[id], "incidents": found[id]}


def judgements(connection: Connection) -> Iterator[dict[str, Any]]:
    """All decisions in their order, as plain data."""
    return (to_plain(judgement) for judgement in history.judged(connection))


def runs(connection: Connection) -> Iterator[dict[str, Any]]:
    """All runs in their order, as plain data."""
    return (to_plain(run) for run in history.all_runs(connection))


def restore_history(
    connection: Connection,
    judged: Iterator[dict[str, Any]],
    ran: Iterator[dict[str, Any]],
    changed: Iterator[dict[str, Any]],
) -> None:
    """Keep decisions, runs and changes that came from another book, in their order."""
    for plain in judged:
        history.judge(connection, from_plain(Judgement, plain))
    for plain in ran:
        run = from_plain(history.Run, plain)
        if not history.has_run(connection, run):
            history.put_run(connection, run)
    changes.restore(connection, (from_plain(changes.Change, plain) for plain in changed))


def report_of(plain: dict[str, Any]) -> Report:
    """The report of a line of reports.jsonl. What it copies is found anew."""
    report: Report = from_plain(Report, {**plain, "same_as": None})
    return report


def reading_of(report: str, claims: list[dict[str, Any]], incidents: list[str]) -> Reading:
    """The reading that lines of claims.jsonl and readings.jsonl tell."""
    told = tuple(from_plain(AnyClaim, _spanned(claim)) for claim in claims)
    return Reading(report, told, tuple(loads(LocalIncident, record) for record in incidents))


def _spanned(plain: dict[str, Any]) -> dict[str, Any]:
    start, end = plain["sentence"]
    return {**plain, "sentence": {"start": start, "end": end}}
