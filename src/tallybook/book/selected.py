"""Incidents with all that was told of them, a few at a time: what the exports go through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from tallybook import estimates
from tallybook.book import queries, reports
from tallybook.book.batches import batches
from tallybook.book.incidents import incident_of
from tallybook.book.queries import IncidentFilter
from tallybook.book.reports import claim_of
from tallybook.book.schema import claims, incidents, members
from tallybook.records import AnyClaim, Incident, Report

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Told:
    """An incident with its claims, the reports that tell it by date, and the incidents that are directly part of it.

    ``siblings`` are the ids of the other incidents of its wave.
    """

    incident: Incident
    claims: tuple[AnyClaim, ...] = ()
    reports: tuple[Report, ...] = ()
    parts: tuple[Incident, ...] = ()
    siblings: tuple[str, ...] = ()

    @property
    def voices(self) -> tuple[Report, ...]:
        """The reports that copy no other report of the incident, by date; one where all copy something elsewhere."""
        own = {report.id for report in self.reports}
        kept: dict[str, Report] = {}
        for report in self.reports:
            origin = report.same_as if report.same_as in own else None
            if origin is None:
                kept.setdefault(report.same_as or report.id, report)
        return tuple(kept.values())


@dataclass(frozen=True, slots=True)
class Selection:
    """The incidents of a book that fit a filter, or all of them, always in the order of their ids.

    ``policy`` makes their estimates under another rule than the book's.
    """

    connection: Connection
    wanted: IncidentFilter | None = None
    policy: str | None = None

    def incidents(self) -> Iterator[Incident]:
        """The incidents."""
        found = queries.incidents_by_id(self.connection) if self.wanted is None else self._found(self._ids())
        return estimates.under(self.connection, found, self.policy)

    def told(self) -> Iterator[Told]:
        """The incidents, each with claims, reports and parts."""
        for batch in batches(self.incidents(), _AT_ONCE):
            yield from told(self.connection, batch, self.policy)

    def reports(self) -> Iterator[Report]:
        """The reports that tell these incidents, by id; of a whole book all its reports."""
        if self.wanted is None:
            yield from reports.stream(self.connection)
            return
        ids = sorted({report for incident in self.incidents() for report in incident.reports})
        for batch in batches(ids):
            found = reports.get(self.connection, batch)
            yield from (found[id] for id in batch)

    def claims(self) -> Iterator[tuple[AnyClaim, str | None]]:
        """The claims about these incidents with the incident's id, by id; of a whole book all its claims."""
        if self.wanted is None:
            yield from queries.claims_by_id(self.connection)
            return
        yield from self._looked_up(sorted((row[0], row[3]) for row in self._places()))

    def claims_by_report(self) -> Iterator[tuple[AnyClaim, str | None]]:
        """The same by report and in the order of the text."""
        if self.wanted is None:
            yield from queries.find_claims(self.connection, queries.ClaimFilter())
            return
        places = sorted((row[1], row[2], row[0], row[3]) for row in self._places())
        yield from self._looked_up((id, incident) for _, _, id, incident in places)

    def _places(self) -> Iterator[tuple[str, str, int, str]]:
        """Of each claim its id, report, start and incident."""
        columns = (claims.c.id, claims.c.report, claims.c.start, members.c.incident)
        for batch in batches(self._ids()):
            rows = select(*columns).join(members, members.c.local == claims.c.local)
            for row in self.connection.execute(rows.where(members.c.incident.in_(batch))):
                yield (row[0], row[1], row[2], row[3])

    def _looked_up(self, homes: Iterable[tuple[str, str]]) -> Iterator[tuple[AnyClaim, str | None]]:
        for batch in batches(homes):
            found = reports.claims_of_ids(self.connection, (id for id, _ in batch))
            yield from ((found[id], incident) for id, incident in batch)

    def _ids(self) -> list[str]:
        assert self.wanted is not None
        return sorted(incident.id for incident in estimates.find(self.connection, self.wanted, self.policy))

    def _found(self, ids: Sequence[str]) -> Iterator[Incident]:
        for batch in batches(ids):
            rows = select(incidents.c.record).where(incidents.c.id.in_(batch)).order_by(incidents.c.id)
            yield from map(incident_of, self.connection.scalars(rows))


def told(
    connection: Connection, some: Sequence[Incident], policy: str | None = None, *, rejected: bool = False
) -> Iterator[Told]:
    """These incidents, in their order, each with claims (by report and place in the text), reports and parts.

    Claims that analysts rejected count for nothing: they are left out unless ``rejected``.
    """
    said = _claims(connection, [incident.id for incident in some])
    texts = reports.get(connection, sorted({id for incident in some for id in incident.reports}))
    waves = _waves(connection, {incident.root for incident in some}, policy)
    for incident in some:
        own = sorted((texts[id] for id in incident.reports), key=lambda report: (report.published or "9999", report.id))
        wave = waves[incident.root]
        yield Told(
            incident,
            tuple(claim for claim in said[incident.id] if rejected or not claim.is_rejected),
            tuple(own),
            tuple(part for part in wave if part.part_of == incident.id),
            tuple(other.id for other in wave if other.id != incident.id),
        )


def _claims(connection: Connection, ids: Iterable[str]) -> dict[str, list[AnyClaim]]:
    found: dict[str, list[AnyClaim]] = defaultdict(list)
    for batch in batches(ids):
        rows = select(members.c.incident, claims.c.record).join(members, members.c.local == claims.c.local)
        rows = rows.where(members.c.incident.in_(batch)).order_by(claims.c.report, claims.c.start, claims.c.id)
        for incident, record in connection.execute(rows):
            found[incident].append(claim_of(record))
    return found


def _waves(connection: Connection, roots: set[str], policy: str | None) -> dict[str, list[Incident]]:
    """By root the incidents of each wave, by id."""
    found: dict[str, list[Incident]] = defaultdict(list)
    for batch in batches(sorted(roots)):
        rows = select(incidents.c.record).where(incidents.c.root.in_(batch)).order_by(incidents.c.id)
        for incident in estimates.under(connection, map(incident_of, connection.scalars(rows).all()), policy):
            found[incident.root].append(incident)
    return found
