"""Incidents from pairs: no chains, no order, waves and sites."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.link import Node, inferred_dates, nodes
from tallybook.records import Reading
from tests.link.telling import HARBEL, KAKATA, LIBERIA, copied, link, local, members, node, report, toll

BOOK = [
    node("a.txt", 12),
    node("b.txt", 14),
    node("c.txt", 12, start=None),
    node("d.txt", 30, place=KAKATA),
    node("e.txt", 31, place=KAKATA),
    node("f.txt", 12, start="2020-05-09", published="2020-05-10"),
    node("g.txt", 44, place=LIBERIA),
    node("h.txt", 12, start=None, place=None, published=None),
]


@given(st.permutations(BOOK))
def test_the_order_of_reports_changes_nothing(found: list[Node]) -> None:
    """Shuffled nodes and pairs give the same incidents with the same ids."""
    assert link(found) == link(BOOK)


def test_every_node_is_in_exactly_one_incident() -> None:
    """Nothing is lost and nothing counted twice."""
    told = [member for group in link(BOOK) for member in group.members]
    assert sorted(told) == sorted(one.id for one in BOOK)


def test_one_day_two_towns_are_two_incidents() -> None:
    """Over-merging is the known failure of every peer."""
    a, b, d, e = BOOK[0], BOOK[1], BOOK[3], BOOK[4]
    assert members([a, b, d, e]) == {frozenset({a.id, b.id}), frozenset({d.id, e.id})}


def test_an_undated_telling_does_not_glue_two_dates() -> None:
    """It joins one of the two at most: what is shut between the others counts as much."""
    early, late = node("a.txt"), node("f.txt", start="2020-05-20", published="2020-05-21")
    between = node("c.txt", start=None, published="2020-05-22")
    found = members([early, late, between])
    assert not any({early.id, late.id} <= group for group in found)


def test_two_incidents_of_one_report_stay_two() -> None:
    """The reader told them apart; only a judgement may merge them."""
    told = report("a.txt")
    reading = Reading(told.id, (toll(told, 12), toll(told, 12, "B")), (local(told), local(told, "B")))
    both = list(nodes(told, reading))
    groups = members([*both, node("b.txt")])
    assert not any({one.id for one in both} <= group for group in groups)


def test_country_level_tellings_do_not_glue_the_incidents_of_a_country() -> None:
    """Reports whose town the reader missed stay with their own incident."""
    ferry = "Ferry ramp shelled\nShells fell on the ferry ramp, nurse Dahn said; queues of passengers scattered there."
    first = [node(f"a{n}.txt", 43, place=HARBEL if n else LIBERIA) for n in range(4)]
    kakata = {"text": ferry, "type": "shelling"}
    other = [node(f"b{n}.txt", 9, place=KAKATA if n else LIBERIA, **kakata) for n in range(4)]
    assert members(first + other) == {frozenset(n.id for n in first), frozenset(n.id for n in other)}


def test_a_site_keeps_its_wave_through_other_reports() -> None:
    """A report on one town joins the site, and the site is part of the wave."""
    told = report("w.txt")
    wave = local(told, "W", place=LIBERIA, places=(HARBEL, KAKATA), wave=True)
    site = local(told, "S", place=KAKATA, part_of="W")
    made = list(nodes(told, Reading(told.id, (toll(told, 90, "W"), toll(told, 7, "S")), (wave, site))))
    alone = node("s.txt", 7, place=KAKATA)
    groups = {member: group for group in link([*made, alone]) for member in group.members}
    assert groups[alone.id] == groups[made[1].id]
    assert groups[alone.id].part_of == groups[made[0].id].id
    assert groups[alone.id].root == groups[made[0].id].id == groups[made[0].id].root


def test_a_site_told_by_its_own_report_alone_joins_the_wave() -> None:
    """Its town and day are among the wave's."""
    wave = node("w.txt", 90, place=LIBERIA, places=(HARBEL, KAKATA), wave=True)
    site = node("s.txt", 7, place=KAKATA)
    groups = {member: group for group in link([wave, site]) for member in group.members}
    assert groups[site.id].root == groups[wave.id].id
    assert groups[site.id].id != groups[wave.id].id


def test_a_copy_changes_no_incident() -> None:
    """It stands with what it copies and has no say."""
    before = {group.id: set(group.members) for group in link(BOOK[:5])}
    again = copied(BOOK[0], "0.txt")
    after = {group.id: set(group.members) - {again.id} for group in link([*BOOK[:5], again])}
    assert after == before


def test_more_reports_do_not_rename_an_incident_whose_first_member_stays() -> None:
    """The id comes from the first member alone."""
    groups = link(BOOK[:2])
    first = min(BOOK[:2], key=lambda one: one.id)
    later = [one for one in (node(f"z{n}.txt") for n in range(20)) if one.id > first.id][:2]
    assert link([*BOOK[:2], *later])[0].id == groups[0].id


def test_an_undated_telling_takes_the_date_of_a_dated_one_and_never_the_reverse() -> None:
    """And says which one gave it."""
    found = [BOOK[0], BOOK[1], BOOK[2]]
    inferred = inferred_dates(found, link(found))
    assert set(inferred) == {BOOK[2].id}
    assert inferred[BOOK[2].id][0] == "2020-05-01"
    assert inferred[BOOK[2].id][1] in {BOOK[0].id, BOOK[1].id}


def test_an_incident_that_no_report_dates_stays_undated() -> None:
    """No date, no guess."""
    found = [node("a.txt", start=None), node("b.txt", start=None)]
    assert inferred_dates(found, link(found)) == {}


def test_a_large_component_is_linked_like_a_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the size up to which all pairs are scored, stored pairs and gates still keep two towns apart."""
    monkeypatch.setattr("tallybook.link.linkage.LARGE", 10)
    first = [node(f"a{n}.txt", 43) for n in range(15)]
    other = [node(f"b{n}.txt", 43, place=KAKATA) for n in range(15)]
    loose = [node("c.txt", 43, place=LIBERIA)]
    groups = members(first + other + loose)
    assert not any({first[0].id, other[0].id} <= group for group in groups)
    assert any({one.id for one in first} <= group for group in groups)
    assert any({one.id for one in other} <= group for group in groups)
