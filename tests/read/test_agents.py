from __future__ import annotations

import pytest

from tallybook.read import agents, groups, responsibility, speakers
from tallybook.read.document import analyse
from tallybook.records import Report


def claims(text: str) -> list[tuple[str, str, str | None]]:
    doc = analyse(Report("r", "p", text))
    said, named = speakers.attribute(doc), groups.find(doc)
    told = responsibility.find(doc, said, named)
    return [(claim.group, claim.mode, claim.by) for claim in agents.find(doc, said, named, told)]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Malian troops executed 30 villagers, Human Rights Watch said.", "Malian troops"),
        ("Rockets fired by the Islamic State hit a field, the mayor said.", "Islamic State"),
        ("A Russian missile hit the station and killed nine, the mayor said.", "Russia"),
        ("Nine people were killed in the village by Malian soldiers, the United Nations said.", "Malian soldiers"),
    ],
)
def test_who_is_named_in_the_act_is_blamed_by_who_says_so(text: str, group: str) -> None:
    assert [(name, mode) for name, mode, by in claims(text)] == [(group, "blamed")]


def test_who_stands_beside_a_force_is_blamed_too() -> None:
    found = claims("Malian troops and foreign fighters executed 30 villagers, Human Rights Watch said.")
    assert [name for name, _, _ in found] == ["Malian troops", "foreign fighters"]


@pytest.mark.parametrize(
    "text",
    [
        "Malian troops executed 30 villagers.",
        "Nine Russian soldiers were killed, the ministry said.",
        "The raid was reported by Ukrainian officials, the mayor said.",
    ],
)
def test_the_outlets_own_telling_victims_and_sources_are_not_blamed(text: str) -> None:
    assert claims(text) == []


def test_a_side_that_was_blamed_in_so_many_words_is_not_blamed_again() -> None:
    text = "The mayor blamed Russia for the attack. A Russian missile hit the school, he said."
    assert claims(text) == []


def test_a_side_is_blamed_once_under_all_its_names() -> None:
    text = "Mali's army was to blame, a report said. They were executed by the FAMa, the report said."
    assert [name for name, _, _ in claims(text)] == []
