"""The indexes by which links are looked up, keys and pairs, and what is a copy of what. All derived.

A look-up touches the neighbourhood of what is asked, never the whole book.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, bindparam, delete, insert, literal, or_, select, true, update

from tallybook import link
from tallybook.book import cores, crowds, incidents, missing, todo
from tallybook.book.batches import batches
from tallybook.book.schema import block_keys, doubts, local_incidents, members, pairs, reports
from tallybook.records import report_told_in


class Pair(NamedTuple):
    """Two local incidents' ids in order and the JSON of their score.

    ``tie`` is what they can do (``link.Tie``), ``part`` whether one is part of the other, ``value`` how alike they are.
    """

    a: str
    b: str
    tie: str | None
    part: bool
    value: float
    record: str


def origins(connection: Connection, report_ids: Iterable[str]) -> dict[str, str]:
    """The report that stands for each of these: what it is a copy of, or itself."""
    found: dict[str, str] = {}
    for batch in batches(report_ids):
        rows = select(reports.c.id, reports.c.same_as).where(reports.c.id.in_(batch))
        found.update((row.id, row.same_as or row.id) for row in connection.execute(rows))
    return found


def copy_group(connection: Connection, origins: Iterable[str]) -> dict[str, str | None]:
    """The origins and all that are copies of them, each with what it is a copy of now."""
    found: dict[str, str | None] = {}
    for batch in batches(sorted(set(origins))):
        rows = select(reports.c.id, reports.c.same_as)
        rows = rows.where(or_(reports.c.id.in_(batch), reports.c.same_as.in_(batch)))
        found.update((row.id, row.same_as) for row in connection.execute(rows))
    return found


def set_origins(connection: Connection, wanted: Mapping[str, str | None]) -> None:
    """Say what each of these reports is a copy of; they are to be linked anew, since copies speak with one voice.

    All at once: a story of hundreds of copies is one incident, and each by itself would bring the whole of it along.
    """
    rows = [{"copy": copy, "first": first} for copy, first in sorted(wanted.items())]
    if rows:
        one = update(reports).where(reports.c.id == bindparam("copy")).values(same_as=bindparam("first"))
        connection.execute(one, rows)
    unlink(connection, wanted)
    todo.mark(connection, "links", wanted)


def dissolve_copies(connection: Connection, ids: Iterable[str]) -> None:
    """Undo the groups of copies that reports are in, so that they are found anew: their dates are about to change."""
    group = copy_group(connection, origins(connection, ids).values())
    set_origins(connection, {copy: None for copy, origin in group.items() if origin is not None})
    todo.mark(connection, "copies", group)


def unlink(connection: Connection, ids: Iterable[str]) -> None:
    """Take reports' local incidents out of keys, pairs, cores and incidents; what stood with them is derived anew.

    Their copies are linked anew too: whether they follow depends on what their first tells.
    """
    asked = sorted(set(ids))
    copies: set[str] = set()
    for batch in batches(asked):
        copies.update(connection.scalars(select(reports.c.id).where(reports.c.same_as.in_(batch))))
    own: set[str] = set()
    for batch in batches(sorted(copies.union(asked))):
        own.update(connection.scalars(select(local_incidents.c.id).where(local_incidents.c.report.in_(batch))))
    _unlink(connection, own)
    todo.mark(connection, "links", copies)


def _unlink(connection: Connection, own: set[str]) -> None:
    near = {end for pair in ends(connection, own) for end in (pair.a, pair.b)}
    mates = {m for held in cores.within(connection, cores.cores_of(connection, own).values()).values() for m in held}
    stay = (near | mates) - own
    for batch in batches(sorted(own)):
        connection.execute(delete(pairs).where(_touching(batch)))
        connection.execute(delete(doubts).where(or_(doubts.c.a.in_(batch), doubts.c.b.in_(batch))))
        _take_out_keys(connection, batch)
        stay |= incidents.take_out(connection, batch) - own
    cores.take_out(connection, own)
    todo.mark(connection, "cores", stay)
    todo.mark(connection, "homes", stay | vague_beside(connection, stay))
    todo.mark(connection, "settle", stay)


def _take_out_keys(connection: Connection, locals_: Sequence[str]) -> None:
    """Take local incidents out of the keys; what is evidence again without them is looked for again by it.

    Their keys are those of their nodes: a node changes only after it was taken out.
    """
    told = [link.Node.from_json(node) for node in nodes(connection, locals_).values()]
    held = [(key, node.id, link.month(node)) for node in told for key in link.block_keys(node)]
    left = link.evidence(key for key, _, month in held if month is not None)
    if held:
        there = delete(block_keys).where(block_keys.c.key == bindparam("held"), block_keys.c.local == bindparam("by"))
        connection.execute(there, [{"held": key, "by": local} for key, local, _ in held])
    again = filed_under(connection, (f"?{key}" for key in crowds.thinned(connection, left)))
    todo.mark(connection, "links", {report_told_in(local) for found in again.values() for local in found})


def nodes_of(connection: Connection, report_ids: Iterable[str]) -> list[tuple[str, str | None, str]]:
    """What linking compares in these reports: (local incident's id, what its report is a copy of, node JSON), by id."""
    found: list[tuple[str, str | None, str]] = []
    held = local_incidents.join(reports, reports.c.id == local_incidents.c.report)
    columns = (local_incidents.c.id, reports.c.same_as, local_incidents.c.node)
    for batch in batches(report_ids):
        rows = select(*columns).select_from(held)
        rows = rows.where(local_incidents.c.report.in_(batch), local_incidents.c.node.is_not(None))
        found += [(row[0], row[1], row[2]) for row in connection.execute(rows)]
    return sorted(found)


def are_there(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these local incidents that the book holds."""
    found: set[str] = set()
    for batch in batches(ids):
        found.update(connection.scalars(select(local_incidents.c.id).where(local_incidents.c.id.in_(batch))))
    return found


def put_nodes(connection: Connection, told: Mapping[str, str]) -> None:
    """Replace the node JSON of these local incidents."""
    rows = [{"told": id, "json": node} for id, node in sorted(told.items())]
    if rows:
        one = update(local_incidents).where(local_incidents.c.id == bindparam("told")).values(node=bindparam("json"))
        connection.execute(one, rows)


def nodes(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The node JSON of each of these local incidents."""
    found: dict[str, str] = {}
    for batch in batches(ids):
        rows = select(local_incidents.c.id, local_incidents.c.node)
        rows = rows.where(local_incidents.c.id.in_(batch), local_incidents.c.node.is_not(None))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    return found


def put_keys(connection: Connection, keys: Iterable[tuple[str, Sequence[str], int | None]]) -> None:
    """File local incidents under their block keys; the last is the month, see ``link.month``."""
    filed = sorted((key, local, month) for local, own, month in keys for key in set(own))
    missing.put(connection, block_keys, [{"key": key, "local": local, "month": month} for key, local, month in filed])


def filed_under(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    """The local incidents filed under each of these keys; under crowded evidence none is looked for."""
    asked = set(keys)
    passed_over = crowds.passed_over(connection, link.evidence(asked))
    return filed(connection, (key for key in asked if key.removeprefix("?") not in passed_over))


def filed(connection: Connection, keys: Iterable[str]) -> dict[str, list[str]]:
    """The local incidents filed under each of these keys, however many; a key without one is left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for batch in batches(sorted(keys)):
        rows = select(block_keys.c.key, block_keys.c.local).where(block_keys.c.key.in_(batch))
        for key, local in connection.execute(rows):
            found[key].append(local)
    return dict(found)


def put_pairs(connection: Connection, found: Iterable[Pair]) -> None:
    """Keep pairs that are not there yet."""
    for batch in batches(sorted(found)):
        connection.execute(insert(pairs), [pair._asdict() for pair in batch])


def take_out_pairs(connection: Connection, found: Iterable[tuple[str, str]]) -> None:
    """Forget pairs, kept or doubted."""
    # One by one: SQLite reads the whole table for a list of two columns' values.
    rows = [{"one": a, "other": b} for a, b in sorted(found)]
    for table in (pairs, doubts) if rows else ():
        connection.execute(delete(table).where(table.c.a == bindparam("one"), table.c.b == bindparam("other")), rows)


def doubted(connection: Connection, touching: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of these local incidents that linking is unsure of."""
    columns = select(doubts.c.a, doubts.c.b)
    found: set[tuple[str, str]] = set()
    for batch in batches(sorted(set(touching))):
        rows = columns.where(or_(doubts.c.a.in_(batch), doubts.c.b.in_(batch)))
        found.update((row.a, row.b) for row in connection.execute(rows))
    return found


def put_doubts(connection: Connection, found: Iterable[tuple[str, str, float]]) -> None:
    """Keep pairs that linking is unsure of, with the sum of their weights: they join nothing, an analyst is asked."""
    _put_doubts(connection, found, torn=False)


def _put_doubts(connection: Connection, found: Iterable[tuple[str, str, float]], *, torn: bool) -> None:
    for batch in batches(sorted(found)):
        rows = [{"a": a, "b": b, "value": value, "torn": torn} for a, b, value in batch]
        connection.execute(insert(doubts), rows)


def ends(connection: Connection, touching: Iterable[str], *, tie: str | None = None) -> list[Pair]:
    """The kept pairs (of one tie) of these local incidents, without their JSON."""
    return _pairs(connection, touching, true() if tie is None else pairs.c.tie == tie, literal("").label("record"))


def parts(connection: Connection, touching: Iterable[str]) -> list[Pair]:
    """The kept pairs of these local incidents in which one is part of the other."""
    return _pairs(connection, touching, pairs.c.part.is_(True), pairs.c.record)


def records(connection: Connection, among: Collection[str], tie: str) -> list[str]:
    """The JSON of the kept pairs of one tie among these local incidents."""
    held = set(among)
    found = _pairs(connection, held, pairs.c.tie == tie, pairs.c.record)
    return [pair.record for pair in found if pair.a in held and pair.b in held]


def vague_beside(connection: Connection, locals_: Iterable[str]) -> set[str]:
    """These and the local incidents that a pair with a vague end ties to them."""
    return {end for pair in ends(connection, locals_, tie="vague") for end in (pair.a, pair.b)}


def chain(connection: Connection, start: Iterable[str]) -> set[str]:
    """All local incidents that a chain of pairs of known days joins to these."""
    reached = set(start)
    frontier = set(reached)
    while frontier:
        frontier = {end for p in ends(connection, frontier, tie="known") for end in (p.a, p.b)} - reached
        reached |= frontier
    return reached


def _pairs(
    connection: Connection, touching: Iterable[str], only: ColumnElement[bool], record: ColumnElement[str]
) -> list[Pair]:
    columns = (pairs.c.a, pairs.c.b, pairs.c.tie, pairs.c.part, pairs.c.value, record)
    found = {
        (row[0], row[1]): Pair(*row)
        for batch in batches(sorted(set(touching)))
        for row in connection.execute(select(*columns).where(_touching(batch), only))
    }
    return [found[ends] for ends in sorted(found)]


def _touching(locals_: Sequence[str]) -> ColumnElement[bool]:
    return or_(pairs.c.a.in_(locals_), pairs.c.b.in_(locals_))


def together_with(connection: Connection, local: str) -> list[str]:
    """The local incidents of the incident that one of them belongs to, in order."""
    home = select(members.c.incident).where(members.c.local == local).scalar_subquery()
    return list(connection.scalars(select(members.c.local).where(members.c.incident == home).order_by(members.c.local)))


def put_torn(connection: Connection, settled: Iterable[str], found: Iterable[tuple[str, str, float]]) -> None:
    """Keep the pairs that look the same and were settled apart, in place of those of before."""
    for batch in batches(sorted(settled)):
        connection.execute(delete(doubts).where(doubts.c.torn, or_(doubts.c.a.in_(batch), doubts.c.b.in_(batch))))
    _put_doubts(connection, found, torn=True)


def incident_of(connection: Connection, locals_: Iterable[str]) -> dict[str, str]:
    """The incident that each of these local incidents belongs to."""
    found: dict[str, str] = {}
    for batch in batches(locals_):
        rows = select(members.c.local, members.c.incident).where(members.c.local.in_(batch))
        found.update((row[0], row[1]) for row in connection.execute(rows))
    return found
