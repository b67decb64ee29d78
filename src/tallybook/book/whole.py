"""All that a book keeps and cannot derive, out of a book and into one: readings, judgements, runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from tallybook.book import changes, history, judgements, links, ruled
from tallybook.book.batches import batches
from tallybook.book.codec import dumps, from_plain, loads, to_plain
from tallybook.book.reports import local_id
from tallybook.book.schema import reports
from tallybook.judgement import Judgement
from tallybook.records import AnyClaim, LocalIncident, Reading, Report


def readings(connection: Connection, ids: Iterator[str] | None = None) -> Iterator[dict[str, Any]]:
    """By report: its reader and version, and its local incidents as read. All reports where no ids are given."""
    for batch in batches(_ids(connection) if ids is None else ids):
        marks = dict(connection.execute(select(reports.c.id, reports.c.read_by).where(reports.c.id.in_(batch))).all())
        found = ruled.readings_as_read(connection, batch)
        for id in batch:
            told = found[id].incidents if id in found else ()
            yield {"report": id, "read_by": marks[id], "incidents": [dumps(local) for local in told]}


def claims(connection: Connection) -> Iterator[tuple[AnyClaim, str | None]]:
    """All claims as they were read, by report and in the order of the text, each with the id of its incident now."""
    for batch in batches(_ids(connection), 100):
        found = ruled.readings_as_read(connection, batch)
        told = [claim for id in sorted(found) for claim in found[id].claims]
        homes = links.incident_of(connection, sorted({id for claim in told if (id := local_id(claim))}))
        yield from ((claim, homes.get(local_id(claim) or "")) for claim in told)


def _ids(connection: Connection) -> Iterator[str]:
    return iter(connection.scalars(select(reports.c.id).order_by(reports.c.id)).all())


def judged(connection: Connection) -> Iterator[dict[str, Any]]:
    """All decisions in their order, as plain data."""
    return (to_plain(judgement) for judgement in judgements.log(connection))


def runs(connection: Connection) -> Iterator[dict[str, Any]]:
    """All runs in their order, as plain data."""
    return (to_plain(run) for run in history.all_runs(connection))


def restore_history(
    connection: Connection,
    decided: Iterator[dict[str, Any]],
    ran: Iterator[dict[str, Any]],
    changed: Iterator[dict[str, Any]],
) -> None:
    """Keep decisions, runs and changes that came from another book, in their order."""
    for plain in decided:
        judgements.append(connection, from_plain(Judgement, plain))
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
