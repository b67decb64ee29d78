"""Which evidence is no evidence: what an area tells of in many different months points to no incident among them.

A telling without a close date is looked up by a piece of evidence in its area: a toll, a name, a word, a kind of event
(see ``blocks``). In a large book "a bombing" in a capital would bring years of bombings to compare, more with every
report, and could choose none of them. So a piece of evidence that tellings of known days hold in more than ``MONTHS``
different months is passed over. Months are counted and not tellings: one incident may be told a thousand times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from tallybook.link.blocks import block_keys, seek_keys
from tallybook.link.copies import following
from tallybook.link.homes import is_vague
from tallybook.link.nodes import Node

MONTHS = 6
MONTH = 30
"""Days."""
_EVIDENCE = ("p|", "n|")


def month(node: Node) -> int | None:
    """The stretch of 30 days in which a telling of a known day falls; None for a vague one."""
    return None if node.first is None or is_vague(node) else node.first // MONTH


def evidence(keys: Iterable[str]) -> set[str]:
    """The pieces of evidence that these keys look under: a key without its mark."""
    bare = (key.removeprefix("?") for key in keys)
    return {key for key in bare if key.startswith(_EVIDENCE)}


def crowded(nodes: Iterable[Node], most: int = MONTHS) -> frozenset[str]:
    """The pieces of evidence that these tellings hold in more than ``most`` months; followers are not heard."""
    held: dict[str, set[int]] = defaultdict(set)
    by_id = {node.id: node for node in nodes}
    followers = following(by_id.values(), by_id)
    for id, node in by_id.items():
        if id not in followers and (when := month(node)) is not None:
            for key in evidence(block_keys(node)):
                held[key].add(when)
    return frozenset(key for key, months in held.items() if len(months) > most)


class Keys(NamedTuple):
    """Where a node is filed, and where it looks."""

    filed: frozenset[str]
    sought: frozenset[str]

    @staticmethod
    def of(node: Node) -> Keys:
        """The keys of a node."""
        return Keys(frozenset(block_keys(node)), frozenset(seek_keys(node)))

    def meet(self, other: Keys, passed_over: Collection[str]) -> bool:
        """Whether two tellings are to be compared: one is filed where the other looks. Symmetric."""
        shared = self.sought & other.filed | other.sought & self.filed
        return any(key.removeprefix("?") not in passed_over for key in shared)


def meet(a: Node, b: Node, passed_over: Collection[str]) -> bool:
    """Whether two tellings are to be compared, see ``Keys``."""
    return Keys.of(a).meet(Keys.of(b), passed_over)
