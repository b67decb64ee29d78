"""Reactions: who condemned, condoled, supported, blamed or called."""

from __future__ import annotations

import pytest

from tallybook.read import reactions, speakers
from tallybook.read.document import analyse
from tallybook.records import Reaction, Report


def find(text: str) -> tuple[Reaction, ...]:
    doc = analyse(Report("r", "p", text))
    return reactions.find(doc, speakers.attribute(doc))


def pairs(text: str) -> list[tuple[str, str]]:
    return [(reaction.action, reaction.actor) for reaction in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France strongly condemned the attack.", [("condemn", "France")]),
        ("US Condemns Market Bombing", [("condemn", "US")]),
        ("The raid was condemned by Chad and Niger.", [("condemn", "Chad"), ("condemn", "Niger")]),
        ("Prime Minister Ana Ruiz sent her condolences to the families.", [("condole", "Prime Minister Ana Ruiz")]),
        ("Japan expressed its solidarity with the people of Niger.", [("support", "Japan")]),
        ("Norway urged both sides to return to talks.", [("call", "Norway")]),
        ("The envoy called on the rebels to free them.", [("call", "envoy")]),
        ("Chad described the raid as cowardly and barbaric.", [("condemn", "Chad")]),
        ("Norway was deeply saddened by the loss.", [("condole", "Norway")]),
        ("Chad condemned the raid, as did Niger.", [("condemn", "Chad"), ("condemn", "Niger")]),
    ],
)
def test_cues_and_their_actors(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


def test_a_list_of_countries_gives_one_reaction_each() -> None:
    text = "Other countries, including the United States, the European Union, and Iran, have also denounced it."
    assert pairs(text) == [("condemn", "United States"), ("condemn", "European Union"), ("condemn", "Iran")]


def test_the_ministry_is_the_one_that_was_named_in_full() -> None:
    text = (
        "The Ministry of Foreign Affairs of Chad said it denounced the raid. "
        "The ministry conveyed its condolences to the families."
    )
    assert {actor for _, actor in pairs(text)} == {"Ministry of Foreign Affairs of Chad"}


def test_members_of_a_council_react_as_the_council() -> None:
    text = "The Security Council met on Monday. Council members condemned the raid."
    assert pairs(text) == [("condemn", "UN Security Council")]


@pytest.mark.parametrize(
    "text",
    [
        "Norway refused to condemn the attack.",
        "Norway could condemn the attack.",
        "No country has condemned the attack.",
        "Two condemned men fled the prison.",
        "The court condemned him to death.",
        "The kidnappers demanded ransom.",
        "The tower stood at the gate.",
    ],
)
def test_what_is_negated_possible_or_otherwise_meant_is_no_reaction(text: str) -> None:
    assert find(text) == ()


def test_the_span_covers_the_cue() -> None:
    text = "Chad sent its condolences."
    assert text[find(text)[0].start : find(text)[0].end] == "sent its condolences"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("World leaders, among them Theresa May and Imran Khan, condemned the attack.", ["Theresa May", "Imran Khan"]),
        ("The governor bowed to the dead, gave his condolences and left.", ["governor"]),
        ("Norway rejects every form of violence.", ["Norway"]),
    ],
)
def test_lists_and_plain_verbs_have_their_actors(text: str, expected: list[str]) -> None:
    assert [reaction.actor for reaction in find(text)] == expected


def test_telling_people_to_leave_is_no_call() -> None:
    assert find("Norway urged its citizens to leave the area.") == ()
    assert find("The governor asked people to give blood.") == ()
