"""What adding reports moved in the record: incidents that are new, that changed, merged, or are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from tallybook.book import Store, incidents, links, reports
from tallybook.records import Estimate, Figure, Incident

Kind = Literal["new", "changed", "withdrawn"]
Figures = dict[tuple[str, str], Estimate]


@dataclass(frozen=True, slots=True)
class Move:
    """An estimate that moved; ``old`` or ``new`` is None where there was or is none, ``who`` says the new number."""

    harm: str
    victims: str
    old: Estimate | None
    new: Estimate | None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an incident: its moves, its status before where that changed, what was merged into it."""

    kind: Kind
    incident: Incident
    moves: tuple[Move, ...] = ()
    was: str | None = None
    merged: tuple[str, ...] = ()


@contextmanager
def observed(store: Store) -> Iterator[Callable[[], tuple[Change, ...]]]:
    """What changes in the record from here to the call of what is given.

    The transaction held open keeps seeing the book as it was, so that nothing has to be copied.
    """
    with store.read() as before:
        was = incidents.all_bases(before)

        def changes() -> tuple[Change, ...]:
            with store.read() as after:
                return tuple(_changes(before, was, after))

        yield changes


def _changes(before: Connection, was: dict[str, str], after: Connection) -> Iterator[Change]:
    now = incidents.all_bases(after)
    fresh = {id: _got(after, id) for id, basis in sorted(now.items()) if was.get(id) != basis}
    gone = {id: _got(before, id) for id, basis in sorted(was.items()) if now.get(id) != basis}
    seen: set[str] = set()
    for id, incident in fresh.items():
        old = _before(before, incident, gone)
        seen.update(each.id for each in old)
        told = _change(after, incident, sorted(old, key=lambda each: (each.id != id, each.id)))
        if told is not None:
            yield told
    homes = links.incident_of(after, (m for id, each in gone.items() if id not in seen for m in each.members))
    for id, incident in gone.items():
        if id not in seen and not any(member in homes for member in incident.members):
            yield Change("withdrawn", incident)


def _got(connection: Connection, id: str) -> Incident:
    found = incidents.get(connection, id)
    assert found is not None
    return found


def _before(connection: Connection, incident: Incident, gone: dict[str, Incident]) -> list[Incident]:
    """The incidents that held the members of this one."""
    ids = set(links.incident_of(connection, incident.members).values())
    return [gone[id] if id in gone else _got(connection, id) for id in sorted(ids)]


def _change(after: Connection, incident: Incident, old: Sequence[Incident]) -> Change | None:
    moves = tuple(_moves(after, old[0] if old else None, incident))
    if not old:
        return Change("new", incident, moves)
    was = old[0].status if old[0].status != incident.status else None
    merged = tuple(each.title for each in old[1:])
    return Change("changed", incident, moves, was, merged) if moves or was or merged else None


def _moves(after: Connection, old: Incident | None, new: Incident) -> Iterator[Move]:
    were, are = _figures(old), _figures(new)
    for key in sorted({*were, *are}):
        a, b = were.get(key), are.get(key)
        if (a and (a.low, a.best, a.high)) != (b and (b.low, b.best, b.high)):
            yield Move(*key, a, b, _who(after, a, b))


def _figures(incident: Incident | None) -> Figures:
    if incident is None:
        return {}
    return {(harm, victims): each for harm, found in incident.figures.items() for victims, each in found.items()}


def _who(connection: Connection, old: Estimate | None, new: Estimate | None) -> str:
    """Who says the new number: of the claims that came in, one that says the best, else the last; "" for nobody new."""
    if new is None:
        return ""
    fresh = sorted(set(new.claims) - set(old.claims if old else ()))
    found = [claim for claim in reports.claims_of_ids(connection, fresh).values() if isinstance(claim, Figure)]
    if not found:
        return ""
    claim = max(found, key=lambda each: (new.best in (each.low, each.high), each.speaker is not None, each.id))
    if claim.speaker is not None:
        return claim.speaker.name
    home = reports.get(connection, [claim.report]).get(claim.report)
    return (home.outlet or "the report itself") if home else ""
