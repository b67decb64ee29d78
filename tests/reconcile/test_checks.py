"""Sums that the figures of a report make."""

from __future__ import annotations

from tallybook.records import Span
from tests.reconcile.accounts import figure, incident, member


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
    raid = member("a.txt", figure(41, at=19, victims="armed_group", local="B"))
    assert [check.text for check in incident(fight, neighbours=(raid,)).checks] == ["92 + 41 = 133"]
    assert [check.text for check in incident(raid, neighbours=(fight,)).checks] == ["92 + 41 = 133"]


def test_small_sums_are_chance() -> None:
    """2 + 3 = 5 means nothing."""
    told = member("a.txt", figure(5), figure(2, at=9, victims="armed_group"), figure(3, at=19, victims="civilian"))
    assert incident(told).checks == ()


def test_figures_of_two_reports_are_not_added() -> None:
    """A sum over reports would be chance."""
    assert incident(member("a.txt", figure(31)), member("b.txt", figure(20, victims="civilian"))).checks == ()
