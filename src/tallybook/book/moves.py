"""What moved, and why: between two times of one book, or between two books."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select

from tallybook.book import changes, links, queries
from tallybook.book.batches import batches
from tallybook.book.changes import Change, State
from tallybook.book.schema import reports, runs
from tallybook.records import HARMS, VICTIMS, Incident

Kind = Literal["added", "revised", "merged", "split", "withdrawn"]

_SEEN = (
    "title", "type", "start", "end", "place", "country", "part_of", "status", "claimed_by", "blamed", "denied_by",
    "confirmed_by", "policy",
)  # fmt: skip
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that moved: ``what`` is a field, or a harm and class of victims; both sides in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of an incident, with its steps and the reasons that can be told.

    ``others`` are the incidents that it went into or came from.
    """

    kind: Kind
    incident: str
    title: str
    others: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    why: tuple[str, ...] = ()


def since(connection: Connection, time: str) -> Iterator[Moved]:
    """What became of each incident since a time, each once, by id."""
    found = {change.incident: change for change in changes.since(connection, time)}
    for batch in batches(sorted(found)):
        before = changes.latest(connection, batch, time)
        for id in batch:
            moved = _between(connection, before.get(id), found[id])
            if moved is not None:
                yield moved


def _between(connection: Connection, before: Change | None, after: Change) -> Moved | None:
    old, new = (before.state if before else None), after.state
    if old == new:
        return None
    kind: Kind = "revised" if old and new else after.kind if after.kind != "revised" else "added"
    title = str((new or old or {})["title"])
    why = _reasons(connection, old, new, before.run if before else 0, after.run)
    return Moved(kind, after.incident, title, after.others, tuple(steps(old, new)) if old and new else (), why)


def _reasons(connection: Connection, old: State | None, new: State | None, first: int, last: int) -> tuple[str, ...]:
    told = _of_reports(_paths(connection, _reports(old, new)), old, new)
    if not told and old and new:
        versions = connection.scalars(
            select(runs.c.version).where(runs.c.place > first, runs.c.place <= last).distinct().order_by(runs.c.version)
        )
        told = _otherwise(old, new) or [f"read, linked or judged anew (tallybook {', '.join(versions) or 'unknown'})"]
    return tuple(told)


def _otherwise(old: State, new: State) -> list[str]:
    if old["policy"] != new["policy"]:
        return [f"policy {old['policy']} -> {new['policy']}"]
    return ["the same reports tell it otherwise linked"] if old["members"] != new["members"] else []


def _reports(old: State | None, new: State | None) -> list[str]:
    return sorted({id for each in (old, new) if each for id in each["reports"]})


def _of_reports(paths: Mapping[str, str], old: State | None, new: State | None) -> list[str]:
    """Which reports came and which are gone."""
    had = set(old["reports"]) if old else set()
    has = set(new["reports"]) if new else set()
    told = []
    for words, ids in (("told by", has - had), ("no longer told by", had - has)):
        named = sorted(paths.get(id, id) for id in ids)
        if named:
            more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
            told.append(f"{words} {', '.join(named[:_SHOWN])}{more}")
    return told


def _paths(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for batch in batches(ids):
        rows = select(reports.c.id, reports.c.path).where(reports.c.id.in_(batch))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    return found


def steps(old: State, new: State) -> Iterator[Step]:
    """What differs between two states of an incident."""
    for name in _SEEN:
        if old.get(name) != new.get(name):
            yield Step(name.replace("_", " "), _words(old.get(name)), _words(new.get(name)))
    for harm in HARMS:
        for victims in VICTIMS:
            was, now = (each["figures"].get(harm, {}).get(victims) for each in (old, new))
            if was != now:
                yield Step(f"{harm} {victims.replace('_', ' ')}", _bounds(was), _bounds(now))


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nobody"
    return "none" if value is None else str(value)


def _bounds(numbers: Sequence[int | None] | None) -> str:
    if numbers is None:
        return "none"
    told = ["?" if number is None else str(number) for number in numbers]
    return told[0] if len(set(told)) == 1 else "-".join(told)


def between(a: Connection, b: Connection) -> Iterator[Moved]:
    """What is otherwise in book B than in book A: incidents of one id by id, then those of one book alone."""
    gone: list[Incident] = []
    new: list[Incident] = []
    for old, now in _side_by_side(queries.incidents_by_id(a), queries.incidents_by_id(b)):
        if old is None or now is None:
            gone += [old] if old else []
            new += [now] if now else []
            continue
        found = list(steps(changes.state(old), changes.state(now)))
        if found:
            yield Moved("revised", now.id, now.title, (), tuple(found), _why(a, b, old, now))
    yield from _alone(a, b, gone, new)


def _why(a: Connection, b: Connection, old: Incident, now: Incident) -> tuple[str, ...]:
    was, has = changes.state(old), changes.state(now)
    ids = _reports(was, has)
    told = _of_reports({**_paths(a, ids), **_paths(b, ids)}, was, has)
    return tuple(told or _otherwise(was, has) or ["the same reports, read or judged otherwise"])


def _side_by_side(
    first: Iterator[Incident], second: Iterator[Incident]
) -> Iterator[tuple[Incident | None, Incident | None]]:
    """Two streams by id as pairs; where an id is in one alone the other side is None."""
    one, other = next(first, None), next(second, None)
    while one or other:
        if other is None or (one is not None and one.id < other.id):
            yield one, None
            one = next(first, None)
        elif one is None or other.id < one.id:
            yield None, other
            other = next(second, None)
        else:
            yield one, other
            one, other = next(first, None), next(second, None)


def _alone(a: Connection, b: Connection, gone: Iterable[Incident], new: Iterable[Incident]) -> Iterator[Moved]:
    for incident in gone:
        went = tuple(sorted(set(links.incident_of(b, incident.members).values())))
        kind: Kind = "withdrawn" if not went else "merged" if len(went) == 1 else "split"
        why = () if went else tuple(_of_reports(_paths(a, incident.reports), changes.state(incident), None))
        yield Moved(kind, incident.id, incident.title, went, (), why)
    for incident in new:
        came = tuple(sorted(set(links.incident_of(a, incident.members).values())))
        why = () if came else tuple(_of_reports(_paths(b, incident.reports), None, changes.state(incident)))
        yield Moved("split" if came else "added", incident.id, incident.title, came, (), why)
