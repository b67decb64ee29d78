"""What copies tell: each telling follows the same one of the report that was copied, and has no say of its own.

A story that the wire repeats is one voice. Were each of its copies compared with each other and with all that the story
is compared with, a thousand copies would make a million pairs that say the same; following makes a thousand. What only
the copy tells (its paper added a paragraph) stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tallybook.link.nodes import Node
from tallybook.link.score import PairScore, score


def first_of(node: Node) -> str | None:
    """The id that the same telling has in the report that the node's report copies; None where it copies none."""
    return f"{node.copy_of}:{_key(node)}" if node.copy_of else None


def is_copy(copy: Node, of: Node) -> bool:
    """Whether one is what a copied report tells and the other the same of the report that it copies."""
    return copy.copy_of == of.report and of.copy_of is None and _key(copy) == _key(of)


def following(nodes: Iterable[Node], firsts: Mapping[str, Node]) -> dict[str, PairScore]:
    """Those of these tellings that follow their first, with the pair of the two; ``firsts`` holds the firsts by id."""
    found: dict[str, PairScore] = {}
    for node in nodes:
        of = firsts.get(first_of(node) or "")
        if of is not None and is_copy(node, of):
            pair = score(node, of)
            if pair.same:
                found[node.id] = pair
    return found


def counts(pair: PairScore, followers: Mapping[str, object], nodes: Mapping[str, Node]) -> bool:
    """Whether a pair says something that the firsts of its ends do not say themselves.

    A follower's own report may still tell it as a part of what it alone tells.
    """
    if pair.a not in followers and pair.b not in followers:
        return True
    alike = nodes[pair.a].report == nodes[pair.b].report
    return alike and not (pair.a in followers and pair.b in followers)


def _key(node: Node) -> str:
    return node.id.rsplit(":", 1)[-1]
