"""Numbers that no longer stand: told as earlier ones, with another in their place, or given up in so many words."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import figures, revisions, rules
from tallybook.read.document import analyse
from tallybook.records import Figure, Report, Speaker, SpeakerKind


def figures_of(text: str) -> list[Figure]:
    report = Report("r", "p", f"{text}\n\nRebels had attacked the town of Gao with rockets.")
    return [claim for claim in rules.read(report).claims if isinstance(claim, Figure)]


def standing(text: str) -> list[tuple[int | None, bool]]:
    return [(figure.low, figure.current) for figure in figures_of(text)]


def test_an_earlier_count_falls_when_another_takes_its_place() -> None:
    text = "The bomb killed 31 people, the health ministry said. The ministry had first reported 22 dead."
    assert standing(text) == [(31, True), (22, False)]


def test_an_earlier_count_that_nothing_follows_still_stands() -> None:
    text = "Gunmen attacked a checkpoint near Gao. The army had earlier said that nine soldiers were killed there."
    assert standing(text) == [(9, True)]


def test_another_state_does_not_take_back_a_count() -> None:
    text = (
        "The Russian defence ministry said 63 soldiers were killed in the strike on Makiivka."
        " Earlier the Ukrainian army had claimed 400 soldiers killed in the strike on Makiivka."
    )
    assert standing(text) == [(63, True), (400, True)]


def test_what_is_told_in_one_breath_with_an_earlier_count_falls_with_it() -> None:
    text = (
        "The shelling killed 40 people and wounded 120, the hospital said."
        " The hospital had earlier reported 13 deaths and 95 wounded."
    )
    assert standing(text) == [(40, True), (120, True), (13, False), (95, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Police said 17 people were killed. An hour later they raised that to 24 people killed.",
        "Police said 17 people were killed. By evening the number of dead had gone up to 24.",
    ],
)
def test_a_raised_count_takes_the_place_of_the_one_before(text: str) -> None:
    assert standing(text) == [(17, False), (24, True)]


def test_a_smaller_number_behind_a_rise_takes_no_ones_place() -> None:
    text = "The siege cost 60 people their lives. In the east the number of dead had gone up to 24."
    assert (60, True) in standing(text)


def test_of_a_row_of_tolls_the_last_one_stands() -> None:
    text = "Since Saturday the number of people killed has been given as 11, 39, 59 and 68."
    assert [stands for _, stands in standing(text)][-1:] == [True]
    assert not any(stands for _, stands in standing(text)[:-1])


def test_a_toll_taken_back_stands_nowhere_in_the_report() -> None:
    text = (
        "Bombing in Jolo kills 27 people\n\nTwo bombs killed 20 people in Jolo on Sunday, police said."
        " Police had earlier put the number of people killed at 27."
    )
    assert standing(text) == [(27, False), (20, True), (27, False)]


def test_the_story_as_first_published_is_older_than_what_stands_above_it() -> None:
    text = (
        "A gun attack on a market killed 44 people, officials said.\n\nThe story as first published:\n\n"
        "A gun attack on a market killed 29 people, officials said."
    )
    assert standing(text) == [(44, True), (29, False)]


def test_under_the_second_update_stands_the_older_telling() -> None:
    text = (
        "Update 9:15 p.m.: The rocket killed 57 people, officials said.\n\n"
        "Update 7:40 p.m.: The rocket killed 52 people, officials said."
    )
    assert standing(text) == [(57, True), (52, False)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The toll rose to 31 dead, up from 16.", 16),
        ("The number of dead rose from 12 to 15.", 12),
        ("Police cut the number of dead in the bombing to 15, from 12.", 12),
        ("The death toll rose to 15 from 12.", 12),
        ("Not 93 but 76 people were killed, the police now say.", 93),
        ("It put the toll at 50 dead, against 62 before.", 62),
    ],
)
def test_a_number_given_up_in_so_many_words_does_not_stand(text: str, number: int) -> None:
    assert (number, False) in standing(text)


@pytest.mark.parametrize(
    "text",
    [
        "Earlier this week 12 soldiers were killed in an ambush.",
        "A former resident said 12 people were killed.",
        "At the gate 26 people were killed at first, and 36 people were killed on the square.",
    ],
)
def test_words_of_another_time_take_back_no_count(text: str) -> None:
    assert standing(text)[-1][1]


KINDS: tuple[SpeakerKind, ...] = ("police", "ngo", "armed_group")
TEXT = (
    "Nine people were killed, up from seven. Police had earlier reported 12 dead and 30 wounded."
    " The toll was later raised to 14 dead. Update: 19 people were killed, not 21, and 44 wounded."
)


@given(
    st.lists(st.tuples(st.sampled_from(["A", "B"]), st.sampled_from([None, *KINDS])), min_size=12, max_size=12),
    st.randoms(),
)
def test_the_order_in_which_figures_come_changes_nothing(
    given_: list[tuple[str, SpeakerKind | None]], order: random.Random
) -> None:
    doc = analyse(Report("r", "p", TEXT))
    told = [_told(figure, local, kind) for figure, (local, kind) in zip(figures.find(doc), given_, strict=False)]
    shuffled = list(told)
    order.shuffle(shuffled)
    assert revisions.settled(doc, shuffled) == revisions.settled(doc, told)


def _told(figure: Figure, local: str, kind: SpeakerKind | None) -> Figure:
    return replace(figure, local=local, speaker=Speaker(kind, kind, 0, 1) if kind else None)
