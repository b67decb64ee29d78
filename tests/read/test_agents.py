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
        ("Al-Shabaab loyalists attacked the town and killed nine, the mayor said.", "Al-Shabaab"),
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
    ("text", "sides"),
    [
        ("Malian and Nigerien forces killed nine herders, the mayor said.", ["Malian forces", "Nigerien forces"]),
        (
            "Malian, Chadian and French troops killed nine, a monitor said.",
            ["Malian troops", "Chadian troops", "French troops"],
        ),
        ("Syrian and Russian warplanes killed nine people, a monitor said.", ["Syrian warplanes", "Russian warplanes"]),
        ("An Israeli and American missile hit a house, the mayor said.", ["Israel", "United States"]),
    ],
)
def test_forces_of_several_states_that_share_a_noun_are_each_named(text: str, sides: list[str]) -> None:
    assert [name for name, _, _ in claims(text)] == sides


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


def test_a_side_that_denies_it_is_still_blamed_by_who_says_so() -> None:
    text = "A Russian missile hit the station and killed nine, officials say. Russia has denied that it was to blame."
    assert claims(text) == [("Russia", "blamed", "officials")]


def test_a_state_that_acts_is_blamed_by_another_that_says_so() -> None:
    assert claims("Kyiv fired on the station, Moscow said.") == [("Kyiv", "blamed", "Moscow")]


def test_a_state_does_not_blame_itself() -> None:
    assert all(mode == "claimed" for _, mode, _ in claims("Russia struck a depot near Kyiv, the Russian army said."))


def test_a_force_without_a_name_is_blamed_by_who_watches_over_rights_alone() -> None:
    text = "The army and foreign fighters executed 500 people, {} said."
    assert [name for name, _, _ in claims(text.format("Human Rights Watch"))] == ["army", "foreign fighters"]
    assert claims(text.format("the mayor")) == []


def test_men_who_are_thought_to_be_somebody_stand_beside_a_force() -> None:
    text = "Malian troops and men who are thought to be Russian mercenaries executed 30 men, Human Rights Watch said."
    assert [name for name, _, _ in claims(text)] == ["Malian troops", "Russian mercenaries"]


def test_the_strike_of_a_force_is_its_act_but_its_killing_is_not() -> None:
    assert claims("Fifty died in the strike of the Russian troops on the station, the governor said.")
    assert claims("The governor condemned the killing of Russian soldiers, the mayor said.") == []


def test_a_question_blames_nobody() -> None:
    assert claims("Did American warplanes kill 20 villagers, as the mayor said?") == []


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("A US missile strike on an air base killed five people, the governor said.", "United States"),
        ("A U.S. attack on the base killed five people, the governor said.", "United States"),
        ("Five people died in Syrian regime air raids on the village, a monitor said.", "Syria"),
        ("Five people died in Israeli army shelling of the village, a monitor said.", "Israel"),
    ],
)
def test_a_states_short_name_and_its_forces_own_a_weapon_too(text: str, side: str) -> None:
    assert [(name, mode) for name, mode, _ in claims(text)] == [(side, "blamed")]


def test_a_pronoun_in_small_letters_is_no_state() -> None:
    assert claims("They gave us missiles and killed five people, the governor said.") == []


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("The toll of the Taliban attack reached nine, a hospital source said.", ["Taliban"]),
        ("Nine people died in an Islamic State suicide attack, a monitor said.", ["Islamic State"]),
        ("Nine people died in the Sri Lanka attacks, a journalist said.", []),
        ("Nine people died in an attack on the Taliban, a monitor said.", []),
    ],
)
def test_a_group_owns_the_attack_that_bears_its_name(text: str, side: list[str]) -> None:
    assert [name for name, _, _ in claims(text)] == side


@pytest.mark.parametrize(
    "text",
    [
        "Nine people died, but it was not an Islamic State attack, the mayor said.",
        "There was no link to any Taliban attack, the mayor said.",
        "Nine men were planning a Taliban attack, the mayor said.",
        "Police foiled an Islamic State suicide attack, the mayor said.",
        "They had fled before the Islamic State attack, the mayor said.",
    ],
)
def test_an_attack_that_was_not_or_is_only_thought_of_is_nobodys(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The UK attack killed 22 people, the mayor said.",
        "The US bombing suspect was held, the mayor said.",
        "The Afghan army attack killed 140 soldiers at a base, the mayor said.",
    ],
)
def test_a_name_before_an_attack_may_be_where_it_was_or_whom_it_hit(text: str) -> None:
    assert claims(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "An air strike in northwestern Syria killed nine people, a monitor said.",
        "Nine members of the Malian army and its allies were killed, a monitor said.",
        "Scores more Al-Shabaab fighters were killed, the mayor said.",
        "Ukraine downed about 30 Russian missiles, the mayor said.",
        "One Ukrainian drone was destroyed near the town, the mayor said.",
    ],
)
def test_where_it_was_and_whom_it_hit_or_missed_did_nothing(text: str) -> None:
    assert claims(text) == []


def test_what_an_army_destroyed_it_did() -> None:
    found = claims("A Russian missile destroyed the school and killed nine people, the mayor said.")
    assert found == [("Russia", "blamed", "mayor")]


def test_a_monitor_named_for_a_country_is_not_of_its_army() -> None:
    text = "Syrian warplanes killed nine people in the town, the Syrian Observatory for Human Rights said."
    assert [mode for _, mode, _ in claims(text)] == ["blamed"]


@pytest.mark.parametrize(
    "text",
    [
        "No civilians died in the Taliban attack that killed twelve soldiers, the mayor said.",
        "More deaths are feared after the Taliban attack, the mayor said.",
        "They fled before the Taliban attack that killed twelve, the mayor said.",
    ],
)
def test_an_attack_that_was_is_its_groups_whatever_else_is_doubted(text: str) -> None:
    assert [name for name, _, _ in claims(text)] == ["Taliban"]
