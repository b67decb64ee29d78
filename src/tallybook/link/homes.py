"""Where a vague telling belongs: one without a close date joins an incident of known days, and never makes one of two.

A telling without a close date ("last year's attack in the town") looks like many incidents of its town. Were it to
link like any other, the town's history would become one chain, longer with every report. So tellings of known days
are clustered first, into *cores*, by themselves. A vague telling then looks for its home: the core that it is likest
on average, among those of the few tellings that it is likest. Then it looks again, with the vague tellings likest to
it beside the cores where they are at home, as far as they were surer of it than itself. Those that still have none are
clustered among themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Literal, NamedTuple

from tallybook.link.copies import is_copy
from tallybook.link.gates import shut
from tallybook.link.linkage import CARRIED
from tallybook.link.nodes import Node
from tallybook.link.score import PairScore, score

LONG = 40
"""A date that spans more days than this counts as unknown."""
NEAREST = 8
"""Of the tellings that look the same, so many of the likest are asked: their number does not grow with the book."""
COMPARED = 24
"""Tellings of a core with which a vague one is compared."""
TOLERATED = 0.1
"""The share of them that a gate may shut: a reader's slip in one report of many."""


def is_vague(node: Node) -> bool:
    """Whether a node's own date is unknown or too coarse to tell incidents of one town apart."""
    return node.first is None or node.last is None or node.last - node.first > LONG


Tie = Literal["known", "vague", "copy"]
"""What a pair of tellings that look the same can do: make a core, give a vague one a home, let a copy follow."""


def tie(pair: PairScore, a: Node, b: Node) -> Tie | None:
    """What a pair can do; None where the two do not look the same."""
    if not pair.same:
        return None
    if is_copy(a, b) or is_copy(b, a):
        return "copy"
    return "vague" if is_vague(a) or is_vague(b) else "known"


def nearest(offers: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    """The likest of (value, id), the likest first: of equal ones those whose ids come first."""
    return tuple(id for _, id in sorted((-value, id) for value, id in offers)[:NEAREST])


class Home(NamedTuple):
    """The id of a core, and how much more alike than not a vague telling and those compared there are on average."""

    core: str
    worth: float


def homes(seekers: Iterable[Node], options: Mapping[str, Mapping[str, Sequence[Node]]]) -> dict[str, Home]:
    """The core that each vague telling of one report joins; one that is like none is left out.

    ``options`` holds, for each seeker's id, the tellings that it is compared with by the id of their core. A core takes
    one telling of a report: the likest, since the reader of the report told them apart.
    """
    worths = sorted(
        (-worth, node.id, core)
        for node in seekers
        for core, told in sorted(options.get(node.id, {}).items())
        if (worth := _worth(node, told)) > 0
    )
    found: dict[str, Home] = {}
    for less, id, core in worths:
        if id not in found and all(core != home.core for home in found.values()):
            found[id] = Home(core, -less)
    return found


def beside_kin(
    node: Node,
    asked: Iterable[str],
    kin: Iterable[Node],
    at_home: Mapping[str, Home],
    cores: Mapping[str, Sequence[Node]],
) -> dict[str, list[Node]]:
    """The options of a telling at its second try: the cores asked at first and those of its kin, with the kin there.

    ``kin`` are the vague tellings that it is likest. It hears those that were surer of their home than itself, so that
    no two change places.
    """
    found = {core: list(cores[core]) for core in asked}
    own = at_home[node.id].worth if node.id in at_home else 0.0
    for other in kin:
        home = at_home.get(other.id)
        if home is not None and home.worth > own:
            found.setdefault(home.core, list(cores[home.core])).append(other)
    return found


def _worth(node: Node, told: Sequence[Node]) -> float:
    """How much more alike than not a telling and those of a core are on average; 0 where it cannot be one of them."""
    some = told[:COMPARED]
    if not some or sum(shut(node, other) is not None for other in some) > TOLERATED * len(some):
        return 0.0
    if any(node.report == other.report for other in told):
        return 0.0
    return round(fmean(score(node, other).value - CARRIED for other in some), 6)
