"""Figures that do not set a bound alone, and why: a slip in one of many reports."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.reconcile import Member
from tests.reconcile.accounts import figure, incident, member, toll


def reason_of(claim: str, *members: Member, victims: str = "unspecified") -> str:
    """Why a claim is left out."""
    return dict(incident(*members).figures["killed"][victims].left_out)[claim]


def test_a_number_of_which_its_own_report_tells_many_times_as_much_counts_a_part() -> None:
    """ "Police count 207 dead. 25 bodies have no name yet, the government says." """
    first = member("a.txt", figure(207, "police"), figure(25, "government", "government", at=30))
    other = member("b.txt", figure(290), published="2020-05-03")
    assert toll(first, other) == (207, 207, 290)
    part = first.claims[1].id
    assert reason_of(part, first, other) == "its own report tells 207, and nobody else so few: it counts a part"
    assert "25 from government" in incident(first, other).figures["killed"]["unspecified"].why


def test_a_low_number_that_another_report_bears_out_stands() -> None:
    """Two reports of the first hours."""
    first = member("a.txt", figure(207, "police"), figure(25, "government", "government", at=30))
    early = member("b.txt", figure(24, "a hospital", "medical"), figure(200, "ambulances", "rescue", at=30))
    assert toll(first, early)[0] == 24


def test_two_sides_that_nobody_else_bears_out_both_stand() -> None:
    """An army that admits nine and a group that claims fifty-seven contradict each other: neither is a part."""
    told = member(
        "a.txt",
        figure(9, "the army", "military", victims="security_force"),
        figure(57, "rebel front", "armed_group", at=30, victims="security_force"),
    )
    assert toll(told, victims="security_force") == (9, 9, 57)


def test_no_dead_and_dozens_of_dead_are_no_parts() -> None:
    """A denial and a word are bounds of their own."""
    none = member("a.txt", figure(0, "government", "government"), figure(300, "a monitor", "ngo", at=30))
    vague = member("b.txt", figure(24, high=None, qualifier="vague"), figure(310, "hospitals", "medical", at=30))
    assert toll(none, vague) == (0, 310, 310)
    assert toll(vague, member("c.txt", figure(300, "a monitor", "ngo")))[0] == 24


def test_what_the_reader_is_not_sure_of_sets_no_bound_alone() -> None:
    """A crowd at prayer, taken for the wounded by one reader with a chance of 70 in 100."""
    sure = (member("a.txt", figure(150, "officials", "government")), member("b.txt", figure(221, "police chief")))
    slip = member("c.txt", figure(400, confidence=0.7))
    assert toll(*sure, slip) == (150, 221, 221)
    assert reason_of(slip.claims[0].id, *sure, slip) == "the reader is 70 % sure of it, and nobody else comes near"
    assert toll(*sure, member("c.txt", figure(400, confidence=0.97)))[2] == 400
    assert toll(*sure, member("c.txt", figure(225, confidence=0.7)))[2] == 225
    assert toll(sure[0], slip)[2] == 400


def test_a_class_is_no_larger_than_all_the_people_that_its_speaker_counts() -> None:
    """ "127 worshippers were in the church; the number of deaths is 40, said the governor." """
    governor = member(
        "a.txt", figure(127, "governor", "government", victims="civilian"), figure(40, "governor", "government", at=30)
    )
    witness = member("b.txt", figure(41, "a witness", "witness", victims="civilian"))
    assert toll(governor, witness, victims="civilian") == (41, 41, 41)
    slip = governor.claims[0].id
    assert reason_of(slip, governor, witness, victims="civilian") == "the same speaker counts only 40 people in all"


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from([0.5, 0.95, None])), min_size=1, max_size=8))
def test_no_doubt_leaves_an_incident_without_its_figures(told: list[tuple[int, float | None]]) -> None:
    members = [
        member(f"{at}.txt", figure(number, f"speaker {at}", confidence=sure), figure(number // 5, at=30))
        for at, (number, sure) in enumerate(told)
    ]
    estimate = incident(*members).figures["killed"]["unspecified"]
    every = {claim.id for one in members for claim in one.claims}
    assert estimate.claims
    assert {*estimate.claims, *(claim for claim, _ in estimate.left_out)} == every
