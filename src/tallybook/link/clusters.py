"""From pairs to incidents: the clusters of a component, and which incident is part of which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tallybook.link.constraints import Constraint, Ruled, settled
from tallybook.link.copies import counts, following
from tallybook.link.homes import Home, beside_kin, homes, is_vague, nearest, tie
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
    """The incidents that some nodes make among themselves, in the order of their first members.

    ``pairs`` are all kept pairs among them (pairs to other nodes are ignored). Order changes nothing, but for
    ``constraints``: what judgements demand, in the order in which they were made. A book comes to the same by
    ``linked``, ``homes``, ``obeying`` and ``wholes`` one after the other, with a neighbourhood in memory at a time.
    """
    by_id = {node.id: node for node in nodes}
    firsts = {id: p.b if p.a == id else p.a for id, p in following(by_id.values(), by_id).items()}
    own = {id: node for id, node in by_id.items() if id not in firsts}
    among = (p for p in pairs if p.a in by_id and p.b in by_id and counts(p, firsts, by_id))
    inside = sorted(among, key=lambda p: (p.a, p.b))
    same = [p for p in _among(own, inside) if tie(p, own[p.a], own[p.b]) in ("known", "vague")]
    ruled = settled(constraints, own, firsts)
    groups = obeying(_grouped(own, same), own, same, ruled)
    return wholes(with_copies(groups, firsts), by_id, [p for p in inside if not _parted(p, firsts, ruled)])


def _parted(pair: PairScore, firsts: Mapping[str, str], ruled: Ruled) -> bool:
    return ruled.are_apart(firsts.get(pair.a, pair.a), firsts.get(pair.b, pair.b))


def obeying(
    groups: Iterable[tuple[str, ...]], nodes: Mapping[str, Node], same: Iterable[PairScore], ruled: Ruled
) -> list[tuple[str, ...]]:
    """The groups as judgements want them: those that they join are one, and one that they part is clustered anew.

    ``same`` are the kept pairs of tellings that look the same, which a group that is parted is clustered by.
    """
    told = sorted(groups)
    home = {member: group[0] for group in told for member in group}
    merged = _merged(told, [{home[node] for node in group if node in home} for group in ruled.groups()])
    kept = list(same) if ruled.shut else []
    found: list[tuple[str, ...]] = []
    for group in merged:
        if _is_torn(group, ruled):
            own = {id: nodes[id] for id in group}
            found += linked(own, _among(own, kept), ruled)
        else:
            found.append(group)
    return sorted(found)


def _is_torn(group: Sequence[str], ruled: Ruled) -> bool:
    """Whether judgements part two of a group. Who is only parted from another group stays as found: else it would
    matter whether that other group is looked at too."""
    shut = [one for one in group if ruled.first(one) in ruled.shut]
    return any(ruled.are_apart(a, b) for a, b in combinations(shut, 2))


def _merged(groups: Sequence[tuple[str, ...]], joined: Iterable[set[str]]) -> list[tuple[str, ...]]:
    """The groups, those one of which each set names (by its first member) being one; the first of them names it."""
    top = {group[0]: group[0] for group in groups}

    def first(id: str) -> str:
        while top[id] != id:
            id = top[id]
        return id

    for some in joined:
        heads = sorted({first(id) for id in some})
        top.update(dict.fromkeys(heads[1:], heads[0]) if heads else {})
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        found[first(group[0])] += group
    return [tuple(members) for members in found.values()]


def _grouped(own: Mapping[str, Node], same: Sequence[PairScore]) -> list[tuple[str, ...]]:
    """The groups of nodes that copy none: each core with the vague ones that it is the home of, then the rest."""
    known = {id: node for id, node in own.items() if not is_vague(node)}
    cores = {group[0]: group for group in linked(known, _among(known, same))}
    home = _settled(own, cores, _offers(own, same))
    near = {id: nearest(o for o in found if is_vague(own[o[1]])) for id, found in _offers(own, same).items()}
    rest = {id: node for id, node in own.items() if id not in known and id not in home}
    mutual = [p for p in _among(rest, same) if p.a in near[p.b] and p.b in near[p.a]]
    joined = [(*group, *sorted(id for id, to in home.items() if to == core)) for core, group in cores.items()]
    return joined + linked(rest, mutual)


_Offers = dict[str, list[tuple[float, str]]]


def _settled(own: Mapping[str, Node], cores: Mapping[str, Sequence[str]], offers: _Offers) -> dict[str, str]:
    """The core that each vague node joins: likest to its own tellings first, then to those and to kin at home there."""
    core_of = {member: core for core, group in cores.items() for member in group}
    told = {core: [own[member] for member in group] for core, group in cores.items()}
    reports: dict[str, list[Node]] = defaultdict(list)
    for id in sorted(offers):
        if is_vague(own[id]):
            reports[own[id].report].append(own[id])
    known = {id: {core_of[o] for o in nearest(o for o in found if o[1] in core_of)} for id, found in offers.items()}
    vague = {id: nearest(o for o in found if o[1] not in core_of) for id, found in offers.items()}
    first: dict[str, Home] = {}
    for some in reports.values():
        first |= homes(some, {n.id: {core: told[core] for core in known[n.id]} for n in some})
    final: dict[str, Home] = {}
    for some in reports.values():
        final |= homes(
            some, {n.id: beside_kin(n, known[n.id], [own[o] for o in vague[n.id]], first, told) for n in some}
        )
    return {id: home.core for id, home in final.items()}


def _offers(own: Mapping[str, Node], same: Iterable[PairScore]) -> _Offers:
    found: _Offers = defaultdict(list)
    for pair in same:
        found[pair.a].append((pair.value, pair.b))
        found[pair.b].append((pair.value, pair.a))
    return found


def _among(nodes: Mapping[str, Node], pairs: Iterable[PairScore]) -> list[PairScore]:
    return [pair for pair in pairs if pair.a in nodes and pair.b in nodes]


def with_copies(groups: Iterable[tuple[str, ...]], firsts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The groups with each copy behind what it copies (``firsts``: by copy); it follows that one and has no say."""
    copies: dict[str, list[str]] = defaultdict(list)
    for copy, first in firsts.items():
        copies[first].append(copy)
    return [(*group, *sorted(copy for member in group for copy in copies[member])) for group in groups]


def wholes(
    groups: Iterable[tuple[str, ...]], nodes: Mapping[str, Node], pairs: Iterable[PairScore]
) -> tuple[Cluster, ...]:
    """Which group is part of which: what most pairs with a ``part`` say, a report's own word counting for three.

    ``groups`` must be closed: where one of a pair's nodes is in a group here, so is the other.
    """
    told = sorted(groups)
    home = {member: group[0] for group in told for member in group}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        if pair.part is not None:
            whole = pair.b if pair.part == pair.a else pair.a
            weight = 3 if nodes[pair.part].part_of == whole else 1
            votes[home[pair.part]][home[whole]] += weight
    parent = _acyclic({part: _chosen(part, counted) for part, counted in votes.items()})
    ids = {group[0]: identity("i", group[0]) for group in told}
    return tuple(
        Cluster(ids[g[0]], g, ids[parent[g[0]]] if g[0] in parent else None, ids[_outermost(g[0], parent)])
        for g in told
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
