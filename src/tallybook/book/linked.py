"""Why an incident is one: the pairs that hold it together, what speaks against, and what comes nearest outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import Connection, or_, select

from tallybook import link
from tallybook.book import demands, links, reports
from tallybook.book.batches import batches
from tallybook.book.schema import doubts
from tallybook.judgement import Judgement
from tallybook.records import Incident, report_told_in

ALL = 40
"""Members of an incident up to which every two are scored; of larger ones only the pairs that linking stored."""
SHOWN = 5
"""How many pairs that speak against, and how many near ones, are shown."""


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a pair: the local incident, its report's path, and the incident that it belongs to now."""

    local: str
    path: str
    incident: str | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Two local incidents with the waterfall of their score (features with weights and sentences), or the gate that
    shuts between them, and the standing judgements on them. ``blocked`` is the pair of the same two incidents whose
    gate kept apart what looks the same, or None."""

    one: Side
    other: Side
    score: link.PairScore
    judgements: tuple[Judgement, ...] = ()
    blocked: Linked | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """``held``: for n members the n - 1 strongest pairs that join them; ``against``: pairs inside that a gate shuts or
    that look different, carried by the others; ``near``: the nearest other incidents, each by its best pair."""

    incident: Incident
    held: tuple[Linked, ...]
    against: tuple[Linked, ...]
    near: tuple[Linked, ...]


def linked(connection: Connection, incident: Incident) -> Links:
    """The links of an incident, inside and to what is near."""
    outside = _near(connection, set(incident.members))
    near = _scored(connection, incident, outside)
    nodes = _nodes(connection, {*incident.members, *(end for pair in near for end in (pair.a, pair.b))})
    inside = _inside(connection, [nodes[member] for member in incident.members if member in nodes])
    told = demands.demanded(connection, sorted(nodes))
    against = sorted((p for p in inside if p.verdict in ("never", "different")), key=lambda p: (p.value, p.a, p.b))
    blocked = {(p.a, p.b): _blocked(connection, incident, p, nodes) for p in near if p.same}
    shown = _Shown(connection, told)
    shown.look_up([*inside, *near, *(pair for pair in blocked.values() if pair)])
    return Links(
        incident,
        tuple(map(shown.pair, _strongest(inside, told))),
        tuple(map(shown.pair, against[:SHOWN])),
        tuple(shown.pair(pair, blocked.get((pair.a, pair.b))) for pair in near),
    )


class _Shown:
    """Pairs as they are shown: both ends with their reports and incidents, and what was judged of them."""

    def __init__(self, connection: Connection, told: demands.Demands) -> None:
        self._connection = connection
        self._told = told
        self._sides: dict[str, Side] = {}

    def look_up(self, pairs: Iterable[link.PairScore]) -> None:
        """Get the ends of pairs at once."""
        locals_ = sorted({end for pair in pairs for end in (pair.a, pair.b)})
        homes = links.incident_of(self._connection, locals_)
        texts = reports.get(self._connection, sorted({report_told_in(id) for id in locals_}))
        self._sides = {id: Side(id, texts[report_told_in(id)].path, homes.get(id)) for id in locals_}

    def pair(self, score: link.PairScore, blocked: link.PairScore | None = None) -> Linked:
        """One pair."""
        between = self.pair(blocked) if blocked else None
        one, other = self._sides[score.a], self._sides[score.b]
        return Linked(one, other, score, tuple(self._told.on(score.a, score.b)), between)


def _scored(connection: Connection, incident: Incident, outside: set[tuple[str, str]]) -> list[link.PairScore]:
    """The best pair with each other incident, the best first."""
    nodes = _nodes(connection, {end for pair in outside for end in pair})
    scored = [link.score(nodes[a], nodes[b]) for a, b in sorted(outside) if a in nodes and b in nodes]
    homes = links.incident_of(connection, sorted(nodes))
    found: dict[str | None, link.PairScore] = {}
    for pair in sorted(scored, key=lambda p: (-p.value, p.a, p.b)):
        other = pair.b if pair.a in incident.members else pair.a
        found.setdefault(homes.get(other), pair)
    return list(found.values())[:SHOWN]


def _blocked(
    connection: Connection, incident: Incident, pair: link.PairScore, nodes: dict[str, link.Node]
) -> link.PairScore | None:
    """The first pair of two incidents between which a gate shuts."""
    other = pair.b if pair.a in incident.members else pair.a
    theirs = _nodes(connection, links.together_with(connection, other))
    for mine in sorted(set(incident.members) & nodes.keys()):
        for node in theirs.values():
            score = link.score(nodes[mine], node)
            if score.verdict == "never":
                return score
    return None


def _nodes(connection: Connection, ids: Iterable[str]) -> dict[str, link.Node]:
    return {id: link.Node.from_json(record) for id, record in links.nodes(connection, sorted(ids)).items()}


def _inside(connection: Connection, nodes: Sequence[link.Node]) -> list[link.PairScore]:
    if len(nodes) <= ALL:
        return [link.score(one, other) for one, other in combinations(nodes, 2)]
    here = {node.id: node for node in nodes}
    stored = links.ends(connection, here)
    return [link.score(here[p.a], here[p.b]) for p in stored if p.a in here and p.b in here]


def _near(connection: Connection, members: set[str]) -> set[tuple[str, str]]:
    """Pairs of a member with one of another incident: those that linking stored, and those that it was unsure of."""
    found = {(pair.a, pair.b) for pair in links.ends(connection, members) if not pair.part}
    for batch in batches(sorted(members)):
        rows = select(doubts.c.a, doubts.c.b).where(or_(doubts.c.a.in_(batch), doubts.c.b.in_(batch)))
        found.update((row.a, row.b) for row in connection.execute(rows))
    return {pair for pair in found if len(members.intersection(pair)) == 1}


def _strongest(pairs: Iterable[link.PairScore], told: demands.Demands) -> list[link.PairScore]:
    """The pairs of a tree of greatest weight over the members: what judgements join first, then by value."""
    top: dict[str, str] = {}

    def first(id: str) -> str:
        while top.get(id, id) != id:
            id = top[id]
        return id

    held = []
    for pair in sorted(pairs, key=lambda p: (not told.on(p.a, p.b), not p.same, -p.value, p.a, p.b)):
        low, high = sorted((first(pair.a), first(pair.b)))
        if low != high:
            top[high] = low
            held.append(pair)
    return held
