"""Identifiers of groups, states and countries: true ones, in the right form, and each for one alone."""

from __future__ import annotations

import pytest

from tallybook.vocabulary.checks import problems
from tallybook.vocabulary.identifiers import countries, group_named, groups, state_named


def test_a_group_has_the_number_that_ucdp_gives_it() -> None:
    taliban = group_named("Afghan Taliban")
    assert taliban is not None
    assert (taliban.id, taliban.ucdp, taliban.ucdp_name, taliban.is_state) == ("taliban", 303, "Taleban", False)


def test_a_country_has_its_codes() -> None:
    found = countries()["PK"]
    assert (found.iso3, found.iso_numeric, found.wikidata) == ("PAK", 586, "Q843")
    assert (found.ucdp, found.government, found.gtd, found.acled_region) == (770, 142, 153, "South Asia")


def test_what_is_not_known_is_none() -> None:
    assert groups()["blf"].ucdp is None
    assert countries()["AD"].ucdp is None


def test_names_are_found_whatever_their_case_and_accents() -> None:
    assert group_named("the pakistani taliban") == group_named("TTP")
    iran = state_named("iran")
    assert iran is not None and iran.code == "IR"
    assert group_named("ringleaders outside Pakistan") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("countries: {PK: {wikidata: 843}}", "wikidata 843 has not the form"),
        ("countries: {PK: {iso3: pak}}", "iso3 'pak' has not the form"),
        ("countries: {XX: {iso3: XXX}}", '"XX" is in no list'),
        ("countries: {PK: {ucdp: 770}, IR: {ucdp: 770}}", "ucdp 770 belongs to PK and to IR"),
        ("groups: {bla: {ucdp: 287}, blf: {ucdp: 287}}", "ucdp 287 belongs to bla and to blf"),
        ("groups: {bla: {inter: 9}}", "inter 9 has not the form"),
        ("groups: {bla: {cow: 1}}", '"cow" is none of'),
        ("groups: {nobody: {ucdp: 1}}", '"nobody" is in no list'),
        ("missions: [nobody]", '"nobody" is no id'),
    ],
)
def test_a_wrong_code_is_named(text: str, told: str) -> None:
    (problem,) = problems("identifiers", text)
    assert told in problem


def test_several_may_share_a_region() -> None:
    assert problems("identifiers", "countries: {PK: {acled_region: South Asia}, IN: {acled_region: South Asia}}") == []
