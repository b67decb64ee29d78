"""What judgements demand of clusters holds, whatever scores and gates say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.link import Constraint, Node, cluster, obeying, score
from tallybook.link.constraints import settled
from tests.link.telling import KAKATA, copied, node

NODES = [node(f"{name}.txt", 12) for name in "abcd"] + [node(f"{name}.txt", 40, place=KAKATA) for name in "efg"]
IDS = sorted(one.id for one in NODES)
subsets = st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(tuple)
constraints = st.lists(
    st.one_of(st.builds(Constraint, subsets), st.builds(Constraint, st.just(()), st.tuples(subsets, subsets))),
    max_size=5,
)


def clusters(nodes: list[Node], demanded: list[Constraint]) -> dict[str, str]:
    """The incident of each node."""
    pairs = [score(a, b) for n, a in enumerate(nodes) for b in nodes[n + 1 :]]
    return {m: found.id for found in cluster(nodes, [p for p in pairs if p.keep], demanded) for m in found.members}


def test_what_is_judged_the_same_is_one_over_a_shut_gate() -> None:
    home = clusters(NODES, [Constraint((IDS[0], IDS[-1]))])
    assert home[IDS[0]] == home[IDS[-1]]


def test_what_is_judged_different_is_two_though_it_looks_the_same() -> None:
    a, b = NODES[0].id, NODES[1].id
    assert clusters(NODES, [])[a] == clusters(NODES, [])[b]
    home = clusters(NODES, [Constraint(apart=((a,), (b,)))])
    assert home[a] != home[b]


@given(constraints, st.permutations(NODES))
def test_all_that_can_hold_holds_and_the_order_of_nodes_changes_nothing(
    demanded: list[Constraint], shuffled: list[Node]
) -> None:
    home = clusters(shuffled, demanded)
    assert home == clusters(NODES, demanded)
    ruled = settled(demanded, IDS, {})
    for group in ruled.groups():
        assert len({home[id] for id in group}) == 1
    for a in IDS:
        for b in IDS:
            assert not (ruled.are_apart(a, b) and home[a] == home[b])


@given(constraints)
def test_the_last_judgement_always_holds(demanded: list[Constraint]) -> None:
    if not demanded:
        return
    home, last = clusters(NODES, demanded), demanded[-1]
    assert len({home[id] for id in last.together}) <= 1
    one, other = last.apart
    assert not {home[id] for id in set(one) - set(other)} & {home[id] for id in set(other) - set(one)}


def test_a_later_split_leaves_together_what_it_does_not_name() -> None:
    a, b, c = IDS[:3]
    ruled = settled([Constraint((a, b, c)), Constraint(apart=((a,), (b, c)))], IDS, {})
    assert ruled.groups() == [[b, c]] and ruled.are_apart(a, b) and ruled.are_apart(c, a)


def test_a_copy_follows_what_it_copies() -> None:
    first, far = NODES[0], NODES[-1]
    again = copied(first, "copy.txt")
    home = clusters([*NODES, again], [Constraint((again.id, far.id))])
    assert home[again.id] == home[first.id] == home[far.id]
    assert clusters([*NODES, again], [Constraint(apart=((again.id,), (first.id,)))]) == clusters([*NODES, again], [])


def test_nodes_that_are_not_there_are_passed_over() -> None:
    assert clusters(
        NODES, [Constraint(("r-gone:A", IDS[0])), Constraint(apart=(("r-gone:A",), (IDS[0],)))]
    ) == clusters(NODES, [])


def test_a_group_that_is_parted_from_another_one_is_as_it_was_found() -> None:
    """Whether or not that other one is looked at: its first member names an incident, so its order is kept."""
    told = [node("b.txt"), node("c.txt"), node("a.txt")]
    group = tuple(one.id for one in told)
    other = node("d.txt")
    demanded = [Constraint(apart=(group, (other.id,)))]
    for beside in ([], [other]):
        own = {one.id: one for one in [*told, *beside]}
        groups = [group, *((one.id,) for one in beside)]
        assert group in obeying(groups, own, [], settled(demanded, own, {}))
