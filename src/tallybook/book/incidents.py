"""Incidents as the book keeps them: replaced whole whenever what they stand on changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from tallybook.book.batches import batches
from tallybook.book.codec import dumps, loads
from tallybook.book.days import first_day, last_day
from tallybook.book.schema import estimates, incidents, members, touched
from tallybook.records import Incident


@dataclass(frozen=True, slots=True)
class Settled:
    """An incident and the digest of all that it stands on: the same basis, the same incident."""

    incident: Incident
    basis: str


def bases(connection: Connection, locals_: Iterable[str], ids: Iterable[str]) -> dict[str, str]:
    """The basis of every incident that holds one of these local incidents, or that has one of these ids."""
    found: dict[str, str] = {}
    for batch in batches(ids):
        rows = select(incidents.c.id, incidents.c.basis).where(incidents.c.id.in_(batch))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    for batch in batches(locals_):
        held = select(members.c.incident).where(members.c.local.in_(batch))
        rows = select(incidents.c.id, incidents.c.basis).where(incidents.c.id.in_(held))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    return found


def beside(connection: Connection, locals_: Iterable[str]) -> set[str]:
    """The members of every incident that holds one of these local incidents."""
    # In two steps: joined in one, each member of a large incident would bring all the others.
    holding: set[str] = set()
    for batch in batches(sorted(set(locals_))):
        holding.update(connection.scalars(select(members.c.incident).where(members.c.local.in_(batch)).distinct()))
    found: set[str] = set()
    for batch in batches(sorted(holding)):
        found.update(connection.scalars(select(members.c.local).where(members.c.incident.in_(batch))))
    return found


def all_bases(connection: Connection) -> dict[str, str]:
    """The basis of every incident."""
    return {row[0]: row[1] for row in connection.execute(select(incidents.c.id, incidents.c.basis)).all()}


def take_out(connection: Connection, locals_: Sequence[str]) -> set[str]:
    """Take local incidents out of their incidents; gives the members that stay behind.

    An incident that is left empty goes; one that is not stands on nothing known any more, until it is settled anew.
    """
    held = set(connection.scalars(select(members.c.incident).where(members.c.local.in_(locals_))))
    connection.execute(delete(members).where(members.c.local.in_(locals_)))
    stay: set[str] = set()
    full: set[str] = set()
    for batch in batches(sorted(held)):
        rows = select(members.c.local, members.c.incident).where(members.c.incident.in_(batch))
        for local, incident in connection.execute(rows):
            stay.add(local)
            full.add(incident)
    remove(connection, held - full)
    for batch in batches(sorted(full)):
        connection.execute(update(incidents).where(incidents.c.id.in_(batch)).values(basis=""))
    return stay


def remove(connection: Connection, ids: Iterable[str]) -> None:
    """Take incidents out of the book."""
    for batch in batches(sorted(ids)):
        _touch(connection, batch)
        connection.execute(delete(members).where(members.c.incident.in_(batch)))
        connection.execute(delete(estimates).where(estimates.c.incident.in_(batch)))
        connection.execute(delete(incidents).where(incidents.c.id.in_(batch)))


def put(connection: Connection, settled: Sequence[Settled]) -> None:
    """Keep incidents that are not there yet."""
    for batch in batches(sorted(item.incident.id for item in settled)):
        _touch(connection, batch)
    rows = [_row(item) for item in settled]
    held = [{"local": local, "incident": s.incident.id} for s in settled for local in s.incident.members]
    counted = [row for item in settled for row in _estimate_rows(item.incident)]
    for table, values in ((incidents, rows), (members, held), (estimates, counted)):
        if values:
            connection.execute(insert(table), values)


def _touch(connection: Connection, ids: Sequence[str]) -> None:
    """Say of at most a batch of incidents that they may have changed."""
    there = set(connection.scalars(select(touched.c.incident).where(touched.c.incident.in_(ids))))
    rows = [{"incident": id} for id in ids if id not in there]
    if rows:
        connection.execute(insert(touched), rows)


def _row(settled: Settled) -> dict[str, Any]:
    incident = settled.incident
    return {
        "id": incident.id,
        "basis": settled.basis,
        "root": incident.root,
        "first": first_day(incident.start or incident.end),
        "last": last_day(incident.end or incident.start),
        "country": incident.place.country if incident.place else None,
        "type": incident.type,
        "status": incident.status,
        "background": incident.background,
        "groups": _folded(incident.groups + incident.claimed_by + incident.blamed),
        "words": _folded(_words(incident)),
        "record": dumps(incident),
    }


def _folded(words: Iterable[str | None]) -> str:
    return "\n".join(sorted({word.casefold() for word in words if word}))


def _words(incident: Incident) -> tuple[str | None, ...]:
    places = (incident.place, *incident.places)
    named = tuple(name for place in places if place for name in (place.name, place.adm1))
    said = incident.claimed_by + incident.blamed + incident.denied_by + incident.condemned_by
    return (incident.title, incident.type, *named, *incident.groups, *said)


def _estimate_rows(incident: Incident) -> list[dict[str, Any]]:
    return [
        {
            "incident": incident.id,
            "harm": harm,
            "victims": victims,
            "low": estimate.low,
            "best": estimate.best,
            "high": estimate.high,
        }
        for harm, by_victims in incident.figures.items()
        for victims, estimate in by_victims.items()
    ]


def get(connection: Connection, id: str) -> Incident | None:
    """The incident of exactly this id."""
    record = connection.scalar(select(incidents.c.record).where(incidents.c.id == id))
    return None if record is None else incident_of(record)


def get_all(connection: Connection, ids: Iterable[str]) -> dict[str, Incident]:
    """The incidents of these ids, those that there are."""
    found: dict[str, Incident] = {}
    for batch in batches(ids):
        rows = select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(batch))
        found.update((row.id, incident_of(row.record)) for row in connection.execute(rows))
    return found


def incident_of(record: str) -> Incident:
    """The incident of a ``record`` column."""
    incident: Incident = loads(Incident, record)
    return incident


def count(connection: Connection) -> int:
    """How many incidents the book holds."""
    return connection.scalar(select(func.count()).select_from(incidents)) or 0
