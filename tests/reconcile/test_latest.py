"""The policy `latest`: each independent speaker's latest whole figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tallybook.reconcile import Member
from tallybook.records import Qualifier, SpeakerKind
from tests.reconcile.accounts import figure, incident, member, toll


def test_low_and_high_span_the_speakers_and_best_is_the_latest_authority() -> None:
    """Three speakers, three numbers."""
    police = member("a.txt", figure(9, "police"), published="2020-05-01")
    ministry = member("b.txt", figure(14, "health ministry", "government"), published="2020-05-03")
    outlet = member("c.txt", figure(20), published="2020-05-04")
    assert toll(police, ministry, outlet) == (9, 14, 20)


def test_a_later_figure_of_one_speaker_replaces_its_earlier_one() -> None:
    """The same office on two days is one voice, also where the number goes down."""
    early = member("a.txt", figure(30, "the health ministry", "government"), published="2020-05-01")
    later = member("b.txt", figure(22, "Health Minister Ada Weah", "government"), published="2020-05-04")
    assert toll(early, later) == (22, 22, 22)


def test_an_office_and_its_holders_bare_name_are_one_where_a_report_names_both() -> None:
    """Whichever is told first."""
    name = member("a.txt", figure(11, "Ada Weah", "government"), published="2020-05-01")
    office = member("b.txt", figure(15, "the health ministry", "government"), published="2020-05-02")
    both = member("c.txt", figure(18, "health minister Ada Weah", "government"), published="2020-05-03")
    assert toll(name, office, both) == (18, 18, 18)
    assert toll(name, office) == (11, 15, 15)


def test_unnamed_officials_of_two_reports_are_two_voices() -> None:
    """Nobody can tell whether they are the same people."""
    early = member("a.txt", figure(11, "officials", "government"), published="2020-05-01")
    later = member("b.txt", figure(15, "officials", "government"), published="2020-05-03")
    assert toll(early, later) == (11, 15, 15)


def test_an_open_end_counts_as_its_number() -> None:
    """ "At least 24" has a high of 24."""
    assert toll(member("a.txt", figure(24, high=None, qualifier="at_least"))) == (24, 24, 24)


def test_an_upper_bound_alone_has_no_lower_bound_but_nought() -> None:
    """ "Up to 30"."""
    assert toll(member("a.txt", figure(30, low=None, qualifier="up_to"))) == (0, 30, 30)


def test_a_word_like_dozens_sets_the_low_and_never_the_best() -> None:
    """Beside a number it is only a bound."""
    vague = member("a.txt", figure(24, "police", high=None, qualifier="vague"), published="2020-05-05")
    assert toll(vague, member("b.txt", figure(61))) == (24, 61, 61)


def test_what_a_report_itself_supersedes_is_left_out_with_the_reason() -> None:
    """ "Up from 16"."""
    told = member("a.txt", figure(19, "police"), figure(16, "police", at=9, current=False))
    estimate = incident(told).figures["killed"]["unspecified"]
    assert (estimate.low, estimate.high) == (19, 19)
    assert dict(estimate.left_out)[told.claims[1].id] == "its own report presents it as superseded"


def test_parts_and_wider_totals_are_left_out() -> None:
    """A site's toll and a total over several incidents are not the incident's."""
    told = member("a.txt", figure(19), figure(4, at=9, scope="part"), figure(80, at=20, scope="wider"))
    assert toll(told) == (19, 19, 19)


def test_killed_and_wounded_together_count_only_where_nothing_else_does() -> None:
    """ "70 casualties"."""
    mixed = figure(70, "police", combined="wounded")
    assert toll(member("a.txt", mixed), member("b.txt", figure(22))) == (22, 22, 22)
    assert toll(member("a.txt", mixed)) == (70, 70, 70)


def test_a_perpetrators_claim_about_its_enemy_stays_in_the_high() -> None:
    """But the enemy's own count is best."""
    army = member("a.txt", figure(8, "the army", "military", victims="security_force"))
    rebels = member("b.txt", figure(50, "rebel front", "armed_group", victims="security_force"), published="2020-05-05")
    assert toll(army, rebels, victims="security_force") == (8, 8, 50)


def test_a_denial_of_any_loss_is_best_only_where_nothing_else_is_said() -> None:
    """The government says no one died; a monitor counts 40."""
    none = member("a.txt", figure(0, "the government", "government"))
    assert toll(none, member("b.txt", figure(40, "Lofa Monitor", "ngo"))) == (0, 40, 40)
    assert toll(none) == (0, 0, 0)


def test_an_undated_report_stands_where_its_toll_was_first_told() -> None:
    """An undated low count does not replace the later high one of the same office."""
    undated = member("a.txt", figure(5, "police"), published=None)
    dated = member("b.txt", figure(17, "police"), published="2020-05-03")
    assert toll(undated, dated) == (17, 17, 17)


def test_a_list_of_parts_stands_for_the_whole_where_none_is_told() -> None:
    """ "2 guards and 11 clerks"; a subset is not added."""
    text = "They shot 2 guards and 11 clerks."
    parts = (figure(2, at=10, scope="part"), figure(11, at=23, scope="part"))
    assert toll(member("a.txt", *parts, text=text)) == (13, 13, 13)
    subset = "They shot 2 guards, of whom 11 old."
    subset_parts = (parts[0], replace(parts[1], start=28, end=30))
    assert incident(member("b.txt", *subset_parts, text=subset)).figures == {}


def test_why_names_speaker_report_and_what_is_left_out() -> None:
    """In plain words."""
    told = member("a.txt", figure(19, "police"), figure(16, "police", at=9, current=False))
    why = incident(told).figures["killed"]["unspecified"].why
    assert "Best 19: police (a.txt, 2020-05-02), the only speaker." in why
    assert "Left out: 16 from police (a.txt, 2020-05-02): its own report presents it as superseded." in why


def test_why_gives_the_words_of_a_number_that_nobody_said() -> None:
    """24 is ours, "dozens" is theirs."""
    text = "Dozens died. Police said 40 died."
    vague = replace(figure(24, high=None, qualifier="vague"), end=6)
    why = incident(member("a.txt", vague, figure(40, "police", at=25), text=text)).figures["killed"]["unspecified"].why
    assert 'Low 24 for the words "Dozens": the outlet itself (a.txt, 2020-05-02).' in why


def test_why_is_short_where_all_say_the_same() -> None:
    """No low and high of one number."""
    told = member("a.txt", figure(41, "police"), figure(41, "the governor", "government", at=9))
    why = incident(told).figures["killed"]["unspecified"].why
    assert why.endswith("The others say the same.") and "Low" not in why


numbers = st.integers(0, 300)
qualifiers: st.SearchStrategy[Qualifier] = st.sampled_from(
    ["exact", "at_least", "more_than", "up_to", "range", "vague"]
)
voices: st.SearchStrategy[tuple[str | None, SpeakerKind]] = st.sampled_from(
    [(None, "unknown"), ("police", "police"), ("officials", "government"), ("health ministry", "government"),
     ("rebel front", "armed_group"), ("Lofa Monitor", "ngo")]
)  # fmt: skip
days = st.one_of(st.none(), st.integers(1, 20).map(lambda n: (date(2020, 5, 1) + timedelta(days=n)).isoformat()))


@st.composite
def tellings(draw: st.DrawFn) -> list[Member]:
    """Up to six reports with up to four figures each."""
    found = []
    for which in range(draw(st.integers(1, 6))):
        claims = []
        for at in range(draw(st.integers(1, 4))):
            number, qualifier, (name, kind) = draw(numbers), draw(qualifiers), draw(voices)
            low = None if qualifier == "up_to" else number
            high = None if qualifier in ("at_least", "more_than", "vague") else number + (qualifier == "range") * 5
            more = {"current": draw(st.booleans()), "scope": draw(st.sampled_from(["whole", "whole", "part", "wider"]))}
            bounds = {"low": low, "high": high, "qualifier": qualifier}
            claims.append(figure(number, name, kind, at=at + 10 * which, **bounds, **more))
        found.append(member(f"{which}.txt", *claims, published=draw(days)))
    return found


@given(tellings())
def test_low_best_and_high_are_ordered_and_have_claims(found: list[Member]) -> None:
    """For every harm and class, whatever is claimed."""
    for classes in incident(*found).figures.values():
        for estimate in classes.values():
            assert estimate.low is not None and estimate.best is not None and estimate.high is not None
            assert 0 <= estimate.low <= estimate.best <= estimate.high
            assert estimate.claims
            assert not set(estimate.claims) & dict(estimate.left_out).keys()


@given(tellings(), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(found: list[Member], random: object) -> None:
    """The incident is a function of the set of members."""
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert incident(*shuffled) == incident(*found)


@given(tellings(), st.integers(0, 5), days)
def test_a_copy_of_a_report_changes_no_estimate(found: list[Member], which: int, day: str | None) -> None:
    """Copies of one report count once, whatever date they bear."""
    first = found[which % len(found)]
    report = replace(first.report, id="r-copy", path="copy.txt", published=day, same_as=first.report.id)
    claims = tuple(replace(claim, id=claim.id + "x", report=report.id) for claim in first.claims)
    copy = Member(report, replace(first.local, report=report.id), claims)
    assert incident(*found, copy).figures == incident(*found).figures
