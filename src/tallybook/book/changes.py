"""What became of each incident: added, revised, merged, split, withdrawn. Written after each run, never changed.

Incidents are views that linking makes again and again, so what is kept here is not what linking did but what came of
it: the state of an incident as users see it, whenever that differs from the last one kept. A run that makes the same
incidents anew leaves no trace. Where an incident has gone its members say where to.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, delete, func, insert, select

from tallybook.book import links
from tallybook.book.batches import batches
from tallybook.book.codec import canonical
from tallybook.book.incidents import incident_of
from tallybook.book.schema import changes, incidents, judgements, runs, touched
from tallybook.book.streams import stream
from tallybook.records import Incident

Kind = Literal["added", "revised", "merged", "split", "withdrawn"]
State = dict[str, Any]
"""An incident as ``state`` gives it: what a user sees of it, its members and its reports."""

_FIELDS = (
    "title", "type", "start", "end", "part_of", "status", "claimed_by", "blamed", "denied_by", "confirmed_by", "policy",
    "members", "reports",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one incident, in the order in which they were noted.

    ``others`` are the incidents that an incident went into (``merged``, ``split``) or came from (``added``, and
    ``split`` where it is new). ``state`` is None for one that is gone: its tombstone. ``run`` and ``judgement`` are the
    places of the last run and judgement before it.
    """

    place: int
    at: str
    run: int
    judgement: int
    kind: Kind
    incident: str
    others: tuple[str, ...]
    state: State | None


def state(incident: Incident) -> State:
    """What is kept of an incident: everything that a user sees but reasons and names of sites."""
    found: State = {name: _plain(getattr(incident, name)) for name in _FIELDS}
    place = incident.place
    found["place"] = place.name if place else None
    found["country"] = place.country if place else None
    found["figures"] = {
        harm: {victims: [each.low, each.best, each.high] for victims, each in by_victims.items()}
        for harm, by_victims in incident.figures.items()
    }
    return found


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def is_waiting(connection: Connection) -> bool:
    """Whether any incident may have changed since changes were last noted."""
    return connection.scalar(select(touched.c.incident).limit(1)) is not None


def note(connection: Connection, at: str) -> int:
    """Note what became of the incidents that may have changed; ``at`` is the time of it. Gives how many changed.

    A clock that goes backwards makes no change older than the one before it.
    """
    ids = list(connection.scalars(select(touched.c.incident).order_by(touched.c.incident)))
    # Each by itself: an index gives one greatest value, but two together are looked for in the whole table.
    place = connection.scalar(select(func.max(changes.c.place)))
    last = connection.scalar(select(func.max(changes.c.at)))
    head = {
        "at": max(at, last or at),
        "run": connection.scalar(select(func.max(runs.c.place))) or 0,
        "judgement": connection.scalar(select(func.max(judgements.c.place))) or 0,
    }
    before = _homes(connection, ids)
    count = 0
    for batch in batches(ids):
        found = enumerate(_rows(connection, batch, before), (place or 0) + count + 1)
        rows = [{**head, "place": number, **row} for number, row in found]
        if rows:
            connection.execute(insert(changes), rows)
        count += len(rows)
    connection.execute(delete(touched))
    return count


def _homes(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """By local incident the incident that it belonged to when these were last noted."""
    found: dict[str, str] = {}
    for batch in batches(ids):
        for id, kept in latest(connection, batch).items():
            found.update((member, id) for member in (kept.state or {}).get("members", ()))
    return found


def _rows(connection: Connection, ids: Sequence[str], homes: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    kept = latest(connection, ids)
    now = _states(connection, ids)
    for id in ids:
        old = kept[id].state if id in kept else None
        new = now.get(id)
        if new == old:
            continue
        kind, others = _told(connection, id, old, new, homes)
        record = None if new is None else canonical(new)
        yield {"kind": kind, "incident": id, "others": canonical(others), "record": record}


def _told(
    connection: Connection, id: str, old: State | None, new: State | None, homes: Mapping[str, str]
) -> tuple[Kind, list[str]]:
    if old is None and new is not None:
        came = sorted({homes[member] for member in new["members"] if member in homes} - {id})
        return ("split" if _live(connection, came) else "added"), came
    if new is not None:
        return "revised", []
    went = sorted(set(links.incident_of(connection, (old or {})["members"]).values()))
    if not went:
        return "withdrawn", []
    return ("merged" if len(went) == 1 else "split"), went


def _live(connection: Connection, ids: Sequence[str]) -> bool:
    """Whether any of these incidents is still there: who came from it was split off."""
    return any(_states(connection, batch) for batch in batches(ids))


def _states(connection: Connection, ids: Iterable[str]) -> dict[str, State]:
    rows = select(incidents.c.id, incidents.c.record).where(incidents.c.id.in_(list(ids)))
    return {row[0]: state(incident_of(row[1])) for row in connection.execute(rows)}


def latest(connection: Connection, ids: Sequence[str], before: str | None = None) -> dict[str, Change]:
    """The last change of each of at most a batch of incidents, or the last one noted before a time."""
    last = select(func.max(changes.c.place)).where(changes.c.incident.in_(ids)).group_by(changes.c.incident)
    if before is not None:
        last = last.where(changes.c.at < before)
    found = (_change(row) for row in connection.execute(select(changes).where(changes.c.place.in_(last))))
    return {change.incident: change for change in found}


def since(connection: Connection, time: str | None = None) -> Iterator[Change]:
    """All changes noted at or after a time (an ISO date or date and time), or all there are, in their order."""
    rows = select(changes).order_by(changes.c.place)
    if time is not None:
        rows = rows.where(changes.c.at >= time)
    return map(_change, stream(connection, rows))


def restore(connection: Connection, found: Iterable[Change]) -> None:
    """Keep changes that came from another book, where this one has none of its own."""
    if connection.scalar(select(changes.c.place).limit(1)) is not None:
        return
    for batch in batches(found):
        rows = [
            {
                "place": each.place,
                "at": each.at,
                "run": each.run,
                "judgement": each.judgement,
                "kind": each.kind,
                "incident": each.incident,
                "others": canonical(each.others),
                "record": None if each.state is None else canonical(each.state),
            }
            for each in batch
        ]
        connection.execute(insert(changes), rows)


def _change(row: Any) -> Change:
    kept = None if row.record is None else json.loads(row.record)
    return Change(
        row.place, row.at, row.run, row.judgement, row.kind, row.incident, tuple(json.loads(row.others)), kept
    )
