"""Average linkage over one component: which nodes are one incident.

Average linkage and not chains: a node that looks like two different incidents cannot glue them, because what speaks
against the other members counts as much. The result is a function of the set of nodes and pairs alone: the best two
clusters merge first, ties by the ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from tallybook.link.constraints import Ruled
from tallybook.link.gates import shut
from tallybook.link.nodes import Node
from tallybook.link.score import UNSURE, PairScore, score

CARRIED = UNSURE
"""What the pairs between two clusters must reach on average, once at least one of them is ``same``."""
NEVER = -6.0
"""What a shut gate counts in an average."""
UNKNOWN = -0.5
"""What a pair that was not stored counts in a chain too large to score it."""
LARGE = 200
"""Nodes of a chain up to which pairs that were not stored are scored."""
TOLERATED = 0.1
"""The share of pairs between two clusters that a gate may shut: a reader's slip in one report of many."""


class _Bond(NamedTuple):
    """What lies between two clusters: the sum of weights, how many pairs, how many of them a gate shuts."""

    total: float
    pairs: int
    shut: int

    def __add__(self, other: object) -> _Bond:
        if not isinstance(other, _Bond):
            return NotImplemented
        return _Bond(self.total + other.total, self.pairs + other.pairs, self.shut + other.shut)

    @property
    def mean(self) -> float:
        return NEVER if self.shut > TOLERATED * self.pairs else round(self.total / self.pairs, 6)


def linked(nodes: Mapping[str, Node], pairs: Iterable[PairScore], ruled: Ruled | None = None) -> list[tuple[str, ...]]:
    """The clusters of a component as sorted tuples of node ids, in the order of their first ids.

    ``pairs`` are all stored pairs among ``nodes``, in any order. Only what chains of ``same`` pairs join can become
    one cluster, so each such chain is clustered by itself. What judgements put together (``ruled``) is one from the
    start, and what they part is never merged.
    """
    ordered = sorted(pairs, key=lambda pair: (pair.a, pair.b))
    ruled = ruled or Ruled()
    judged = ((a, b) for a, b in ruled.top.items() if a in nodes and b in nodes)
    chains = _chains(nodes, [*((p.a, p.b) for p in ordered if p.same), *judged])
    inside: dict[str, list[PairScore]] = defaultdict(list)
    for pair in ordered:
        if chains[pair.a] == chains[pair.b]:
            inside[chains[pair.a]].append(pair)
    members: dict[str, dict[str, Node]] = defaultdict(dict)
    for id in sorted(nodes):
        members[chains[id]][id] = nodes[id]
    return sorted(group for top, own in members.items() for group in _Linkage(own, inside[top], ruled).run())


def _chains(nodes: Iterable[str], joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each node the first node of the chain of joined pairs that it belongs to."""
    top = {id: id for id in nodes}

    def first(id: str) -> str:
        while top[id] != id:
            top[id] = top[top[id]]
            id = top[id]
        return id

    for a, b in joined:
        low, high = sorted((first(a), first(b)))
        top[high] = low
    return {id: first(id) for id in top}


class _Linkage:
    def __init__(self, nodes: Mapping[str, Node], pairs: list[PairScore], ruled: Ruled) -> None:
        self.nodes = nodes
        self.small = len(nodes) <= LARGE
        self.members: dict[str, tuple[str, ...]] = {node: (node,) for node in sorted(nodes)}
        self.reports = {node: {nodes[node].report} for node in nodes}
        self.known = {(pair.a, pair.b): _weight(pair) for pair in pairs}
        self.bonds: dict[str, dict[str, _Bond]] = defaultdict(dict)
        self.heap: list[tuple[float, str, str]] = []
        for pair in pairs:
            if pair.same:
                self._tie(pair.a, pair.b, self._bond(pair.a, pair.b))
        self.groups = {node: {ruled.first(node)} for node in nodes} if ruled.shut else {}
        self.shut = ruled.shut
        for first, *others in ruled.groups():
            for other in others if first in nodes else ():
                self._merge(first, other)

    def run(self) -> list[tuple[str, ...]]:
        """Merges the best two clusters until none are alike."""
        while self.heap:
            worth, a, b = heappop(self.heap)
            bond = self.bonds.get(a, {}).get(b)
            if bond is not None and -bond.mean == worth and not self._are_apart(a, b):
                self._merge(a, b)
        return sorted(self.members.values())

    def _tie(self, a: str, b: str, bond: _Bond) -> None:
        self.bonds[a][b] = self.bonds[b][a] = bond
        if bond.mean > 0:
            heappush(self.heap, (-bond.mean, min(a, b), max(a, b)))

    def _merge(self, a: str, b: str) -> None:
        mine, other = self.bonds.pop(a, {}), self.bonds.pop(b, {})
        around = sorted((mine.keys() | other.keys()) - {a, b})
        joined = {c: (mine.get(c) or self._bond(a, c)) + (other.get(c) or self._bond(b, c)) for c in around}
        self.members[a] = tuple(sorted(self.members[a] + self.members.pop(b)))
        self.reports[a] |= self.reports.pop(b)
        if self.shut:
            self.groups[a] |= self.groups.pop(b)
        for c, bond in joined.items():
            self.bonds[c].pop(b, None)
            self._tie(a, c, bond)

    def _are_apart(self, a: str, b: str) -> bool:
        if self.reports[a] & self.reports[b]:
            return True
        return bool(self.shut) and any(self.shut.get(one, set()) & self.groups[b] for one in self.groups[a])

    def _bond(self, a: str, b: str) -> _Bond:
        weights = [self._between(x, y) for x in self.members[a] for y in self.members[b]]
        return _Bond(sum(weights), len(weights), weights.count(NEVER))

    def _between(self, x: str, y: str) -> float:
        key = (x, y) if x < y else (y, x)
        if key not in self.known:
            self.known[key] = self._missing(self.nodes[x], self.nodes[y])
        return self.known[key]

    def _missing(self, x: Node, y: Node) -> float:
        if self.small:
            return _weight(score(x, y))
        return NEVER if shut(x, y) else UNKNOWN


def _weight(pair: PairScore) -> float:
    return NEVER if pair.verdict == "never" else pair.value - CARRIED
