"""The estimates of a book's incidents under any policy, made from the claims when they are asked for.

The book keeps each incident's estimates under one policy, that of its settings. Any other policy reads the same claims;
what it makes of them is not kept, so asking changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import Connection

from tallybook import link, reconcile
from tallybook.book import queries, reports, ruled, versions
from tallybook.book.batches import batches
from tallybook.book.codec import to_plain
from tallybook.book.decided import decided
from tallybook.book.queries import IncidentFilter
from tallybook.records import AnyClaim, Estimate, Incident, LocalIncident, Reading, Report

AT_ONCE = 50
"""How many incidents are made anew at once: the reports of that many are held in memory together."""

Figures = dict[str, dict[str, Estimate]]
Members = dict[str, dict[str, reconcile.Member]]


def under(connection: Connection, found: Iterable[Incident], policy: str | None) -> Iterator[Incident]:
    """The incidents with the estimates that a policy gives them, in their order, a few held in memory at a time.

    An incident whose estimates are kept under that policy is passed on as it is; with None all are.
    """
    if policy is None:
        yield from found
        return
    for batch in batches(found, AT_ONCE):
        anew = [incident for incident in batch if incident.policy != policy]
        told = _read(connection, sorted({report for incident in anew for report in incident.reports}))
        yield from (told.under(one, policy) if one.policy != policy else one for one in batch)


def find(connection: Connection, wanted: IncidentFilter, policy: str | None) -> Iterator[Incident]:
    """The incidents that a filter names, under a policy: what it asks of estimates is asked of that policy's."""
    if policy is None or not wanted.asks_of_estimates:
        return under(connection, queries.find_incidents(connection, wanted), policy)
    found = under(connection, queries.find_incidents(connection, wanted.but_estimates()), policy)
    fitting = (incident for incident in found if queries.reaches(to_plain(incident), wanted))
    return islice(queries.ordered(fitting, wanted), wanted.limit)


def count(connection: Connection, wanted: IncidentFilter, policy: str | None) -> int:
    """How many incidents ``find`` gives."""
    if policy is None or not wanted.asks_of_estimates:
        return queries.count_incidents(connection, wanted)
    return sum(1 for _ in find(connection, wanted, policy))


@dataclass(frozen=True, slots=True)
class Views:
    """An incident's estimates under policies (policy -> harm -> victims -> Estimate), and how each toll moved."""

    by_policy: dict[str, Figures]
    history: tuple[reconcile.Toll, ...]


def views(connection: Connection, incident: Incident, policies: Iterable[str]) -> Views:
    """Both of one reading of the incident's claims; the history is that under the incident's own policy."""
    told = _read(connection, incident.reports)
    members = told.members_of(incident)
    figures = {policy: one.figures for policy, one in told.under_each(incident, policies, members).items()}
    return Views(figures, reconcile.history(members, incident.policy))


def side_by_side(connection: Connection, incident: Incident, policies: Iterable[str]) -> dict[str, Figures]:
    """An incident's estimates under each of some policies: policy -> harm -> victims -> Estimate."""
    return views(connection, incident, policies).by_policy


def history(connection: Connection, incident: Incident, policy: str | None) -> tuple[reconcile.Toll, ...]:
    """How each toll of an incident moved by days, under a policy or that of the incident."""
    told = _read(connection, incident.reports)
    return reconcile.history(told.members_of(incident), policy or incident.policy)


def members(connection: Connection, ids: Iterable[str]) -> Members:
    """What each of these reports tells of each incident, without the claims that analysts rejected."""
    return _read(connection, list(ids)).members


def told(texts: Mapping[str, Report], readings: Mapping[str, Reading]) -> Members:
    """What each report tells of each incident, without rejected claims: by report id, by the local incident's id."""
    counted = {report: ruled.counted(reading) for report, reading in readings.items()}
    return {
        report: {local.id: _member(texts[report], local, reading) for local in reading.incidents}
        for report, reading in counted.items()
    }


def reconciled(cluster: link.Cluster, own: Sequence[reconcile.Member], members: Members, policy: str) -> Incident:
    """The incident of a cluster under a policy.

    ``own`` is what its local incidents tell; ``members`` holds, by report, what their reports tell of all incidents.
    """
    beside = [m for report in sorted({m.report.id for m in own}) for m in members[report].values()]
    return reconcile.reconcile(
        own,
        id=cluster.id,
        root=cluster.root,
        part_of=cluster.part_of,
        neighbours=[m for m in beside if m.id not in cluster.members],
        policy=policy,
    )


def _member(report: Report, local: LocalIncident, reading: Reading) -> reconcile.Member:
    counted = (claim for claim in reading.claims if claim.local == local.key and not claim.is_rejected)
    return reconcile.Member(report, local, tuple(counted))


@dataclass(frozen=True, slots=True)
class _Told:
    """Some reports' readings, what they tell of each incident, and which page each is a version of."""

    connection: Connection
    readings: Mapping[str, Reading]
    members: Members
    sources: Mapping[str, str]

    def members_of(self, incident: Incident) -> list[reconcile.Member]:
        """What the reports tell of an incident; what a later version of a page replaces is marked."""
        held = {id: member for report in incident.reports for id, member in self.members.get(report, {}).items()}
        return versions.renewed(self.connection, [held[id] for id in incident.members], self.sources)

    def under(self, incident: Incident, policy: str) -> Incident:
        """The incident with the estimates of a policy; the claims that analysts rejected are among those left out."""
        return self.under_each(incident, (policy,), self.members_of(incident))[policy]

    def under_each(
        self, incident: Incident, policies: Iterable[str], members: Sequence[reconcile.Member]
    ) -> dict[str, Incident]:
        """The incident under each of some policies, by policy; ``members`` is what its reports tell of it."""
        claims = [claim for report in incident.reports if report in self.readings for claim in self._claims(report)]
        about = [claim for claim in claims if reports.local_id(claim) in incident.members]
        found = reconcile.estimates(members, policies)
        return {
            policy: decided(replace(incident, policy=policy, figures=figures), (), about)
            for policy, figures in found.items()
        }

    def _claims(self, report: str) -> tuple[AnyClaim, ...]:
        return self.readings[report].claims


def _read(connection: Connection, ids: Sequence[str]) -> _Told:
    readings = reports.readings(connection, ids)
    made = told(reports.get(connection, ids), readings)
    return _Told(connection, readings, made, versions.sources(connection, ids))
