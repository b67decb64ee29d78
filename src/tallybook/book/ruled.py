"""The book's rows as judgements leave them: the effects of the standing ones put into the readings of their reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tallybook import link
from tallybook.book import effects, judgements, links, reports, todo
from tallybook.book.batches import batches
from tallybook.book.codec import dumps, loads
from tallybook.book.schema import claims, judged_reports, local_incidents
from tallybook.book.schema import judgements as judgements_table
from tallybook.book.schema import reports as reports_table
from tallybook.judgement import Judgement
from tallybook.records import AnyClaim, LocalIncident, Reading, Report


def apply(connection: Connection, report_ids: Iterable[str]) -> None:
    """Bring the readings of these reports in step with what is judged of them and of their copies.

    What changes is marked to be linked anew; reports that nobody judged are not looked at.
    """
    wanted = sorted(set(report_ids))
    if not wanted or not _is_judged(connection):
        return
    groups = copies_of(connection, wanted)
    touched = _touched(connection, {one for group in groups.values() for one in group})
    ruled = _ruled(connection, wanted)
    for id in wanted:
        group = groups.get(id, (id,))
        if id in ruled or touched.intersection(group):
            _apply_one(connection, id, group)


def copies_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of these reports all that speak with its voice: itself, what it copies, and the other copies."""
    origins = links.origins(connection, report_ids)
    held: dict[str, list[str]] = defaultdict(list)
    for report, origin in links.copy_group(connection, origins.values()).items():
        held[origin or report].append(report)
    return {report: tuple(sorted(held[origin])) for report, origin in origins.items()}


def with_copies(connection: Connection, report_ids: Iterable[str]) -> list[str]:
    """These reports and all that speak with their voices; those that the book does not hold are left out."""
    return sorted({one for group in copies_of(connection, report_ids).values() for one in group})


def readings_as_read(connection: Connection, report_ids: Iterable[str]) -> dict[str, Reading]:
    """What the readers gave for these reports, without what judgements changed."""
    ids = sorted(set(report_ids))
    found = reports.readings(connection, ids)
    locals_ = _locals_as_read(connection, ids)
    return {
        id: Reading(id, tuple(c for claim in found[id].claims if (c := effects.as_read(claim))), tuple(locals_[id]))
        for id in sorted(found)
    }


def _locals_as_read(connection: Connection, ids: Sequence[str]) -> dict[str, list[LocalIncident]]:
    found: dict[str, list[LocalIncident]] = defaultdict(list)
    for batch in batches(ids):
        rows = select(local_incidents.c.record, local_incidents.c.read).where(local_incidents.c.report.in_(batch))
        for row in connection.execute(rows.order_by(local_incidents.c.id)):
            if row.read != "":
                local = loads(LocalIncident, row.read or row.record)
                found[local.report].append(local)
    return found


def _is_judged(connection: Connection) -> bool:
    """Whether anything was ever judged, undone or not: most books hold no judgement at all."""
    return connection.scalar(select(judgements_table.c.place).limit(1)) is not None


def _touched(connection: Connection, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(sorted(ids)):
        found.update(
            connection.scalars(select(judged_reports.c.report).where(judged_reports.c.report.in_(batch)).distinct())
        )
    return found


def _ruled(connection: Connection, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(ids):
        marked = select(reports_table.c.id).where(reports_table.c.id.in_(batch), reports_table.c.ruled)
        found.update(connection.scalars(marked))
    return found


def _apply_one(connection: Connection, id: str, group: Sequence[str]) -> None:
    report = reports.get(connection, [id]).get(id)
    if report is None:
        return
    now = reports.readings(connection, [id]).get(id, Reading(id))
    read = readings_as_read(connection, [id]).get(id, Reading(id))
    found = judgements.touching(connection, group)
    wanted = effects.effective(report, group, read, [one for one in found if effects.changes_readings(one)])
    if wanted != now:
        _rewrite(connection, report, read, wanted)


def _rewrite(connection: Connection, report: Report, read: Reading, wanted: Reading) -> None:
    links.unlink(connection, [report.id])
    connection.execute(delete(claims).where(claims.c.report == report.id))
    connection.execute(delete(local_incidents).where(local_incidents.c.report == report.id))
    _insert(connection, claims, [reports.claim_row(claim) for claim in wanted.claims])
    _insert(connection, local_incidents, _local_rows(report, read, wanted))
    values = {"stamp": reports.stamp(report, wanted), "ruled": wanted != read}
    connection.execute(update(reports_table).where(reports_table.c.id == report.id).values(values))
    todo.mark(connection, "links", [report.id])


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _local_rows(report: Report, read: Reading, wanted: Reading) -> list[dict[str, Any]]:
    nodes = {node.id: node.to_json() for node in _nodes(report, wanted)}
    before: Mapping[str, LocalIncident] = {local.key: local for local in read.incidents}
    rows = []
    for local in wanted.incidents:
        was = before.get(local.key)
        kept = None if was == local else dumps(was) if was else ""
        near = link.neighbourhood([local, *wanted.incidents])
        row = {"id": local.id, "report": report.id, "record": dumps(local), "node": nodes.get(local.id)}
        rows.append({**row, "read": kept, "near": near})
    return rows


def _nodes(report: Report, wanted: Reading) -> list[link.Node]:
    """What linking compares. A report whose every claim on an incident is rejected still tells of it, without a toll:
    so the incident keeps showing what was rejected."""
    full = {node.id: node for node in link.nodes(report, counted(wanted))}
    hollow = (replace(node, tolls=(), responsible=()) for node in link.nodes(report, wanted))
    return [full.get(node.id, node) for node in hollow]


def counted(reading: Reading) -> Reading:
    """A reading without the claims that analysts rejected."""
    return Reading(reading.report, tuple(c for c in reading.claims if not c.is_rejected), reading.incidents)


def made_locals(connection: Connection, judgement: Judgement) -> list[str]:
    """The ids of the local incidents that a judgement made, in its claims' reports and their copies."""
    where = with_copies(connection, sorted({target.report for target in judgement.claims}))
    return sorted(links.are_there(connection, [f"{report}:{judgement.id}" for report in where]))


def locals_of(connection: Connection, report_ids: Iterable[str]) -> list[str]:
    """The ids of all local incidents of these reports."""
    found: list[str] = []
    for batch in batches(sorted(set(report_ids))):
        found += connection.scalars(select(local_incidents.c.id).where(local_incidents.c.report.in_(batch)))
    return sorted(found)


def claim_and_report(connection: Connection, id: str) -> tuple[AnyClaim, Report]:
    """A claim that the book holds, as its reader gave it or a judgement added it, and its report."""
    claim = reports.claims_of_ids(connection, [id])[id]
    return effects.as_read(claim) or claim, reports.get(connection, [claim.report])[claim.report]
