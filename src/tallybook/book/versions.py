"""Versions of a page: which reports its latest capture still gives, and which it gave only before it was changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, delete, func, insert, select

from tallybook.book import todo
from tallybook.book.batches import batches
from tallybook.book.capture_schema import capture_reports, captures, outdated
from tallybook.book.captures import Capture
from tallybook.book.schema import local_incidents
from tallybook.reconcile import Member


def renew(connection: Connection, capture: Capture) -> None:
    """Say which reports of a source are outdated, now that its latest capture was read, and mark what they tell.

    A capture that gives no report (a page that became a wall of cookies) outdates none: it says nothing otherwise.
    """
    now = current(connection, capture.source)
    if not now:
        return
    was = set(connection.scalars(select(outdated.c.report).where(outdated.c.source == capture.source)))
    rows = select(capture_reports.c.report).join(captures, captures.c.place == capture_reports.c.capture)
    gone = set(connection.scalars(rows.where(captures.c.source == capture.source))) - now
    for batch in batches(sorted(was - gone)):
        connection.execute(delete(outdated).where(outdated.c.report.in_(batch)))
    added = [{"report": report, "source": capture.source} for report in sorted(gone - was)]
    if added:
        connection.execute(insert(outdated), added)
    _settle(connection, was ^ gone)


def current(connection: Connection, source: str) -> set[str]:
    """The reports of a source's latest capture that gave any."""
    joined = captures.join(capture_reports, captures.c.place == capture_reports.c.capture)
    last = select(func.max(captures.c.place)).select_from(joined).where(captures.c.source == source)
    rows = select(capture_reports.c.report).where(capture_reports.c.capture == connection.scalar(last))
    return set(connection.scalars(rows))


def sources(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    """Those of the reports that are outdated, each with the source that says otherwise now."""
    found: dict[str, str] = {}
    for batch in batches(sorted(set(reports))):
        rows = select(outdated.c.report, outdated.c.source).where(outdated.c.report.in_(batch))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    return found


def renewed(connection: Connection, members: Iterable[Member], old: Mapping[str, str]) -> list[Member]:
    """An incident's members; those are marked whose page was changed since and still tells of it, in another of them.

    ``old`` is what ``sources`` gave for their reports.
    """
    held = list(members)
    own = {member.report.id for member in held}
    gone = {id for id in own if id in old and current(connection, old[id]) & own}
    return [replace(member, replaced=True) if member.report.id in gone else member for member in held]


def _settle(connection: Connection, reports: Iterable[str]) -> None:
    for batch in batches(sorted(reports)):
        rows = select(local_incidents.c.id).where(local_incidents.c.report.in_(batch))
        todo.mark(connection, "settle", connection.scalars(rows))
