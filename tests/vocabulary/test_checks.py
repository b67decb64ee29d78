"""The checks of the vocabulary name what is wrong, and the shipped files of places and groups pass them."""

from __future__ import annotations

import pytest

from tallybook.vocabulary import checks


def problem(name: str, text: str) -> str:
    found = checks.problems(name, text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("own", ["groups", "states", "place_words", "places/"])
def test_the_shipped_files_of_places_and_groups_are_sound(own: str) -> None:
    assert [line for line in checks.check() if line.startswith(own)] == []


def test_a_file_that_is_not_yaml_is_named_with_the_line() -> None:
    assert problem("harms", "killed:\n  - [one\n").startswith("harms.yml: line 3")


def test_an_empty_file_is_a_problem() -> None:
    assert problem("times", "# nothing yet\n") == "times.yml: the file is empty"


def test_a_key_given_twice_is_a_problem() -> None:
    assert '"a" is given twice' in problem("times", "a: [x]\na: [y]\n")


def test_a_word_given_twice_in_a_list_is_a_problem() -> None:
    assert problem("times", "lead: [since, until, since]\n") == 'times.yml: lead: "since" is given twice'


def test_a_word_that_yaml_takes_for_yes_or_no_is_a_problem() -> None:
    assert "item 2 reads as yes" in problem("times", "lead: [at, on]\n")
    assert "a key reads as no" in problem("times", "lead:\n  off: [x]\n")


def test_a_group_needs_a_proper_id_of_its_own() -> None:
    first = "armed_groups:\n  - {id: %s, name: A, countries: [PK]}\n"
    assert "not lower-case" in problem("groups", first % "Big_Group" + "state_forces: []\n")
    second = "armed_groups:\n  - {id: a, name: A, countries: [PK]}\n  - {id: a, name: B, countries: [PK]}\n"
    assert "given twice" in problem("groups", second)


def test_a_name_belongs_to_one_group() -> None:
    text = (
        "armed_groups:\n  - {id: a, name: Army of the North, countries: [PK]}\n"
        "  - {id: b, name: B Front, countries: [PK], also: [army of the north]}\n"
    )
    assert problem("groups", text) == 'groups.yml: "army of the north" belongs to a and to b'


def test_acronyms_that_differ_in_case_are_two_names() -> None:
    text = "armed_groups:\n  - {id: a, name: JeM, countries: [PK]}\n  - {id: b, name: JEM, countries: [SD]}\n"
    assert checks.problems("groups", text) == []


def test_a_groups_country_must_be_known() -> None:
    assert '"ZZ"' in problem("groups", "armed_groups:\n  - {id: a, name: A, countries: [ZZ]}\n")


def test_coordinates_must_be_on_the_globe() -> None:
    assert "latitude comes first" in problem("places/PK", "country: PK\ntowns:\n  - {name: A, at: [167, 30]}\n")
    assert "[latitude, longitude]" in problem("places/PK", "country: PK\ntowns:\n  - {name: A, at: [30]}\n")


def test_a_file_of_places_is_named_for_its_country() -> None:
    assert "must be the file's name" in problem("places/PK", "country: IN\ntowns:\n  - {name: A, at: [30, 67]}\n")


def test_two_places_of_one_file_do_not_share_a_name() -> None:
    text = "country: PK\ntowns:\n  - {name: Noshki, at: [29, 66]}\n  - {name: B, at: [30, 67], also: [noshki]}\n"
    assert "belongs to" in problem("places/PK", text)


def test_a_regions_code_is_text() -> None:
    assert "in quotes" in problem("places/PK", "country: PK\nregions:\n  - {name: A, code: 2, at: [30, 67]}\n")


def test_a_state_needs_its_iso_code() -> None:
    assert "no ISO" in problem("states", "- {code: ZZ, names: [A], demonyms: [B], at: [1, 2]}\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("harms", "maimed: {done: [x]}\n"),
        ("speakers", "kinds:\n  - {kind: oracle, words: [x]}\n"),
        ("place_words", "titles: [mr]\n"),
    ],
)
def test_unknown_classes_are_named(name: str, text: str) -> None:
    assert problem(name, text)
