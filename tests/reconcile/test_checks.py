"""Sums that the figures of a report make."""

from __future__ import annotations

from dataclasses import replace

from tallybook.reconcile import Member
from tallybook.records import Span
from tests.reconcile.accounts import figure, incident, member


def other(member: Member, key: str, **more: str) -> Member:
    """The same report's telling of another incident."""
    return replace(member, local=replace(member.local, key=key, **more))


def test_a_stated_sum_is_found_and_holds() -> None:
    """ "31 dead: 20 rebels, 4 soldiers, 7 villagers"."""
    spans = (Span(10, 12), Span(20, 22), Span(30, 32))
    told = member(
        "a.txt",
        figure(31, at=0, sum_of=spans),
        figure(20, at=10, victims="armed_group"),
        figure(4, at=20, victims="security_force"),
        figure(7, at=30, victims="civilian"),
    )
    (check,) = incident(told).checks
    assert (check.text, check.holds) == ("20 + 4 + 7 = 31", True)
    assert len(check.claims) == 4


def test_a_stated_sum_that_fails_says_what_the_parts_make() -> None:
    """Nothing is averaged away."""
    told = member("a.txt", figure(31, at=0, sum_of=(Span(10, 12), Span(20, 22))), figure(20, at=10), figure(4, at=20))
    found = incident(told)
    assert not found.checks[0].holds
    assert "20 + 4 = 31 does not hold" in found.contradictions[0]
    assert "they make 24" in found.contradictions[0]


def test_classes_that_add_up_to_a_total_are_found_without_being_stated() -> None:
    """The total of people is the sum of its classes."""
    told = member("a.txt", figure(31), figure(20, at=9, victims="armed_group"), figure(11, at=19, victims="civilian"))
    assert [check.text for check in incident(told).checks] == ["20 + 11 = 31"]


def test_a_wider_total_is_found_over_two_incidents_of_a_report() -> None:
    """And is shown at both."""
    fight = member("a.txt", figure(92, victims="armed_group"), figure(133, at=9, victims="armed_group", scope="wider"))
    raid = other(member("a.txt", figure(41, at=19, victims="armed_group", local="B")), "B")
    assert [check.text for check in incident(fight, neighbours=(raid,)).checks] == ["92 + 41 = 133"]
    assert [check.text for check in incident(raid, neighbours=(fight,)).checks] == ["92 + 41 = 133"]


def test_small_sums_are_chance() -> None:
    """2 + 3 = 5 means nothing."""
    told = member("a.txt", figure(5), figure(2, at=9, victims="armed_group"), figure(3, at=19, victims="civilian"))
    assert incident(told).checks == ()


def test_figures_of_two_reports_are_not_added() -> None:
    """A sum over reports would be chance."""
    assert incident(member("a.txt", figure(31)), member("b.txt", figure(20, victims="civilian"))).checks == ()


def test_a_total_with_the_attackers_counted_says_so() -> None:
    """24 people, or 24 people and 12 attackers?"""
    classes = (figure(24, at=9, victims="civilian"), figure(12, at=19, victims="armed_group"))
    guards = figure(11, at=29, victims="security_force")
    (counted,) = incident(member("a.txt", figure(36), *classes)).checks
    assert counted.why.endswith("which counts the armed group too")
    (without,) = incident(member("b.txt", figure(35), *classes, guards)).checks
    assert (without.text, without.why.endswith("which leaves out the armed group")) == ("24 + 11 = 35", True)


def test_a_total_that_a_new_figure_brings_it_to_tells_what_was_before() -> None:
    """ "Three more died, taking the toll to 45"."""
    text = "3 more died, taking the toll to 45."
    told = member("a.txt", replace(figure(3), end=1), replace(figure(45, at=32), end=34), text=text)
    (check,) = incident(told).checks
    assert (check.text, check.holds) == ("42 + 3 = 45", True)
    assert check.why == "3 bring the total to 45, which makes 42 before"


PART = "Of the 9 dead, 14 were children."


def test_a_part_larger_than_its_whole_is_a_contradiction_with_its_sentence() -> None:
    """Named, never averaged away."""
    part = replace(figure(14, at=15, scope="part"), end=17)
    found = incident(member("a.txt", replace(figure(9, at=7), end=8), part, text=PART))
    assert [(check.text, check.holds) for check in found.checks] == [("14 <= 9", False)]
    assert found.contradictions[0].startswith("14 <= 9 does not hold: a part is no more than the whole, but 14 is more")
    assert PART in found.contradictions[0]
    assert found.figures["killed"]["unspecified"].best == 9


def test_a_part_makes_a_whole_without_a_lower_bound_at_least_so_much() -> None:
    """ "Up to 30, 12 of them children": low is 12, not 0."""
    whole = figure(30, low=None, qualifier="up_to")
    found = incident(member("a.txt", whole, figure(12, at=9, scope="part"), text="Up to 30, 12 of them children."))
    estimate = found.figures["killed"]["unspecified"]
    assert (estimate.low, estimate.best, estimate.high) == (12, 30, 30)
    assert [check.text for check in found.checks] == ["12 <= Up"]


def test_sites_are_no_more_than_their_wave() -> None:
    """The wave and its sites told by one report."""
    wave = member("a.txt", figure(20))
    sites = [
        other(member("a.txt", figure(number, at=9 * n, local=key)), key, part_of="A")
        for n, (key, number) in enumerate((("B", 13), ("C", 12)), start=1)
    ]
    (check,) = incident(wave, neighbours=tuple(sites)).checks
    assert (check.text, check.holds) == ("13 + 12 <= 20", False)


def test_two_speakers_parts_and_wholes_bind_nobody() -> None:
    """One says 9, another counts 14 children: they contradict each other, their words do not."""
    told = member("a.txt", figure(9, "police"), figure(14, "a nurse", "medical", at=9, scope="part"))
    assert incident(told).checks == ()
