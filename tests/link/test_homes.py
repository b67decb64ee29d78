"""Where a vague telling belongs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tallybook.link import Home, Node, beside_kin, homes, is_vague, nearest, nodes, score, tie
from tallybook.link.homes import NEAREST
from tallybook.records import Reading
from tests.link.telling import KAKATA, copied, link, local, members, node, report, toll


@pytest.mark.parametrize(
    ("start", "end", "vague"),
    [
        ("2020-05-01", None, False),
        ("2020-05-01", "2020-05-04", False),
        ("2020-05", None, False),
        ("2020", None, True),
        (None, None, True),
    ],
)
def test_a_day_or_a_month_is_known_and_a_year_is_not(start: str | None, end: str | None, vague: bool) -> None:
    assert is_vague(node("a.txt", start=start, end=end)) is vague


def test_a_vague_telling_joins_the_core_that_it_is_likest() -> None:
    """Both have its town; one has its toll."""
    seeker = node("v.txt", 31, start=None)
    cores = {"other": [node("a.txt", 2)], "same": [node("b.txt", 31)]}
    assert homes([seeker], {seeker.id: cores})[seeker.id].core == "same"


def test_a_core_that_a_gate_shuts_is_no_home() -> None:
    seeker = node("v.txt", 31, start=None)
    cores = {"far": [node("b.txt", 31, place=KAKATA)]}
    assert homes([seeker], {seeker.id: cores}) == {}


def test_a_core_takes_one_telling_of_a_report_the_likest() -> None:
    """The report's reader told the two apart."""
    told = report("v.txt")
    reading = Reading(told.id, (toll(told, 31), toll(told, 12, "B")), (local(told, start=None), local(told, "B", None)))
    both = nodes(told, reading)
    cores = {"c": [node("b.txt", 31), node("c.txt", 31)]}
    likest = max(both, key=lambda one: score(one, cores["c"][0]).value)
    found = homes(both, {one.id: cores for one in both})
    assert {id: home.core for id, home in found.items()} == {likest.id: "c"}


def test_a_core_that_tells_of_the_same_report_takes_no_other_of_it() -> None:
    seeker = node("v.txt", 31, start=None)
    same_report = replace(node("b.txt", 31), report=seeker.report)
    assert homes([seeker], {seeker.id: {"c": [same_report, node("c.txt", 31)]}}) == {}


def test_a_telling_hears_kin_that_are_surer_than_itself_and_no_others() -> None:
    """So no two change places, each following the other."""
    one, other = node("v.txt", 31, start=None), node("w.txt", 31, start=None)
    core = [node("b.txt", 31)]
    sure, unsure = Home("c", 3.0), Home("c", 1.0)
    assert beside_kin(one, [], [other], {one.id: unsure, other.id: sure}, {"c": core}) == {"c": [*core, other]}
    assert beside_kin(other, ["c"], [one], {one.id: unsure, other.id: sure}, {"c": core}) == {"c": core}
    assert beside_kin(one, [], [other], {other.id: unsure}, {"c": core}) == {"c": [*core, other]}


def test_of_many_offers_the_likest_are_asked_and_ties_go_by_id() -> None:
    offers = [(float(n % 3), f"n{n:02d}") for n in range(30)]
    found = nearest(offers)
    assert found == nearest(reversed(offers))
    assert found == tuple(f"n{n:02d}" for n in range(2, 2 + 3 * NEAREST, 3))


def test_a_pair_ties_known_days_a_vague_telling_or_a_copy() -> None:
    known, other, vague = node("a.txt", 31), node("b.txt", 31), node("c.txt", 31, start=None)
    copy = copied(known, "0.txt")
    far = node("d.txt", 31, place=KAKATA)

    def of(a: Node, b: Node) -> str | None:
        return tie(score(a, b), *sorted((a, b), key=lambda one: one.id))

    assert [of(known, x) for x in (other, vague, copy, far)] == ["known", "vague", "copy", None]


def test_a_vague_telling_follows_vague_ones_like_it() -> None:
    """It is like no telling of a known day, but like an undated one that is."""
    known = [node(f"k{n}.txt", 31) for n in range(2)]
    between = node("b.txt", 31, start=None, text="Depot stormed\nWatchman Kollie, nurse Dahn, driver Sumo saw it.")
    last = node("l.txt", 9, start=None, published=None, text="Depot\nNurse Dahn and driver Sumo saw it.")
    assert not any(score(one, last).same for one in known)
    assert frozenset(one.id for one in (*known, between, last)) in members([*known, between, last])


def test_vague_tellings_of_no_known_day_are_one_incident_where_they_are_alike() -> None:
    alone = [node(f"{name}.txt", 31, start=None) for name in "abc"]
    assert {group.members for group in link(alone)} == {tuple(sorted(one.id for one in alone))}
