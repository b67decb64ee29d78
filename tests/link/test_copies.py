"""What copies tell follows the same telling of what they copy, and has no say."""

from __future__ import annotations

from dataclasses import replace

from tallybook.link import Node, counts, first_of, following, ties
from tests.link.telling import copied, node


def by_id(*nodes: Node) -> dict[str, Node]:
    return {node.id: node for node in nodes}


def test_a_copy_follows_the_same_telling_of_its_first() -> None:
    one = node("a.txt")
    two, three = copied(one, "b.txt"), copied(one, "c.txt")
    found = following([one, two, three], by_id(one, two, three))
    assert found.keys() == {two.id, three.id}
    assert all(pair.same and one.id in (pair.a, pair.b) for pair in found.values())
    assert first_of(two) == one.id and first_of(one) is None


def test_what_the_first_does_not_tell_stands_for_itself() -> None:
    one = node("a.txt")
    two = copied(one, "b.txt")
    added = replace(two, id=f"{two.report}:B")
    assert following([two, added], by_id(one, two, added)).keys() == {two.id}
    assert following([two], {}) == {}


def test_a_telling_that_cannot_be_its_first_stands_for_itself() -> None:
    """The reader may read another day in a copy: its page's date is another."""
    one = node("a.txt")
    late = replace(node("b.txt", start="2021-03-01", published="2021-03-02"), copy_of=one.report)
    assert first_of(late) == one.id
    assert following([late], by_id(one)) == {}


def test_a_pair_counts_unless_the_firsts_say_it_themselves() -> None:
    one = node("a.txt")
    site = replace(one, id=f"{one.report}:B", part_of=one.id)
    two = copied(one, "b.txt")
    two_site = replace(copied(site, "b.txt"), part_of=two.id)
    more = replace(two_site, id=f"{two.report}:C")
    told = by_id(one, site, two, two_site, more)
    followers = following(told.values(), told)
    assert followers.keys() == {two.id, two_site.id}
    said = {(pair.a, pair.b): counts(pair, followers, told) for pair in ties(told.values())}
    assert said == {
        tuple(sorted((one.id, site.id))): True,
        tuple(sorted((two.id, two_site.id))): False,
        tuple(sorted((two.id, more.id))): True,
    }
