"""Groups: movements under all their names, states and their forces, and movements that no list has."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import groups
from tallybook.read.document import analyse
from tallybook.read.groups import GroupMention
from tallybook.records import Report


def find(text: str) -> list[GroupMention]:
    return list(groups.find(analyse(Report("r", "p", text))))


def ids(text: str) -> list[str]:
    return [mention.id for mention in find(text)]


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("the Balochistan Liberation Army", "bla"),
        ("the BLA", "bla"),
        ("Tehreek-e-Taliban Pakistan", "ttp"),
        ("the Pakistani Taliban", "ttp"),
        ("Islamic State", "is"),
        ("ISIL", "is"),
        ("Daesh", "is"),
        ("al-Shabab", "al-shabaab"),
        ("Al Shabaab", "al-shabaab"),
        ("the Houthis", "houthis"),
        ("Ansar Allah", "houthis"),
        ("Jabhat al-Nusra", "hts"),
        ("Sendero Luminoso", "sendero"),
        ("National Thowheeth Jama’ath", "ntj"),
        ("the Kurdistan Workers' Party", "pkk"),
        ("CPI (Maoist)", "cpi-maoist"),
        ("the M23", "m23"),
        ("the 19th of April Movement", "m19"),
        ("the Séléka", "seleka"),
    ],
)
def test_every_name_of_a_movement_leads_to_it(said: str, id: str) -> None:
    assert ids(f"The attack was claimed by {said} on Friday.") == [id]


def test_a_governments_label_is_linked_and_kept_as_said() -> None:
    (mention,) = find("Troops killed nine men of Fitna al Hindustan, the army said.")
    assert (mention.id, mention.said, mention.label) == ("bla", "Fitna al Hindustan", True)
    assert not find("The BLA denied it.")[0].label


def test_the_longest_name_wins() -> None:
    assert ids("Islamic State Khorasan Province claimed it.") == ["iskp"]
    assert ids("Islamic State claimed it.") == ["is"]


def test_an_acronym_counts_only_in_its_own_letters() -> None:
    assert ids("What is left is a ruin, as is the school.") == []
    assert ids("IS said it did it.") == ["is"]
    assert ids("WAR IS OVER FOR NOW") == []


def test_the_first_part_of_an_adjective_is_no_group() -> None:
    assert ids("The Hamas-run ministry and the Iran-backed fighters spoke.") == []


def test_a_surname_is_no_group() -> None:
    assert ids("Officials said that Sirajuddin Haqqani was there.") == []
    assert ids("Officials said that the Haqqani network was there.") == ["haqqani"]


@pytest.mark.parametrize(
    ("text", "id", "kind"),
    [
        ("The Israeli army fired back.", "idf", "state_force"),
        ("Ugandan troops fired back.", "ug-forces", "state_force"),
        ("Syrian government forces fired back.", "saa", "state_force"),
        ("The Kenyan government denied it.", "ke", "state"),
        ("Pakistan blamed its neighbour.", "pk", "state"),
        ("The Damascus regime rejected the claim.", "sy", "state"),
        ("Kyiv denied the claim.", "ua", "state"),
    ],
)
def test_states_and_their_forces_are_actors(text: str, id: str, kind: str) -> None:
    assert [(mention.id, mention.kind) for mention in find(text)] == [(id, kind)]


@pytest.mark.parametrize("text", ["It happened in Pakistan.", "People in northern Syria fled.", "Syria's east is dry."])
def test_a_state_as_a_place_is_no_actor(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ("Katibat al-Nasr", "katibat-al-nasr"),
        ("Ruritanian People's Liberation Front", "ruritanian-peoples-liberation-front"),
        ("Martyr Omar Brigades", "martyr-omar-brigades"),
    ],
)
def test_a_movement_that_no_list_has_is_known_by_the_shape_of_its_name(said: str, id: str) -> None:
    (mention,) = find(f"The attack was claimed by the {said} on Friday.")
    assert (mention.id, mention.name, mention.kind) == (id, said, "armed_group")


def test_a_town_that_begins_like_a_movement_is_none() -> None:
    assert find("Nine were killed in Lashkar Gah.") == []


@given(st.text(alphabet="IS ISaA-'’().\nTaliban ", max_size=60))
def test_any_text_gives_mentions_inside_it_without_overlap(text: str) -> None:
    found = find(text)
    assert all(text[mention.start : mention.end] == mention.said for mention in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
