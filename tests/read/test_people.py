from __future__ import annotations

import pytest

from tallybook.read import people
from tallybook.read.document import tokenise


def noun(text: str) -> people.Noun:
    return people.after_number(tokenise(text, 0, len(text)), 0)


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Frontier Corps soldiers were killed", "security_force"),
        ("US service members died", "security_force"),
        ("members of the security forces died", "security_force"),
        ("Taliban fighters died", "armed_group"),
        ("pro-government fighters died", "security_force"),
        ("government militias died", "security_force"),
        ("popular fighters died", "security_force"),
        ("Popular Front fighters died", "armed_group"),
        ("pro-government tribal fighters died", "security_force"),
        ("former government insurgents died", "armed_group"),
        ("anti-regime rebels died", "armed_group"),
        ("regime militiamen died", "security_force"),
        ("anti-government fighters died", "armed_group"),
        ("suspected suicide bombers died", "armed_group"),
        ("bus passengers died", "civilian"),
        ("civilian lives", "civilian"),
        ("members of one family died", "civilian"),
        ("people died", "unspecified"),
        ("Palestinians died", "unspecified"),
        ("of his guards died", "civilian"),
    ],
)
def test_the_noun_tells_the_class(text: str, victims: str) -> None:
    assert noun(text).victims == victims


@pytest.mark.parametrize("text", ["vehicles burned", "kilometres away", "police stations burned", "rockets were fired"])
def test_things_are_no_victims(text: str) -> None:
    assert noun(text).sort == "thing"


def test_others_and_the_wounded_leave_the_class_open() -> None:
    assert noun("others were hurt").victims is None
    assert noun("wounded were taken away").victims is None


def test_of_the_injured_names_the_group() -> None:
    assert noun("of the injured had died").of_group == "injured"


def test_of_them_hangs_on_a_number_before() -> None:
    assert noun("of them were children").of_them


def test_a_harm_phrase_is_no_noun() -> None:
    assert noun("shot dead in the market").sort == "bare"


@pytest.mark.parametrize("word", ["children", "foreigners", "colleagues"])
def test_some_kinds_of_people_are_told_apart_inside_a_larger_number(word: str) -> None:
    assert people.is_subset(word)
