"""What judgements demand of clusters: local incidents that are one, whatever a score or gate says, or never are.

Pure: the keeper of the book gives ``Constraint``s in the order in which they were made, ``settled`` says what holds
among some nodes. Where two cannot both hold, the later one stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Constraint:
    """One judgement over node ids: ``together`` are one incident, and none of ``apart`` is in it."""

    together: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def rules(self, a: str, b: str) -> bool:
        """Whether it says something of two nodes."""
        one, other = self.apart
        return {a, b} <= set(self.together) or (a in one and b in other) or (b in one and a in other)


@dataclass(slots=True)
class Ruled:
    """What holds among some nodes: for each the first of its group, and the groups that are kept apart from it."""

    top: dict[str, str] = field(default_factory=dict)
    shut: dict[str, set[str]] = field(default_factory=dict)

    def first(self, node: str) -> str:
        """The first node of the group that judgements put a node into: itself where there is none."""
        while (above := self.top.get(node, node)) != node:
            node = above
        return node

    def are_apart(self, a: str, b: str) -> bool:
        """Whether a judgement says that two nodes are never one incident."""
        return bool(self.shut) and self.first(b) in self.shut.get(self.first(a), ())

    def groups(self) -> list[list[str]]:
        """The groups of two nodes or more, each in order."""
        found: dict[str, list[str]] = {}
        for node in sorted({*self.top, *self.top.values()}):
            found.setdefault(self.first(node), []).append(node)
        return [group for _, group in sorted(found.items()) if len(group) > 1]

    def join(self, a: str, b: str) -> None:
        """Two nodes are one incident, unless they are apart already."""
        low, high = sorted((self.first(a), self.first(b)))
        if low == high or high in self.shut.get(low, ()):
            return
        self.top[high] = low
        for other in self.shut.pop(high, set()):
            self.shut[other].discard(high)
            self._part(low, other)

    def part(self, a: str, b: str) -> None:
        """Two nodes are never one incident, unless they are one already."""
        if self.first(a) != self.first(b):
            self._part(self.first(a), self.first(b))

    def _part(self, a: str, b: str) -> None:
        self.shut.setdefault(a, set()).add(b)
        self.shut.setdefault(b, set()).add(a)


def settled(constraints: Sequence[Constraint], nodes: Iterable[str], stands_for: dict[str, str]) -> Ruled:
    """What constraints demand of nodes; ``stands_for`` gives for a copy the node that it follows.

    The latest is heard first: an earlier one that contradicts it gives way where it does, and holds for the rest.
    """
    known, ruled = set(nodes), Ruled()

    def own(ids: Iterable[str]) -> list[str]:
        return sorted({stands_for.get(id, id) for id in ids} & known)

    for constraint in reversed(constraints):
        one, other = own(constraint.apart[0]), own(constraint.apart[1])
        for a in one:
            for b in other:
                ruled.part(a, b)
        _join_all(ruled, own(constraint.together))
    return ruled


def _join_all(ruled: Ruled, together: list[str]) -> None:
    """Each with the first before it that it may be with: what a later judgement parts leaves the others together."""
    heads: list[str] = []
    for node in together:
        head = next((head for head in heads if not ruled.are_apart(head, node)), None)
        if head is None:
            heads.append(node)
        else:
            ruled.join(head, node)
