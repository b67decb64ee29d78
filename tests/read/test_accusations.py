"""Blame: told with a deed or without, of a named group or of words that point back to one."""

from __future__ import annotations

import pytest

from tallybook.read import groups, responsibility, speakers
from tallybook.read.document import analyse
from tallybook.records import Report


def blamed(text: str) -> list[tuple[str, str | None]]:
    doc = analyse(Report("r", "p", text))
    claims = responsibility.find(doc, speakers.attribute(doc), groups.find(doc))
    return [(claim.group, claim.by) for claim in claims if claim.mode == "blamed"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The governor attributed the massacre to Boko Haram.", "Boko Haram"),
        ("Prosecutors linked Boko Haram to the bombing.", "Boko Haram"),
        ("The ambush was ascribed to Boko Haram.", "Boko Haram"),
        ("Boko Haram is blamed by the army for the raid.", "Boko Haram"),
        ("Boko Haram, which officials suspect, has kept silent.", "Boko Haram"),
        ("Officers fear a second bomb, although all fingers are pointing to Boko Haram.", "Boko Haram"),
        ("The raid was carried out by the northern branch of Boko Haram.", "Boko Haram"),
        ("The other main suspect, Boko Haram, has not been heard of.", "Boko Haram"),
        ("Boko Haram behind market bombing, says minister", "Boko Haram"),
        ("The missile was Russian, the mayor said.", "Russia"),
        ("Moscow has suggested that the missiles were Ukraine's own.", "Ukraine"),
        ("Doctors Without Borders accused Boko Haram of bombing the clinic.", "Boko Haram"),
        ("The mayor lost no time in blaming Boko Haram, in a week of feasts.", "Boko Haram"),
    ],
)
def test_ways_of_blaming_a_group(text: str, group: str) -> None:
    assert [name for name, _ in blamed(text)] == [group]


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("The mayor accused the army and the Houthis of killing 20 people.", ["army", "Houthis"]),
        ("She blamed Turkish and Syrian troops for the killing.", ["Turkish troops", "Syrian troops"]),
    ],
)
def test_all_who_are_accused_together_are_named(text: str, accused: list[str]) -> None:
    assert sorted(name for name, _ in blamed(text)) == sorted(accused)


def test_who_attributes_it_says_so() -> None:
    assert blamed("The governor attributed the massacre to Boko Haram.") == [("Boko Haram", "governor")]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry accused Kabul of sheltering the group.",
        "The opposition blamed the cabinet for the delay.",
        "The report has often accused Boko Haram of killings.",
        "Boko Haram has carried out dozens of raids.",
        "Nor has any witness accused the army.",
        "The army denied that Boko Haram was behind the raid.",
        "The missiles were Russia's own, Moscow said.",
        "The missile was Russian.",
        "The shells were old, the mayor said.",
        "Boko Haram behind on its payments",
        "The figures point to 2,189 deaths.",
        "Raids were attributed by the mayor to nobody.",
    ],
)
def test_reproaches_without_a_deed_habits_and_denials_blame_nobody(text: str) -> None:
    assert blamed(text) == []


@pytest.mark.parametrize(
    "described", ["the banned outfit", "the outlawed militant group", "some local faction of the group"]
)
def test_words_that_name_no_group_mean_the_one_named_before(described: str) -> None:
    text = f"Boko Haram was founded in 2002. The governor said that {described} might be behind the raid."
    assert [name for name, _ in blamed(text)] == ["Boko Haram"]


def test_a_group_may_have_done_it_by_what_sources_say() -> None:
    text = "The governor said that Boko Haram may be involved."
    assert blamed(text) == [("Boko Haram", "governor")]


def test_a_group_bears_the_letters_by_which_the_report_also_calls_it() -> None:
    text = "The TTP was founded in 2007. The mayor blamed the Tehreek-e-Taliban Pakistan for the raid."
    assert [name for name, _ in blamed(text)] == ["Tehreek-e-Taliban Pakistan (TTP)"]
