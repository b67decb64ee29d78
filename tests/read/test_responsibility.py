"""Responsibility: claimed, blamed, denied."""

from __future__ import annotations

import pytest

from tallybook.read import groups, responsibility, speakers
from tallybook.read.document import analyse
from tallybook.records import Report


def found(text: str) -> list[tuple[str, str, str | None]]:
    doc = analyse(Report("r", "p", text))
    claims = responsibility.find(doc, speakers.attribute(doc), groups.find(doc))
    return [(claim.mode, claim.group, claim.by) for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Taliban claimed responsibility for the blast.", ("claimed", "Taliban", "Taliban")),
        ("The bombing was claimed by the Islamic State.", ("claimed", "Islamic State", "Islamic State")),
        ("Al-Shabaab said it carried out the raid.", ("claimed", "Al-Shabaab", "Al-Shabaab")),
        ("Al-Shabaab said in a statement that it carried out the raid.", ("claimed", "Al-Shabaab", "Al-Shabaab")),
        ("The Taliban admitted bombing the bridge.", ("claimed", "Taliban", "Taliban")),
        ("Police blamed Boko Haram for the raid.", ("blamed", "Boko Haram", "Police")),
        ("Here again the Taliban claimed to be behind it.", ("claimed", "Taliban", "Taliban")),
        ("The army accused the rebels of shelling the town.", ("blamed", "rebels", "army")),
        ("The mayor put the blame on Boko Haram.", ("blamed", "Boko Haram", "mayor")),
        ("The raid was attributed to Boko Haram.", ("blamed", "Boko Haram", None)),
        ("The raid was carried out by men linked to the banned group Boko Haram.", ("blamed", "Boko Haram", None)),
        ("Boko Haram was behind the raid, police said.", ("blamed", "Boko Haram", "police")),
        ("The mayor holds Boko Haram responsible.", ("blamed", "Boko Haram", "mayor")),
        ("The Taliban denied any role in the blast.", ("denied", "Taliban", "Taliban")),
        ("The Taliban said it was not behind the blast.", ("denied", "Taliban", "Taliban")),
    ],
)
def test_modes_with_group_and_who_says_it(text: str, expected: tuple[str, str, str | None]) -> None:
    assert found(text)[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The blast was carried out by a suicide car bomber, state media said.",
        "The raid was carried out by unidentified gunmen.",
        "The government blamed Saturdays attack on chance.",
    ],
)
def test_what_somebody_did_and_when_is_not_who_it_was(text: str) -> None:
    """The record would name a side that nobody named; a page may have lost its apostrophes."""
    assert found(text) == []


def test_whose_gunmen_they_were_is() -> None:
    assert found("The raid was carried out by Fulani gunmen, police said.")[0][:2] == ("blamed", "Fulani gunmen")


def test_a_spokesman_claims_for_his_group() -> None:
    text = "A Taliban commander, Omar Sayed, claimed responsibility for the blast."
    assert found(text)[0][:2] == ("claimed", "Taliban")


def test_the_group_is_the_one_named_before() -> None:
    text = "Boko Haram has raided the town before. The group claimed responsibility for the blast."
    assert ("claimed", "Boko Haram") in [row[:2] for row in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed responsibility.",
        "Nobody claimed the attack.",
        "The blast claimed nine lives.",
        "Suspected Boko Haram men raided the town.",
        "It was not clear who was behind the attack.",
    ],
)
def test_where_nobody_claims_or_blames_there_is_no_claim(text: str) -> None:
    assert found(text) == []


def test_the_subject_is_to_blame_and_not_whom_it_broke_away_from() -> None:
    text = "He argued that Boko Haram, a faction that broke away from al-Qaeda, could be behind the bombing."
    assert found(text)[0][:2] == ("blamed", "Boko Haram")


def test_a_charge_is_a_reproach_unless_police_or_a_court_bring_it() -> None:
    assert ("blamed", "Russian army") in [row[:2] for row in found("The ministry charged the Russian army with it.")]
    assert found("Police charged a man with murder.") == []


def test_a_speaker_who_says_the_deed_was_theirs_claims_it() -> None:
    text = "Omar Aziz, who commands fighters of Boko Haram, wrote on Twitter that the attack was theirs."
    assert found(text)[0][:2] == ("claimed", "Boko Haram")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boko Haram claimed that attack.", ("claimed", "Boko Haram")),
        ("Boko Haram said eight of its men had carried it out.", ("claimed", "Boko Haram")),
        ("A group calling itself Sons of the Delta claimed the bombing.", ("claimed", "Sons of the Delta")),
        ("Boko Haram, a splinter group which claimed the raid, has vowed more.", ("claimed", "Boko Haram")),
        ("A website carried a claim of responsibility by Boko Haram.", ("claimed", "Boko Haram")),
        ('"We carried out the attack," a Boko Haram commander said.', ("claimed", "Boko Haram")),
        ("The Russian army admitted striking the town.", ("claimed", "Russian army")),
        ("The ministry in Moscow rejected the claim that a missile of its forces was used.", ("denied", "Russia")),
    ],
)
def test_further_ways_of_claiming_and_denying(text: str, expected: tuple[str, str]) -> None:
    assert [row[:2] for row in found(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram claimed that nine soldiers fled.",
        "The army claimed the raid took place at night.",
        "Boko Haram said it is responding to rockets fired by the army.",
        "Diyala is among the lands claimed by both Erbil and Baghdad.",
        '"We carried out the wounded," a nurse said.',
    ],
)
def test_what_is_claimed_must_be_a_deed_of_ones_own(text: str) -> None:
    assert found(text) == []


def test_the_group_said_means_the_armed_group_and_not_who_blamed_it() -> None:
    text = "Hollande blamed the Islamic State. In a communique the group said eight of its men had carried it out."
    assert ("claimed", "Islamic State") in [row[:2] for row in found(text)]
