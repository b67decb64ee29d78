"""Reports and what was read in them: the part of the book that is kept, not derived."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from tallybook import link
from tallybook.book import bands, links, streams, todo, versions
from tallybook.book.batches import batches
from tallybook.book.codec import dumps, loads, to_plain
from tallybook.book.schema import claims, local_incidents, reports
from tallybook.records import AnyClaim, Figure, LocalIncident, Origin, Part, Reading, Report

_ROW = (
    reports.c.id,
    reports.c.path,
    reports.c.outlet,
    reports.c.published,
    reports.c.published_from,
    reports.c.text,
    reports.c.parts,
    reports.c.same_as,
    reports.c.language,
    reports.c.origin,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A report with its reading, ready to be kept.

    ``nodes`` are the (local incident id, JSON) pairs that linking made, ``bands`` the keys under which its copies are
    found; ``read_by`` names the reader and its version.
    """

    report: Report
    reading: Reading
    read_by: str
    nodes: tuple[tuple[str, str], ...] = ()
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the book already holds of a report, for deciding whether to read it again."""

    published: str | None
    published_from: str | None
    outlet: str | None
    read_by: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many reports were new, how many were read anew, how many were there already."""

    new: int = 0
    again: int = 0
    already: int = 0


def known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Those of the reports that are kept with a finished reading."""
    found: dict[str, Known] = {}
    columns = (reports.c.id, reports.c.published, reports.c.published_from, reports.c.outlet, reports.c.read_by)
    for batch in batches(ids):
        for row in connection.execute(select(*columns).where(reports.c.id.in_(batch))):
            found[row.id] = Known(row.published, row.published_from, row.outlet, row.read_by)
    return found


def keep(connection: Connection, found: Iterable[Kept]) -> Outcome:
    """Keep reports with their readings and mark them for linking.

    One that is there already is read anew where its date, outlet or reader differ, and left alone otherwise; of two
    that are one, the first is kept.
    """
    distinct: dict[str, Kept] = {}
    for item in found:
        distinct.setdefault(item.report.id, item)
    there = known(connection, distinct)
    kept = [item for id, item in distinct.items() if there.get(id) != as_known(item.report, item.read_by)]
    again = [item for item in kept if item.report.id in there]
    _forget_readings(connection, [item.report.id for item in again])
    for item in again:
        connection.execute(update(reports).where(reports.c.id == item.report.id).values(_row(item)))
    _put(connection, kept, there)
    return Outcome(len(kept) - len(again), len(again), len(distinct) - len(kept))


def as_known(report: Report, read_by: str) -> Known:
    """What the book would hold of a report once it is kept."""
    return Known(report.published, report.published_from, report.outlet, read_by)


def _put(connection: Connection, kept: Sequence[Kept], there: Container[str]) -> None:
    _insert(connection, reports, [{"id": k.report.id, **_row(k)} for k in kept if k.report.id not in there])
    _insert(connection, claims, [claim_row(claim) for item in kept for claim in item.reading.claims])
    _insert(connection, local_incidents, [row for item in kept for row in _local_rows(item)])
    todo.mark(connection, "copies", [item.report.id for item in kept])
    todo.mark(connection, "links", *_neighbourhoods(kept))


def _neighbourhoods(kept: Sequence[Kept]) -> tuple[list[str], dict[str, str]]:
    """The reports' ids, and for each a word for where and when its main incident was."""
    found = {k.report.id: link.neighbourhood(k.reading.incidents) for k in kept}
    return list(found), found


def _forget_readings(connection: Connection, ids: Sequence[str]) -> None:
    bands.take_out(connection, ids)
    links.dissolve_copies(connection, ids)
    links.unlink(connection, ids)
    for batch in batches(ids):
        connection.execute(claims.delete().where(claims.c.report.in_(batch)))
        connection.execute(local_incidents.delete().where(local_incidents.c.report.in_(batch)))


def _insert(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _row(item: Kept) -> dict[str, Any]:
    report = item.report
    return {
        "path": report.path,
        "outlet": report.outlet,
        "published": report.published,
        "published_from": report.published_from,
        "text": report.text,
        "parts": dumps(report.parts),
        "read_by": item.read_by,
        "stamp": stamp(report, item.reading),
        "ruled": False,
        "language": report.language,
        "unread": item.reading.unread,
        "origin": dumps(report.origin),
        "bands": bands.packed(item.bands),
    }


def stamp(report: Report, reading: Reading) -> str:
    """A digest over all that an estimate can depend on in this report, but for what it is a copy of."""
    basis = (report.published, report.published_from, report.outlet, to_plain(reading))
    return hashlib.sha256(dumps(basis).encode()).hexdigest()[:16]


def claim_row(claim: AnyClaim) -> dict[str, Any]:
    """The row that holds a claim."""
    figure = claim if isinstance(claim, Figure) else None
    return {
        "id": claim.id,
        "report": claim.report,
        "local": local_id(claim),
        "kind": claim.kind,
        "start": claim.start,
        "speaker": claim.speaker.name if claim.speaker else None,
        "harm": figure.harm if figure else None,
        "victims": figure.victims if figure else None,
        "record": dumps(claim),
        "number": (figure.low if figure.low is not None else figure.high) if figure else None,
        "confidence": claim.confidence,
    }


def local_id(claim: AnyClaim) -> str | None:
    """The id, over the whole book, of the local incident that a claim is about."""
    return f"{claim.report}:{claim.local}" if claim.local else None


def _local_rows(item: Kept) -> Iterator[dict[str, Any]]:
    nodes = dict(item.nodes)
    for local in item.reading.incidents:
        near = link.neighbourhood([local, *item.reading.incidents])
        yield {
            "id": local.id,
            "report": local.report,
            "record": dumps(local),
            "node": nodes.get(local.id),
            "near": near,
        }


def report_of(row: Row[*tuple[Any, ...]]) -> Report:
    """The record of a row that holds the columns of a report."""
    return Report(
        id=row.id,
        path=row.path,
        text=row.text,
        published=row.published,
        published_from=row.published_from,
        outlet=row.outlet,
        parts=loads(tuple[Part, ...], row.parts),
        same_as=row.same_as,
        language=row.language,
        origin=loads(Origin, row.origin) if row.origin else Origin(),
    )


def stream(connection: Connection) -> Iterator[Report]:
    """All reports in the order of their ids, a few at a time."""
    for row in streams.stream(connection, select(*_ROW).order_by(reports.c.id), 200):
        yield report_of(row)


def get(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """The reports of these ids."""
    found: dict[str, Report] = {}
    for batch in batches(ids):
        for row in connection.execute(select(*_ROW).where(reports.c.id.in_(batch))):
            found[row.id] = report_of(row)
    return found


def readings(connection: Connection, ids: Iterable[str]) -> dict[str, Reading]:
    """What was read in each of these reports: claims in the order of the text, local incidents by key."""
    found_claims: dict[str, list[AnyClaim]] = {}
    found_locals: dict[str, list[LocalIncident]] = {}
    for batch in batches(ids):
        rows = select(claims.c.report, claims.c.record).where(claims.c.report.in_(batch))
        for row in connection.execute(rows.order_by(claims.c.start, claims.c.id)):
            found_claims.setdefault(row.report, []).append(claim_of(row.record))
        local_rows = select(local_incidents.c.record).where(local_incidents.c.report.in_(batch))
        for record in connection.scalars(local_rows.order_by(local_incidents.c.id)):
            local = loads(LocalIncident, record)
            found_locals.setdefault(local.report, []).append(local)
    return {
        report: Reading(report, tuple(found_claims.get(report, ())), tuple(found_locals.get(report, ())))
        for report in sorted({*found_claims, *found_locals})
    }


def claims_of_ids(connection: Connection, ids: Iterable[str]) -> dict[str, AnyClaim]:
    """The claims of these ids."""
    found: dict[str, AnyClaim] = {}
    for batch in batches(ids):
        rows = select(claims.c.id, claims.c.record).where(claims.c.id.in_(batch))
        found.update((row.id, claim_of(row.record)) for row in connection.execute(rows))
    return found


def claim_of(record: str) -> AnyClaim:
    """The claim of a ``record`` column."""
    claim: AnyClaim = loads(AnyClaim, record)
    return claim


def unread_languages(connection: Connection) -> dict[str, int]:
    """How many reports of each language no reader has read, the most first."""
    number = func.count()
    rows = select(reports.c.language, number).where(reports.c.unread == "language").group_by(reports.c.language)
    found = [(language or "und", int(count)) for language, count in connection.execute(rows)]
    return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def count(connection: Connection) -> int:
    """How many reports the book holds."""
    return connection.scalar(select(func.count()).select_from(reports)) or 0


def stamps(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """For each report a digest of all that an estimate can depend on in it."""
    found: dict[str, str] = {}
    for batch in batches(ids):
        rows = select(reports.c.id, reports.c.stamp, reports.c.same_as).where(reports.c.id.in_(batch))
        old = versions.sources(connection, batch)
        for row in connection.execute(rows):
            found[row.id] = f"{row.stamp} {row.same_as or ''}" + (" outdated" if row.id in old else "")
    return found
