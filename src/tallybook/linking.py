"""Linking a book, step by step: pairs, cores, homes, groups, each from the last one's tables near its marks alone.

``pipeline`` calls these in the order of ``todo.STAGES``, each in short transactions. What a step finds depends on the
tables before it and not on what was there, so the order in which reports come changes nothing. ``link.cluster`` is the
same over nodes in memory; a test holds the two to each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from tallybook import link
from tallybook.book import cores, crowds, demands, incidents, links, todo
from tallybook.book.batches import batches
from tallybook.records import report_told_in

COMPARED = 50
"""How many local incidents are compared at once: their neighbours are held in memory together."""


def compare(connection: Connection, reports: Sequence[str]) -> None:
    """File the reports' local incidents and compare each with those that share a key, never with the whole book.

    What follows the telling that it copies is compared with that one alone, and filed nowhere.
    """
    fresh = _fresh_nodes(connection, reports)
    firsts = _first_tellings(connection, fresh.values())
    followers = link.following(fresh.values(), firsts)
    own = {id: node for id, node in fresh.items() if id not in followers}
    links.put_keys(connection, [(id, link.block_keys(node), link.month(node)) for id, node in own.items()])
    _pass_over(connection, crowds.grown(connection, _evidence(own.values())))
    ties = (pair for pair in link.ties(fresh.values()) if link.counts(pair, followers, fresh))
    told = {**firsts, **fresh}
    found = {(pair.a, pair.b): _kept(pair, told) for pair in (*ties, *followers.values())}
    doubts: dict[tuple[str, str], float] = {}
    for some in batches(sorted(own), COMPARED):
        kept, unsure = _compared(connection, own, some)
        found = {**kept, **found}
        doubts |= unsure
    _put(connection, fresh, found, doubts)
    vague = {end for pair in found.values() if pair.tie == "vague" for end in (pair.a, pair.b)}
    todo.mark(connection, "cores", fresh)
    todo.mark(connection, "homes", vague)
    todo.mark(connection, "settle", {*fresh, *vague})


def _evidence(nodes: Iterable[link.Node]) -> set[str]:
    """The pieces of evidence under which tellings of known days are filed: only these make one crowded."""
    return link.evidence(key for node in nodes if link.month(node) is not None for key in link.block_keys(node))


def _put(
    connection: Connection,
    fresh: Iterable[str],
    found: Mapping[tuple[str, str], links.Pair],
    doubts: Mapping[tuple[str, str], float],
) -> None:
    """Keep what is new: local incidents are compared again where evidence was passed over before."""
    there = {(pair.a, pair.b) for pair in links.ends(connection, fresh)}
    links.put_pairs(connection, [pair for ends, pair in found.items() if ends not in there])
    asked = links.doubted(connection, fresh)
    links.put_doubts(connection, [(a, b, value) for (a, b), value in doubts.items() if (a, b) not in asked])


def _pass_over(connection: Connection, evidence: Collection[str]) -> None:
    """Forget the pairs that nothing but evidence joined that has become too common."""
    pairs = _joined_by(connection, evidence)
    told = nodes(connection, {end for pair in pairs for end in pair})
    keys = {id: link.Keys.of(node) for id, node in told.items()}
    passed_over = crowds.passed_over(connection, link.evidence(key for one in keys.values() for key in one.filed))
    gone = [(a, b) for a, b in pairs if not keys[a].meet(keys[b], passed_over)]
    links.take_out_pairs(connection, gone)
    ends = {end for pair in gone for end in pair}
    todo.mark(connection, "homes", {id for id in ends if link.is_vague(told[id])})
    todo.mark(connection, "settle", ends)


def _joined_by(connection: Connection, evidence: Collection[str]) -> set[tuple[str, str]]:
    """The pairs, kept or doubted, of two that hold one of these pieces of evidence, one of them vague."""
    vague = {id for held in links.filed(connection, (f"?{key}" for key in evidence)).values() for id in held}
    holding: dict[str, set[str]] = defaultdict(set)
    for key, held in links.filed(connection, evidence).items():
        for id in held:
            holding[id].add(key)
    pairs = {(pair.a, pair.b) for pair in links.ends(connection, vague)} | links.doubted(connection, vague)
    return {(a, b) for a, b in pairs if not holding[a].isdisjoint(holding[b])}


def _compared(
    connection: Connection, fresh: dict[str, link.Node], some: Sequence[str]
) -> tuple[dict[tuple[str, str], links.Pair], dict[tuple[str, str], float]]:
    """The pairs worth keeping of some fresh nodes, and the values of those that are unsure.

    Few nodes at a time, so that their neighbours fit in little memory.
    """
    sought = {id: link.seek_keys(fresh[id]) for id in some}
    filed = links.filed_under(connection, (key for keys in sought.values() for key in keys))
    near = {id: {other for key in keys for other in filed.get(key, ())} - {id} for id, keys in sought.items()}
    known = {**fresh, **nodes(connection, {other for others in near.values() for other in others} - set(fresh))}
    ends = sorted({(min(id, other), max(id, other)) for id, others in near.items() for other in others})
    scored = [link.score(known[a], known[b]) for a, b in ends]
    unsure = {(pair.a, pair.b): pair.value for pair in scored if pair.unsure}
    return {(pair.a, pair.b): _kept(pair, known) for pair in scored if pair.keep}, unsure


def _kept(pair: link.PairScore, known: Mapping[str, link.Node]) -> links.Pair:
    tie = link.tie(pair, known[pair.a], known[pair.b])
    return links.Pair(pair.a, pair.b, tie, pair.part is not None, pair.value, pair.to_json())


def _fresh_nodes(connection: Connection, reports: Sequence[str]) -> dict[str, link.Node]:
    """The reports' nodes, each told what its report is a copy of."""
    found: dict[str, link.Node] = {}
    changed: dict[str, str] = {}
    for id, origin, record in links.nodes_of(connection, reports):
        node = link.Node.from_json(record)
        if node.copy_of != origin:
            node = replace(node, copy_of=origin)
            changed[id] = node.to_json()
        found[id] = node
    links.put_nodes(connection, changed)
    return found


def _first_tellings(connection: Connection, fresh: Iterable[link.Node]) -> dict[str, link.Node]:
    """What the reports that these copy tell, by id."""
    copied = {node.copy_of for node in fresh if node.copy_of is not None}
    told = links.nodes_of(connection, copied)
    return {id: replace(link.Node.from_json(record), copy_of=origin) for id, origin, record in told}


def nodes(connection: Connection, ids: Iterable[str]) -> dict[str, link.Node]:
    """What linking compares of these local incidents."""
    return {id: link.Node.from_json(record) for id, record in links.nodes(connection, sorted(ids)).items()}


def find_cores(connection: Connection, marked: Sequence[str]) -> None:
    """Cluster the tellings of known days that chains of pairs join to the marked ones."""
    reached = links.chain(connection, marked)
    told = nodes(connection, reached)
    copied = _firsts(connection, reached)
    known = {id: node for id, node in told.items() if id not in copied and not link.is_vague(node)}
    pairs = [link.PairScore.from_json(record) for record in links.records(connection, known.keys(), "known")]
    groups = link.linked(known, pairs)
    old = cores.cores_of(connection, reached)
    new = {member: group[0] for group in groups for member in group}
    moved = _moved(cores.within(connection, old.values()), {group[0]: group for group in groups})
    cores.put_cores(connection, {id: new.get(id) for id in {*old, *new} if old.get(id) != new.get(id)})
    todo.mark(connection, "homes", links.vague_beside(connection, moved))
    todo.mark(connection, "settle", moved)
    todo.done(connection, "cores", {*reached, *marked})


def _moved(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> set[str]:
    """The members, old and new, of the cores that are not what they were."""
    changed = {core for core in old.keys() | new.keys() if tuple(old.get(core, ())) != tuple(new.get(core, ()))}
    return {member for core in changed for member in (*old.get(core, ()), *new.get(core, ()))}


def _firsts(connection: Connection, locals_: Iterable[str]) -> dict[str, str]:
    """Those of these local incidents that follow what they copy, or are copied: the first by the copy."""
    pairs = links.ends(connection, locals_, tie="copy")
    copies = nodes(connection, {end for pair in pairs for end in (pair.a, pair.b)})
    return {
        copy: first for pair in pairs for copy, first in ((pair.a, pair.b), (pair.b, pair.a)) if copies[copy].copy_of
    }


@dataclass(frozen=True, slots=True)
class _Offers:
    """What some tellings look like, by a pair with a vague end: (value, other) by telling; and the others' cores.

    What copies another looks for nothing and is not looked at.
    """

    by_id: Mapping[str, Sequence[tuple[float, str]]]
    core_of: Mapping[str, str]
    copied: Mapping[str, str]

    def known(self, id: str) -> tuple[str, ...]:
        """The tellings of known days that one is likest."""
        return link.nearest(offer for offer in self.by_id.get(id, ()) if offer[1] in self.core_of)

    def vague(self, id: str) -> tuple[str, ...]:
        """The vague tellings that one is likest."""
        return link.nearest(offer for offer in self.by_id.get(id, ()) if offer[1] not in self.core_of)


def _offers(connection: Connection, locals_: Iterable[str]) -> _Offers:
    own = set(locals_)
    pairs = links.ends(connection, own, tie="vague")
    copied = _firsts(connection, {*own, *(end for pair in pairs for end in (pair.a, pair.b))})
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for pair in pairs:
        for end, other in ((pair.a, pair.b), (pair.b, pair.a)):
            if end in own and end not in copied and other not in copied:
                found[end].append((pair.value, other))
    others = {other for offers in found.values() for _, other in offers}
    return _Offers(found, cores.cores_of(connection, others), copied)


def _seekers(connection: Connection, marked: Iterable[str]) -> tuple[dict[str, list[link.Node]], _Offers]:
    """The vague tellings of the reports of the marked ones, by report, and what they look like."""
    reports = sorted({report_told_in(id) for id in marked})
    own = {id: link.Node.from_json(record) for id, _, record in links.nodes_of(connection, reports)}
    vague = {id: node for id, node in own.items() if link.is_vague(node)}
    offers = _offers(connection, vague)
    found: dict[str, list[link.Node]] = defaultdict(list)
    for id, node in vague.items():
        if id not in offers.copied:
            found[node.report].append(node)
    return found, offers


def find_homes(connection: Connection, marked: Sequence[str]) -> None:
    """Let each vague telling of the marked ones' reports look for its home among cores, by itself."""
    seekers, offers = _seekers(connection, marked)
    ids = {node.id for some in seekers.values() for node in some}
    asked = {id: {offers.core_of[other] for other in offers.known(id)} for id in ids}
    held = _told(connection, {core for cores_ in asked.values() for core in cores_})
    new: dict[str, link.Home] = {}
    for some in seekers.values():
        new |= link.homes(some, {node.id: {core: held[core] for core in asked[node.id]} for node in some})
    _put_homes(connection, ids, new, cores.FIRST)
    todo.mark(connection, "kin", ids | links.vague_beside(connection, ids))
    todo.done(connection, "homes", {*marked, *ids})


def find_kin(connection: Connection, marked: Sequence[str]) -> None:
    """Let each of them look again, with the vague tellings like it that are surer of theirs beside the cores."""
    seekers, offers = _seekers(connection, marked)
    ids = {node.id for some in seekers.values() for node in some}
    kin = {id: offers.vague(id) for id in ids}
    first = cores.tried(connection, {*ids, *(other for others in kin.values() for other in others)}, cores.FIRST)
    asked = {id: {offers.core_of[other] for other in offers.known(id)} for id in ids}
    homely = {home.core for home in first.values()}
    held = _told(connection, homely.union(*asked.values()))
    others = nodes(connection, {other for found in kin.values() for other in found if other in first})
    new: dict[str, link.Home] = {}
    for some in seekers.values():
        beside = {n.id: [others[o] for o in kin[n.id] if o in others] for n in some}
        new |= link.homes(some, {n.id: link.beside_kin(n, asked[n.id], beside[n.id], first, held) for n in some})
    _put_homes(connection, ids, new, cores.FINAL)
    todo.done(connection, "kin", {*marked, *ids})


def _told(connection: Connection, ids: Iterable[str]) -> dict[str, list[link.Node]]:
    """The tellings of known days that each of these cores holds, in order."""
    held = cores.within(connection, ids)
    told = nodes(connection, {member for members in held.values() for member in members})
    return {core: [told[member] for member in members] for core, members in held.items()}


def _put_homes(connection: Connection, ids: Iterable[str], new: Mapping[str, link.Home], step: int) -> None:
    """Keep what is new of these tellings' homes, and mark what stands or stood with those that moved."""
    asked = set(ids)
    old = cores.tried(connection, asked, step)
    moved = {id: new.get(id) for id in asked if new.get(id) != old.get(id)}
    cores.put_homes(connection, moved, step)
    if step == cores.FINAL:
        todo.mark(connection, "settle", {*moved, *links.vague_beside(connection, moved)})


@dataclass(frozen=True, slots=True)
class Grouped:
    """Clusters that touch no others, their nodes, and what judgements demand of them."""

    clusters: tuple[link.Cluster, ...]
    nodes: dict[str, link.Node]
    demanded: demands.Demands


def group(connection: Connection, marked: Iterable[str]) -> Grouped:
    """The incidents of the marked local incidents, and of all that stood or stands with them."""
    reached, demanded = reach(connection, marked)
    told = nodes(connection, reached)
    firsts = {copy: first for copy, first in _firsts(connection, told).items() if copy in told}
    own = {id: node for id, node in told.items() if id not in firsts}
    ruled = link.settled(demanded.constraints, own, firsts)
    groups = link.obeying(
        [*_at_cores(connection, own), *_lost(connection, own)], own, _same(connection, own, ruled), ruled
    )
    parts = [
        link.PairScore.from_json(pair.record)
        for pair in links.parts(connection, told)
        if not ruled.are_apart(firsts.get(pair.a, pair.a), firsts.get(pair.b, pair.b))
    ]
    return Grouped(link.wholes(link.with_copies(groups, firsts), told, parts), told, demanded)


def keep_torn(connection: Connection, found: Grouped) -> None:
    """Keep for the queue the pairs that look the same and stand in two incidents: something else speaks against."""
    home = {member: cluster.id for cluster in found.clusters for member in cluster.members}
    pairs = [pair for pair in links.ends(connection, home) if pair.tie in ("known", "vague") and not pair.part]
    apart = [(pair.a, pair.b, pair.value) for pair in pairs if home.get(pair.a) != home.get(pair.b)]
    links.put_torn(connection, home, apart)


def reach(connection: Connection, marked: Iterable[str]) -> tuple[set[str], demands.Demands]:
    """All local incidents that stood, stand or by a judgement are to stand with these, and what judgements demand."""
    reached: set[str] = set()
    frontier = set(marked)
    while True:
        while frontier:
            reached |= frontier
            frontier = _standing_with(connection, frontier) - reached
        demanded = demands.demanded(connection, reached)
        frontier = {id for one in demanded.constraints for id in one.together} - reached
        if not frontier:
            return reached, demanded


def _same(connection: Connection, own: Mapping[str, link.Node], ruled: link.Ruled) -> list[link.PairScore]:
    """The kept pairs among these that look the same; they are asked for only where judgements part some."""
    ties = ("known", "vague") if ruled.shut else ()
    return [link.PairScore.from_json(record) for tie in ties for record in links.records(connection, own.keys(), tie)]


def _standing_with(connection: Connection, locals_: set[str]) -> set[str]:
    """One step from local incidents to those of the same incident: as it stood, and as it stands now."""
    own = {**cores.cores_of(connection, locals_), **cores.homes_of(connection, locals_)}
    found = {member for held in cores.within(connection, own.values()).values() for member in held}
    found |= {member for held in cores.joined(connection, own.values()).values() for member in held}
    firsts = _firsts(connection, locals_)
    found |= {*firsts, *firsts.values()}
    found |= incidents.beside(connection, locals_)
    found |= {end for pair in links.parts(connection, locals_) for end in (pair.a, pair.b)}
    return found | {end for pair in _mutual(connection, locals_ - own.keys()) for end in pair}


def _mutual(connection: Connection, lost: set[str]) -> set[tuple[str, str]]:
    """The pairs of vague tellings without a home in which each is among the likest of the other."""
    near = _near(connection, lost)
    others = {other for found in near.values() for other in found}
    beside = {**near, **_near(connection, others - near.keys())}
    return {(min(id, o), max(id, o)) for id, found in near.items() for o in found if id in beside.get(o, ())}


def _near(connection: Connection, locals_: set[str]) -> dict[str, set[str]]:
    """For each vague telling without a home, those that it is likest among the vague; others are left out."""
    offers = _offers(connection, locals_)
    near = {id: offers.vague(id) for id in sorted(locals_) if id not in offers.copied}
    at_home = cores.homes_of(connection, {*near, *(other for others in near.values() for other in others)})
    return {id: {o for o in others if o not in at_home} for id, others in near.items() if id not in at_home}


def _at_cores(connection: Connection, told: Mapping[str, link.Node]) -> list[tuple[str, ...]]:
    """The cores among these, each with the vague tellings that have joined it."""
    ids = {*cores.cores_of(connection, told).values(), *cores.homes_of(connection, told).values()}
    joined = cores.joined(connection, ids)
    return [(*held, *joined.get(core, ())) for core, held in cores.within(connection, ids).items()]


def _lost(connection: Connection, own: Mapping[str, link.Node]) -> list[tuple[str, ...]]:
    """The vague tellings without a home among these, clustered among themselves."""
    placed = {**cores.cores_of(connection, own), **cores.homes_of(connection, own)}
    rest = {id: node for id, node in own.items() if id not in placed}
    mutual = _mutual(connection, set(rest))
    pairs = [link.PairScore.from_json(record) for record in links.records(connection, rest.keys(), "vague")]
    return link.linked(rest, [pair for pair in pairs if (pair.a, pair.b) in mutual])
