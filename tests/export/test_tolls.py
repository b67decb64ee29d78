"""Totals: classes and the rest add up, parts are counted once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.export.tolls import own_toll, toll
from tallybook.records import Estimate, Incident
from tests.export.tellings import figures, incident

VICTIMS = ("security_force", "armed_group", "civilian", "unspecified")


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, best, high = sorted(draw(st.integers(0, 50)) for _ in range(3))
    return Estimate(draw(st.sampled_from((low, None))), best, draw(st.sampled_from((high, None))), (), "")


@st.composite
def incidents(draw: st.DrawFn) -> Incident:
    told = draw(st.dictionaries(st.sampled_from(VICTIMS), estimates(), min_size=1))
    return incident(figures={"killed": told})


@given(incidents(), st.lists(incidents(), max_size=3))
def test_classes_add_up_to_best_and_best_lies_between_low_and_high(whole: Incident, parts: list[Incident]) -> None:
    found = own_toll(whole, parts, "killed")
    assert found is not None
    classes = (found.security_force, found.armed_group, found.civilian, found.unknown)
    assert min(classes) >= 0
    assert 0 <= found.low <= sum(classes) == found.best <= found.high


@given(incidents(), st.lists(incidents(), max_size=3))
def test_a_wave_and_its_parts_together_are_no_less_than_either(whole: Incident, parts: list[Incident]) -> None:
    own, alone = own_toll(whole, parts, "killed"), toll(whole, "killed")
    shares = [share for part in parts if (share := toll(part, "killed"))]
    assert own is not None and alone is not None
    together = own.best + sum(share.best for share in shares)
    assert together >= max(alone.best, sum(share.best for share in shares))


def test_people_of_no_class_are_the_total_of_the_classes() -> None:
    told = figures(killed={"armed_group": (92, 197, 197), "civilian": 36, "security_force": 22, "unspecified": 255})
    found = toll(incident(figures=told), "killed")
    assert found is not None
    assert (found.best, found.unknown, found.low, found.high) == (255, 0, 255, 255)


def test_what_the_total_has_more_is_of_no_known_class() -> None:
    found = toll(incident(figures=figures(killed={"civilian": 3, "unspecified": (4, 5, 9)})), "killed")
    assert found is not None
    assert (found.civilian, found.unknown, found.low, found.best, found.high) == (3, 2, 4, 5, 9)


def test_a_total_too_small_to_hold_the_attackers_did_not_count_them() -> None:
    wave = incident(figures=figures(killed={"armed_group": 21, "unspecified": 38}))
    site = incident(figures=figures(killed={"civilian": 23}))
    found = own_toll(wave, [site], "killed")
    assert found is not None
    assert (found.armed_group, found.civilian, found.unknown, found.best) == (21, 0, 15, 36)


def test_of_another_harm_nothing_is_told() -> None:
    assert toll(incident(figures=figures(killed={"civilian": 3})), "wounded") is None
