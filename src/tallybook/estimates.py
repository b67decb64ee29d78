"""The estimates of a book's incidents under any policy, made from the claims when they are asked for.

The book keeps each incident's estimates under one policy, that of its settings. Any other policy reads the same claims;
what it makes of them is not kept, so asking changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection

from tallybook import reconcile
from tallybook.book import queries, reports
from tallybook.book.batches import batches
from tallybook.book.codec import to_plain
from tallybook.book.queries import IncidentFilter
from tallybook.records import Estimate, Incident, LocalIncident, Reading, Report

AT_ONCE = 50
"""How many incidents are made anew at once: the reports of that many are held in memory together."""

Figures = dict[str, dict[str, Estimate]]


def under(connection: Connection, found: Iterable[Incident], policy: str | None) -> Iterator[Incident]:
    """The incidents with the estimates that a policy gives them, in their order, a few held in memory at a time.

    An incident whose estimates are kept under that policy is passed on as it is; with None all are.
    """
    if policy is None:
        yield from found
        return
    for batch in batches(found, AT_ONCE):
        anew = [incident for incident in batch if incident.policy != policy]
        told = members(connection, sorted({report for incident in anew for report in incident.reports}))
        yield from (_under(one, told, policy) if one.policy != policy else one for one in batch)


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


def side_by_side(connection: Connection, incident: Incident, policies: Iterable[str]) -> dict[str, Figures]:
    """An incident's estimates under each of some policies: policy -> harm -> victims -> Estimate."""
    own = members_of(connection, incident)
    return {policy: reconcile.estimates(own, policy) for policy in policies}


def history(connection: Connection, incident: Incident, policy: str | None) -> tuple[reconcile.Toll, ...]:
    """How each toll of an incident moved by days, under a policy or that of the incident."""
    return reconcile.history(members_of(connection, incident), policy or incident.policy)


def members_of(connection: Connection, incident: Incident) -> list[reconcile.Member]:
    """What the reports tell of an incident."""
    return _held(incident, members(connection, incident.reports))


def members(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, reconcile.Member]]:
    """What each of these reports tells of each incident: by report id, by the local incident's id."""
    wanted = list(ids)
    texts, readings = reports.get(connection, wanted), reports.readings(connection, wanted)
    return {
        report: {local.id: _member(texts[report], local, reading) for local in reading.incidents}
        for report, reading in readings.items()
    }


def _member(report: Report, local: LocalIncident, reading: Reading) -> reconcile.Member:
    counted = (claim for claim in reading.claims if claim.local == local.key and not claim.is_rejected)
    return reconcile.Member(report, local, tuple(counted))


def _under(incident: Incident, told: dict[str, dict[str, reconcile.Member]], policy: str) -> Incident:
    return replace(incident, policy=policy, figures=reconcile.estimates(_held(incident, told), policy))


def _held(incident: Incident, told: dict[str, dict[str, reconcile.Member]]) -> list[reconcile.Member]:
    by_id = {id: member for report in incident.reports for id, member in told.get(report, {}).items()}
    return [by_id[id] for id in incident.members]
