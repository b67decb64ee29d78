from __future__ import annotations

import pytest

from tallybook.read import candidates
from tallybook.read.document import analyse
from tallybook.records import Report


def found(text: str) -> list[tuple[str, str, str | None]]:
    (sentence,) = analyse(Report("r", "p", text)).sentences
    return [
        (text[sentence.tokens[c.first].start : sentence.tokens[c.last].end], c.sort, c.victims)
        for c in candidates.find(sentence)
    ]


def test_a_number_takes_its_noun_and_its_bound() -> None:
    assert found("At least nine border guards died") == [("At least nine border guards", "people", "security_force")]


def test_things_are_left_out() -> None:
    assert (
        found("They burned 15 houses and 9 lorries") == [("9 lorries", "unheard", None)]
        or found("They burned 15 houses") == []
    )


def test_one_person_needs_no_number() -> None:
    assert ("the mayor", "single", "civilian") in found("Gunmen shot the mayor yesterday")


def test_a_person_by_name_is_a_candidate() -> None:
    assert ("Sergeant Omar Belkadi", "named", "security_force") in found("Yesterday Sergeant Omar Belkadi was killed")


def test_offices_and_places_are_no_names() -> None:
    assert found("The Northern Province Police Department was hit") == []


def test_a_share_is_marked_before_and_after_the_number() -> None:
    text = "Nine people, including two nurses, and four others, three boys among them, fell"
    (sentence,) = analyse(Report("r", "p", text)).sentences
    assert [c.share for c in candidates.find(sentence)] == [False, True, False, True]


def test_a_predicate_gives_the_class() -> None:
    assert found("Two of them were soldiers")[0][2] == "security_force"


def test_the_bound_of_a_long_list_governs_all_of_it() -> None:
    (sentence,) = analyse(Report("r", "p", "At least 9 soldiers, 4 farmers and 31 rebels died")).sentences
    spread = candidates.spread(sentence.tokens, candidates.find(sentence))
    assert [c.qualifier for c in spread] == ["at_least"] * 3


def test_the_bound_of_a_pair_governs_the_first_only() -> None:
    (sentence,) = analyse(Report("r", "p", "At least 9 soldiers and 31 rebels died")).sentences
    spread = candidates.spread(sentence.tokens, candidates.find(sentence))
    assert [c.qualifier for c in spread] == ["at_least", "exact"]


def test_those_among_whom_others_are_told_are_no_share_themselves() -> None:
    (sentence,) = analyse(Report("r", "p", "Fifteen civilians among them 11 children fell")).sentences
    assert [(c.low, c.share) for c in candidates.find(sentence)] == [(15, False), (11, True)]


@pytest.mark.parametrize("rest", ["14 days later they left", "the commander of the base", "a general fell"])
def test_some_among_others_are_a_share_whatever_is_told_next(rest: str) -> None:
    (sentence,) = analyse(Report("r", "p", f"Nine people died, five soldiers among them {rest}")).sentences
    assert [(c.low, c.share) for c in candidates.find(sentence) if c.low in (9, 5)] == [(9, False), (5, True)]


@pytest.mark.parametrize("rest", ["a child", "both pilots", "the mayor", "no soldiers", "three soldiers"])
def test_those_among_whom_somebody_is_told_are_whole(rest: str) -> None:
    (sentence,) = analyse(
        Report("r", "p", f"The bomb left twelve people dead among them {rest}, police said")
    ).sentences
    assert [c.share for c in candidates.find(sentence) if c.low == 12] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Of the 45 pilgrims aboard, nine were killed",
        "Nine of the 45 pilgrims aboard were killed",
        "Gunmen killed nine of the 45 people on board",
    ],
)
def test_those_of_whom_some_are_told_are_no_toll(text: str) -> None:
    (sentence,) = analyse(Report("r", "p", text)).sentences
    assert [c.low for c in candidates.find(sentence)] == [9]


@pytest.mark.parametrize(
    "text",
    [
        "Nine of the 45 wounded have died",
        "Of the 45 people who were wounded, nine have died",
        "Of the 45 men killed, nine were soldiers",
        "The raid left nine civilians and 45 soldiers dead",
    ],
)
def test_those_who_are_harmed_themselves_are_one(text: str) -> None:
    (sentence,) = analyse(Report("r", "p", text)).sentences
    assert sorted(c.low for c in candidates.find(sentence) if c.low is not None) == [9, 45]
