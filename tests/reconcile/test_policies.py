"""The published rules beside `latest`: what each makes of the same claims, and what holds for all of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.reconcile import POLICIES, Member, estimates
from tallybook.reconcile.policies.ucdp import deaths
from tallybook.records import Estimate
from tallybook.settings import POLICIES as NAMES
from tests.reconcile.accounts import figure, member
from tests.reconcile.test_latest import days, tellings


def under(policy: str, *members: Member, victims: str = "unspecified") -> tuple[int | None, int | None, int | None]:
    """Low, best and high of those killed under a policy."""
    one = made(policy, *members, victims=victims)
    return one.low, one.best, one.high


def made(policy: str, *members: Member, victims: str = "unspecified") -> Estimate:
    """The estimate of those killed under a policy."""
    return estimates(members, [policy])[policy]["killed"][victims]


def test_the_settings_name_the_policies_that_there_are() -> None:
    """In one order."""
    assert tuple(POLICIES) == NAMES


def test_each_policy_says_its_rule_and_source() -> None:
    """In its docstring, which is what a user reads."""
    assert [name for name, policy in POLICIES.items() if "Source:" not in (policy.__doc__ or "")] == []


ARMY = member("a.txt", figure(30, "the army", "military", victims="armed_group"), published="2020-05-01")
REBELS = member("b.txt", figure(4, "rebel front", "armed_group", victims="armed_group"), published="2020-05-01")


def test_ucdp_takes_a_sides_own_losses_before_its_enemys_count() -> None:
    """The army's claim about the rebels is left out with the reason."""
    assert under("ucdp", ARMY, REBELS, victims="armed_group") == (4, 4, 4)
    assert made("ucdp", ARMY, REBELS, victims="armed_group").left_out == (
        (ARMY.claims[0].id, "a party to the fight counts its enemy's losses"),
    )


def test_ucdp_uses_a_partys_claim_where_only_parties_speak() -> None:
    """Better a marked figure than none."""
    assert under("ucdp", ARMY, victims="armed_group") == (30, 30, 30)


def test_ucdp_counts_a_states_claim_about_another_states_soldiers_as_an_enemys() -> None:
    """Whose soldiers they are is told by the words."""
    text = "Kyiv says 400 Russian soldiers died. Moscow says 89 died."
    enemy = figure(400, "Ukrainian military", "military", at=10, victims="security_force")
    own = figure(89, "Russian defence ministry", "military", at=49, victims="security_force")
    told = member("a.txt", replace(enemy, end=30), own, text=text)
    assert under("ucdp", told, victims="security_force") == (89, 89, 89)


def test_ucdp_takes_the_lower_of_equally_reliable_figures_and_leaves_out_the_implausible() -> None:
    """Ten times what officials say is no estimate."""
    police = member("a.txt", figure(9, "police"), figure(12, "health ministry", "government", at=9))
    wild = member("b.txt", figure(900, "a blogger", "unknown"))
    assert under("ucdp", police, wild) == (9, 9, 12)


def test_ucdps_classes_add_up_to_its_best() -> None:
    """197 + 22 + 36 = 255, and a larger total leaves the rest of unknown class."""
    classes = {"security_force": 22, "armed_group": 197, "civilian": 36}
    found = {name: Estimate(number, number, number, ("c",), "") for name, number in classes.items()}
    assert deaths({**found, "unspecified": Estimate(24, 255, 255, ("c",), "")})[:5] == (22, 197, 36, 0, 255)
    assert deaths({**found, "unspecified": Estimate(24, 260, 260, ("c",), "")})[3:] == (5, 260, 255, 260)
    assert deaths({}) == (0, 0, 0, 0, 0, 0, 0)


def test_acled_takes_the_most_conservative_of_what_still_differs_and_tells_the_dispute() -> None:
    """A later count by the same rank of speaker replaces the first."""
    first = member("a.txt", figure(3, "police"), published="2020-05-01")
    later = member("b.txt", figure(20, "health ministry", "government"), published="2020-05-03")
    other = member("c.txt", figure(26, "a hospital", "medical"), published="2020-05-03")
    assert under("acled", first, later, other) == (20, 20, 20)
    assert "The figures differ: 20 by health ministry" in made("acled", first, later, other).why


@pytest.mark.parametrize(
    ("words", "number"), [("dozens", 12), ("hundreds", 100), ("several", 3), ("tens of thousands", 10_000)]
)
def test_acled_has_numbers_of_its_own_for_words(words: str, number: int) -> None:
    """ "Dozens" are 12, not 24; a number beside them decides."""
    vague = replace(figure(24, high=None, qualifier="vague"), end=len(words))
    told = member("a.txt", vague, text=f"{words} died")
    assert under("acled", told) == (number, number, number)
    assert under("acled", told, member("b.txt", figure(61))) == (61, 61, 61)


def test_gtd_takes_the_most_recent_source_but_no_perpetrators_claim() -> None:
    """The rebels spoke last."""
    police = member("a.txt", figure(9, "police"), published="2020-05-02")
    front = member("b.txt", figure(70, "rebel front", "armed_group"), published="2020-05-04")
    assert under("gtd", police, front) == (9, 9, 9)


def test_gtd_takes_the_majority_of_the_day_and_else_the_lowest() -> None:
    """Three sources, then two."""
    told = [member(f"{n}.txt", figure(n, f"Doctor {name}", "medical")) for n, name in ((7, "Abel"), (9, "Boima"))]
    third = member("c.txt", figure(9, "police"))
    assert under("gtd", *told) == (7, 7, 7)
    assert under("gtd", *told, third) == (9, 9, 9)


def test_gtd_gives_nothing_for_words() -> None:
    """Too vague to be of use."""
    assert estimates([member("a.txt", figure(24, high=None, qualifier="vague"))], ["gtd"])["gtd"] == {}


def test_ibc_keeps_minimum_and_maximum_and_marks_a_single_source() -> None:
    """No best figure; combatants are not counted."""
    one = member("a.txt", figure(9, "police"))
    two = member("b.txt", figure(14, "a hospital", "medical"))
    assert under("ibc", one, two) == (9, 9, 14)
    assert "Provisional" in made("ibc", one).why and "Provisional" not in made("ibc", one, two).why
    assert estimates([ARMY], ["ibc"])["ibc"] == {}


def test_latest_tells_the_high_without_a_partys_claim_about_its_enemy() -> None:
    """Kept apart, never dropped."""
    own = member("c.txt", figure(6, "a hospital", "medical", victims="armed_group"))
    one = made("latest", ARMY, own, victims="armed_group")
    assert one.high == 30 and "without such claims the high is 6" in one.why


policies = st.sampled_from(sorted(POLICIES))


@given(tellings(), policies)
def test_under_every_policy_the_bounds_are_ordered_and_have_claims(found: list[Member], policy: str) -> None:
    """Low <= best <= high, at least one claim used, none both used and left out, and a reason in words."""
    for classes in estimates(found, [policy])[policy].values():
        for one in classes.values():
            assert one.low is not None and one.best is not None and one.high is not None
            assert 0 <= one.low <= one.best <= one.high
            assert one.claims and one.why
            assert not set(one.claims) & dict(one.left_out).keys()


@given(tellings(), policies, st.randoms(use_true_random=False))
def test_under_every_policy_the_order_of_reports_changes_nothing(
    found: list[Member], policy: str, random: object
) -> None:
    """The estimates are a function of the set of members."""
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert estimates(shuffled, [policy])[policy] == estimates(found, [policy])[policy]


@given(tellings(), policies, st.integers(0, 5), days)
def test_under_every_policy_a_copy_changes_no_estimate(
    found: list[Member], policy: str, which: int, day: str | None
) -> None:
    """Copies of one report count once, whatever date they bear."""
    first = found[which % len(found)]
    report = replace(first.report, id="r-copy", path="copy.txt", published=day, same_as=first.report.id)
    copied = Member(report, replace(first.local, report=report.id), first.claims)
    assert estimates([*found, copied], [policy])[policy] == estimates(found, [policy])[policy]


@given(tellings(), policies)
def test_every_figure_of_a_class_is_used_or_left_out_with_a_reason(found: list[Member], policy: str) -> None:
    """Nothing disappears."""
    for harm, classes in estimates(found, [policy])[policy].items():
        for victims, one in classes.items():
            told = {c.id for m in found for c in m.figures if (c.harm, c.victims) == (harm, victims)}
            assert told == {*one.claims, *dict(one.left_out)}
            assert all(reason for _, reason in one.left_out)
