"""The estimates of a book's incidents under any policy, made from the claims when they are asked for.

The book keeps each incident's estimates under one policy, that of its settings. Any other policy reads the same claims;
what it makes of them is not kept, so asking changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from tallybook.book import reports
from tallybook.book.batches import batches
from tallybook.reconcile import Member, reconcile
from tallybook.records import Incident, LocalIncident, Reading, Report

AT_ONCE = 50
"""How many incidents are made anew at once: the reports of that many are held in memory together."""


def under(connection: Connection, found: Iterable[Incident], policy: str) -> Iterator[Incident]:
    """The incidents with the estimates that a policy gives them, in their order, a few held in memory at a time.

    An incident whose estimates are kept under that policy is passed on as it is.
    """
    for batch in batches(found, AT_ONCE):
        made = _made(connection, [incident for incident in batch if incident.policy != policy], policy)
        yield from (made.get(incident.id, incident) for incident in batch)


def _made(connection: Connection, wanted: Sequence[Incident], policy: str) -> dict[str, Incident]:
    told = members(connection, sorted({report for incident in wanted for report in incident.reports}))
    return {incident.id: _one(incident, told, policy) for incident in wanted}


def _one(incident: Incident, told: dict[str, dict[str, Member]], policy: str) -> Incident:
    beside = {id: member for report in incident.reports for id, member in told.get(report, {}).items()}
    return reconcile(
        [beside[id] for id in incident.members],
        id=incident.id,
        root=incident.root,
        part_of=incident.part_of,
        neighbours=[member for id, member in beside.items() if id not in incident.members],
        policy=policy,
    )


def members(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, Member]]:
    """What each of these reports tells of each incident: by report id, by the local incident's id."""
    wanted = list(ids)
    texts, readings = reports.get(connection, wanted), reports.readings(connection, wanted)
    return {
        report: {local.id: _member(texts[report], local, reading) for local in reading.incidents}
        for report, reading in readings.items()
    }


def _member(report: Report, local: LocalIncident, reading: Reading) -> Member:
    return Member(report, local, tuple(claim for claim in reading.claims if claim.local == local.key))
