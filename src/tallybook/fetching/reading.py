"""What was received, read: captures to reports and into the record, with what that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from tallybook import pipeline
from tallybook.book import Store, captures, pages, reports, versions
from tallybook.book.captures import Capture
from tallybook.errors import BookError, InputError
from tallybook.fetching.changes import Change, observed
from tallybook.gather import Raw, reports_of
from tallybook.gather.dates import Published
from tallybook.pipeline import Plan, Watcher
from tallybook.records import Report

AT_ONCE = 25
"""How many captures are read together: linking few at a time costs more for each."""

Tell = Callable[[Change | InputError], None]


def nobody(_each: Change | InputError) -> None:
    """Tells no one."""


@dataclass(slots=True)
class Taken:
    """What reading came to: reports ``kept`` and ``already`` there, and what could not be read."""

    kept: int = 0
    already: int = 0
    failed: list[InputError] = field(default_factory=list)


def take(store: Store, plan: Plan, tell: Tell, watch: Watcher | None = None) -> Taken:
    """Read all captures that were not read yet, also a killed run's; tells what that changed in the record."""
    taken = Taken()
    while True:
        with store.read() as connection:
            found = captures.unread(connection, AT_ONCE)
        if not found:
            return taken
        _take_some(store, plan, found, taken, tell, watch)


def _take_some(
    store: Store, plan: Plan, found: Sequence[Capture], taken: Taken, tell: Tell, watch: Watcher | None
) -> None:
    given: dict[str, list[str]] = {capture.id: [] for capture in found}
    with observed(store) as changes:
        added = pipeline.add_reports(store, _outcomes(store, found, given), plan, watch=watch)
        with store.write() as connection:
            kept = reports.known(connection, {id for ids in given.values() for id in ids})
            captures.mark_read(connection, [(each, [id for id in given[each.id] if id in kept]) for each in found])
            for each in found:
                versions.renew(connection, each)
        pipeline.finish(store, policy=plan.policy, watch=watch)
        told = changes()
    taken.kept += added.kept
    taken.already += added.already
    taken.failed += added.failed
    for error in added.failed:
        tell(error)
    for change in told:
        tell(change)


def _outcomes(store: Store, found: Sequence[Capture], given: dict[str, list[str]]) -> Iterator[Report | InputError]:
    for capture in found:
        with store.read() as connection:
            raw = _raw(connection, capture)
        for outcome in reports_of(raw):
            if isinstance(outcome, Report):
                given[capture.id].append(outcome.id)
            yield outcome


def _raw(connection: Connection, capture: Capture) -> Raw:
    data = captures.original(connection, capture.digest)
    if data is None:
        raise BookError(
            f"the book does not hold what {capture.source} sent, although it says so",
            "see what else is wrong: tallybook verify BOOK",
        )
    page = pages.get(connection, capture.source)
    headers = {name.lower(): value for name, value in capture.headers}
    return Raw(
        path=capture.url or capture.source,
        data=data,
        content_type=headers.get("content-type"),
        url=capture.url,
        fetched=capture.at,
        given=Published(page.day, "feed") if page and page.day else None,
        over_own=False,
    )
