"""From pairs to incidents: the clusters of a component, and which incident is part of which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallybook.link.constraints import Constraint, settled
from tallybook.link.linkage import linked
from tallybook.link.nodes import Node
from tallybook.link.score import PairScore
from tallybook.records import identity


@dataclass(frozen=True, slots=True)
class Cluster:
    """One incident: its members' node ids in order (copies last), the cluster it is part of, and the outermost one.

    ``id`` comes from the first member alone, so it stays while other members come and go.
    """

    id: str
    members: tuple[str, ...]
    part_of: str | None
    root: str


def cluster(
    nodes: Iterable[Node], pairs: Iterable[PairScore], constraints: Sequence[Constraint] = ()
) -> tuple[Cluster, ...]:
    """The incidents of one component, in the order of their first members.

    ``nodes`` are all nodes of the component and ``pairs`` all stored pairs among them (pairs to other nodes are
    ignored). Order changes nothing, but for ``constraints``: what judgements demand, in the order in which they were
    made; a pair that they part joins nothing, also not as part and whole.
    """
    by_id = {node.id: node for node in nodes}
    inside = sorted((p for p in pairs if p.a in by_id and p.b in by_id), key=lambda p: (p.a, p.b))
    copies = _copies(by_id, inside)
    own = {id: node for id, node in by_id.items() if id not in copies}
    ruled = settled(constraints, own, copies)
    inside = [p for p in inside if not ruled.are_apart(copies.get(p.a, p.a), copies.get(p.b, p.b))]
    groups = linked(own, [p for p in inside if p.a in own and p.b in own], ruled)
    return _wholes(_with_copies(groups, copies), by_id, inside)


def _copies(nodes: dict[str, Node], pairs: list[PairScore]) -> dict[str, str]:
    """Each node of a copied report with the node that it copies: it follows that one and has no say in linking."""
    alike = {(pair.a, pair.b) for pair in pairs if pair.same}
    found = {}
    for node in nodes.values():
        first = f"{node.copy_of}:{node.id.rsplit(':', 1)[-1]}"
        if first in nodes and nodes[first].copy_of is None and (min(first, node.id), max(first, node.id)) in alike:
            found[node.id] = first
    return found


def _with_copies(groups: list[tuple[str, ...]], copies: dict[str, str]) -> list[tuple[str, ...]]:
    """The groups with each copy beside what it copies; the originals stay in front, the first one names the group."""
    return [(*group, *sorted(copy for copy, first in copies.items() if first in group)) for group in groups]


def _wholes(groups: list[tuple[str, ...]], nodes: dict[str, Node], pairs: list[PairScore]) -> tuple[Cluster, ...]:
    home = {member: group[0] for group in groups for member in group}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        if pair.part is not None:
            whole = pair.b if pair.part == pair.a else pair.a
            weight = 3 if nodes[pair.part].part_of == whole else 1
            votes[home[pair.part]][home[whole]] += weight
    parent = _acyclic({part: _chosen(part, counted) for part, counted in votes.items()})
    ids = {group[0]: identity("i", group[0]) for group in groups}
    return tuple(
        Cluster(ids[g[0]], g, ids[parent[g[0]]] if g[0] in parent else None, ids[_outermost(g[0], parent)])
        for g in groups
    )


def _chosen(part: str, counted: Counter[str]) -> str | None:
    rest = [(-count, whole) for whole, count in counted.items() if whole != part]
    return min(rest)[1] if rest else None


def _acyclic(chosen: dict[str, str | None]) -> dict[str, str]:
    parent: dict[str, str] = {}
    for part in sorted(chosen):
        whole = chosen[part]
        if whole is not None and _outermost(whole, parent) != part:
            parent[part] = whole
    return parent


def _outermost(start: str, parent: dict[str, str]) -> str:
    while start in parent:
        start = parent[start]
    return start


def inferred_dates(nodes: Iterable[Node], clusters: Iterable[Cluster]) -> dict[str, tuple[str, str]]:
    """For each undated node of an incident that a dated report tells: the date and the id of the node that gives it.

    The earliest published telling with a full date gives it. Never the other way round: a dated node keeps its date.
    """
    by_id = {node.id: node for node in nodes}
    found: dict[str, tuple[str, str]] = {}
    for group in clusters:
        dated = [by_id[m] for m in group.members if by_id[m].start is not None]
        if not dated:
            continue
        giver = min(dated, key=lambda node: (-len(node.start or ""), node.published or "9999", node.id))
        for member in group.members:
            if by_id[member].start is None:
                found[member] = (giver.start or "", giver.id)
    return found
