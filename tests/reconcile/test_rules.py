"""Which figures are bound to which: a report's rules, and the members that they can join."""

from __future__ import annotations

from tallybook.reconcile.members import Member
from tallybook.reconcile.rules import bound_to, solved
from tallybook.records import Figure, LocalIncident, Report, Span

REPORT = Report("r", "a list of attacks.txt", "x" * 90_000)


def member(key: str, *figures: Figure, wave: str | None = None) -> Member:
    return Member(REPORT, LocalIncident(key, "r", part_of=wave), figures)


def killed(at: int, low: int, local: str, scope: str = "whole", sum_of: tuple[Span, ...] = ()) -> Figure:
    return Figure(
        id=f"c{at}", report="r", start=at, end=at + 2, sentence=(at, at + 2), harm="killed", victims="civilian",
        qualifier="exact", low=low, high=low, scope=scope, local=local, sum_of=sum_of,  # type: ignore[arg-type]
    )  # fmt: skip


def test_a_wave_its_sites_and_the_addends_of_its_sum_are_bound_together() -> None:
    wave = member("A", killed(0, 9, "A", sum_of=(Span(20, 22), Span(40, 42))))
    site = member("B", killed(20, 4, "B"), wave="A")
    addend, other = member("C", killed(40, 5, "C")), member("D", killed(60, 7, "D"))
    everything = [wave, site, addend, other]
    assert bound_to([site.id], everything) == [wave, site, addend]
    assert bound_to([other.id], everything) == [other]


def test_a_site_that_says_more_than_its_wave_breaks_their_rule_alone() -> None:
    wave, site = member("A", killed(0, 9, "A")), member("B", killed(20, 12, "B"), wave="A")
    other = member("C", killed(40, 50, "C"))
    _, outcome = solved([wave, site, other])
    assert [(rule.total, rule.parts) for rule in outcome.broken] == [("c0", ("c20",))]


def test_a_list_of_hundreds_of_tolls_that_all_break_their_total_is_solved() -> None:
    parts = [killed(100 + 10 * at, 1000 - at % 7, "A", "part") for at in range(500)]
    _, outcome = solved([member("A", killed(0, 9, "A"), *parts)])
    assert len(outcome.broken) == len(parts)
