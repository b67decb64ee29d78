"""An export in which the gold's claims are grouped as the gold groups them: what is left to measure is reconciling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from tallybook import estimates
from tallybook.book import reports
from tallybook.evaluation.exported import Export
from tallybook.evaluation.gold import Gold
from tallybook.export.jsonl import claim_line, incident_line, report_line
from tallybook.reconcile import Member, reconcile
from tallybook.records import Incident

Told = dict[str, dict[str, Member]]


@dataclass(frozen=True, slots=True)
class _Group:
    """An incident of the gold: its id, the ids of its members, and the group that it is part of."""

    id: str
    members: tuple[str, ...]
    whole: str | None = None


def export(connection: Connection, gold: Gold, policy: str) -> Export:
    """The book's claims in the gold's incidents, with the estimates that a policy gives them.

    The book holds the gold's own claims. A local incident that the gold puts into none stands alone.
    """
    kept = {report.id: report for report in reports.stream(connection)}
    told = estimates.members(connection, sorted(kept))
    groups = list(_groups(gold, {report.path.removesuffix(".txt"): id for id, report in kept.items()}, told))
    home = {member: group.id for group in groups for member in group.members}
    made = {group.id: incident_line(_reconciled(group, groups, told, policy)) for group in groups}
    claims = [
        claim_line(claim, home.get(reports.local_id(claim) or ""))
        for reading in reports.readings(connection, sorted(kept)).values()
        for claim in reading.claims
    ]
    return Export([report_line(report) for report in kept.values()], claims, made)


def _groups(gold: Gold, id_of: dict[str, str], told: Told) -> Iterator[_Group]:
    grouped: set[str] = set()
    for incident in gold.incidents:
        own = [member for member in _ids(incident.own, id_of) if _home(member, told)]
        parts = [member for member in _ids(incident.members, id_of) if member not in own and _home(member, told)]
        grouped.update(own, parts)
        yield _Group(incident.id, tuple(own))
        yield from (_Group(part, (part,), incident.id) for part in parts)
    for report in sorted(told):
        yield from (_Group(local, (local,)) for local in sorted(told[report]) if local not in grouped)


def _ids(members: Iterable[str], id_of: dict[str, str]) -> list[str]:
    """The book's ids of the gold's ``report:key`` members."""
    split = (member.rpartition(":") for member in members)
    return sorted(f"{id_of[report]}:{key}" for report, _, key in split if report in id_of)


def _home(member: str, told: Told) -> Member | None:
    return told.get(member.rpartition(":")[0], {}).get(member)


def _reconciled(group: _Group, groups: list[_Group], told: Told, policy: str) -> Incident:
    own = [member for id in group.members if (member := _home(id, told)) is not None]
    beside = [m for report in sorted({m.report.id for m in own}) for m in told[report].values()]
    return reconcile(
        own,
        id=group.id,
        root=group.whole,
        part_of=group.whole,
        neighbours=[member for member in beside if member.id not in group.members],
        policy=policy,
    )
