"""Double coding: which incident was given to whom, and what they answered. Only ever added to.

An assignment names an incident by its id at that time and by its reports, so that it is found again after a re-reading
or a merger: it is about the incident that most of its reports tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select

from tallybook.book import links
from tallybook.book.batches import batches
from tallybook.book.codec import canonical, loads
from tallybook.book.schema import assignments, codings, local_incidents


@dataclass(frozen=True, slots=True)
class Assignment:
    """One incident given to one analyst, by whom and when."""

    incident: str
    who: str
    by: str
    when: str
    note: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """What an analyst answered on an assigned incident: a value, or None, for each variable.

    ``settles`` marks the answers by which a lead settled a disagreement.
    """

    incident: str
    who: str
    when: str
    answers: dict[str, str | int | None]
    note: str = ""
    settles: bool = False


def assign(connection: Connection, given: Iterable[Assignment]) -> int:
    """Keep assignments; one that is there already is not given twice. Gives how many were new."""
    there = {(one.incident, one.who) for one in all_assignments(connection)}
    new = {(one.incident, one.who): one for one in given if (one.incident, one.who) not in there}
    place = (connection.scalar(select(func.max(assignments.c.place))) or 0) + 1
    rows = [
        {"place": place + number, "incident": one.incident, "who": one.who, "record": canonical(_plain(one))}
        for number, one in enumerate(new.values())
    ]
    if rows:
        connection.execute(insert(assignments), rows)
    return len(rows)


def all_assignments(connection: Connection, who: str | None = None) -> list[Assignment]:
    """The assignments in the order in which they were made, all or one analyst's."""
    rows = select(assignments.c.record).order_by(assignments.c.place)
    narrowed = rows if who is None else rows.where(assignments.c.who == who)
    return [loads(Assignment, record) for record in connection.scalars(narrowed)]


def code(connection: Connection, coding: Coding) -> None:
    """Keep what an analyst answered; an earlier answer stays in the book, the later one counts."""
    place = (connection.scalar(select(func.max(codings.c.place))) or 0) + 1
    row = {"place": place, "incident": coding.incident, "who": coding.who, "record": canonical(_plain(coding))}
    connection.execute(insert(codings), [row])


def all_codings(connection: Connection) -> list[Coding]:
    """The answers that count, by incident and analyst; what settles a disagreement comes after them."""
    latest: dict[tuple[str, str, bool], Coding] = {}
    for record in connection.scalars(select(codings.c.record).order_by(codings.c.place)):
        one: Coding = loads(Coding, record)
        before = latest.get((one.incident, one.who, one.settles))
        answers = {**before.answers, **one.answers} if before and one.settles else one.answers
        latest[one.incident, one.who, one.settles] = Coding(
            one.incident, one.who, one.when, answers, one.note, one.settles
        )
    return sorted(latest.values(), key=lambda one: (one.settles, one.incident, one.who))


def incidents_now(connection: Connection, given: Iterable[Assignment]) -> dict[str, str]:
    """For each assigned incident its id today: that of the incident which most of its reports tell."""
    wanted = {one.incident: one.reports for one in given}
    locals_: dict[str, list[str]] = {}
    for batch in batches(sorted({report for told in wanted.values() for report in told})):
        rows = select(local_incidents.c.report, local_incidents.c.id).where(local_incidents.c.report.in_(batch))
        for report, local in connection.execute(rows):
            locals_.setdefault(report, []).append(local)
    homes = links.incident_of(connection, sorted(local for own in locals_.values() for local in own))
    return {
        incident: now
        for incident, told in wanted.items()
        if (now := _most_told(incident, told, locals_, homes)) is not None
    }


def _most_told(
    incident: str, told: Iterable[str], locals_: Mapping[str, list[str]], homes: Mapping[str, str]
) -> str | None:
    found = Counter(homes[local] for report in told for local in locals_.get(report, ()) if local in homes)
    if incident in found:
        return incident
    return min(found, key=lambda id: (-found[id], id), default=None)


def _plain(one: Assignment | Coding) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}
