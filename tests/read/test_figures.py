from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import figures
from tallybook.read.document import analyse
from tallybook.records import Figure, Report

Row = tuple[str, str, int | None, int | None]


def find(text: str) -> tuple[Figure, ...]:
    return figures.find(analyse(Report("r", "p", text)))


def rows(text: str) -> list[Row]:
    return [(f.harm, f.victims, f.low, f.high) for f in find(text)]


def test_a_list_of_classes_shares_one_verb() -> None:
    assert rows("At least 9 soldiers, 4 villagers and 31 rebels were killed in the valley.") == [
        ("killed", "security_force", 9, None),
        ("killed", "civilian", 4, None),
        ("killed", "armed_group", 31, None),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Gunmen shot dead six miners.", ("killed", "civilian", 6, 6)),
        ("A blast left 12 people dead.", ("killed", "unspecified", 12, 12)),
        ("The strike claimed 16 lives.", ("killed", "unspecified", 16, 16)),
        ("The death toll has risen to 57.", ("killed", "unspecified", 57, 57)),
        ("Five shot dead near the border", ("killed", "unspecified", 5, 5)),
        ("Twelve bodies were found in the river.", ("killed", "unspecified", 12, 12)),
        ("Eight fighters were neutralised.", ("killed", "armed_group", 8, 8)),
        ("Three jawans were martyred.", ("killed", "security_force", 3, 3)),
        ("Twenty-one militants were eliminated.", ("killed", "armed_group", 21, 21)),
        ("A soldier was killed at the gate.", ("killed", "security_force", 1, 1)),
        ("Nine guards lost their lives.", ("killed", "security_force", 9, 9)),
        ("There were no casualties.", ("killed", "unspecified", 0, 0)),
        ("Armed men abducted 73 students.", ("abducted", "civilian", 73, 73)),
        ("Police arrested 14 suspects.", ("detained", "armed_group", 14, 14)),
        ("The attackers freed 30 prisoners.", ("released", "unspecified", 30, 30)),
        ("Fighting forced 2,000 people to flee.", ("displaced", "unspecified", 2000, 2000)),
        ("Four sailors are missing.", ("missing", "security_force", 4, 4)),
        ("Sixty rebels laid down their arms.", ("surrendered", "armed_group", 60, 60)),
        ("The army lost nine men.", ("killed", "security_force", 9, 9)),
        ("Six soldiers or more were killed.", ("killed", "security_force", 6, None)),
    ],
)
def test_a_sentence_gives_its_figure(text: str, row: Row) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "Four gunmen stormed the bank.",
        "The army burned 15 houses and 9 vehicles.",
        "The bomb could kill 50 people.",
        "They had plotted to kill ten officers.",
        "The group did not kill 12 people.",
        "Rashid Ali, 34, spoke at 9 a.m. on 5 May.",
        "A police officer said the road was closed.",
        "More than 300 soldiers took part in the raid.",
    ],
)
def test_what_harms_nobody_makes_no_figure(text: str) -> None:
    assert rows(text) == []


def test_the_doer_is_no_victim() -> None:
    assert rows("Four gunmen killed 12 villagers.") == [("killed", "civilian", 12, 12)]


def test_wounded_beside_killed_keep_their_own_harm() -> None:
    assert rows("The attack killed 8 soldiers and wounded 14.") == [
        ("killed", "security_force", 8, 8),
        ("wounded", "security_force", 14, 14),
    ]


def test_shares_take_the_harm_of_the_whole() -> None:
    found = find("At least 20 people, including three children, were killed.")
    assert [(f.harm, f.low, f.scope) for f in found] == [("killed", 20, "whole"), ("killed", 3, "part")]


def test_ellipsis_reaches_into_the_next_sentence() -> None:
    assert rows("Seven policemen were killed on Monday. Another five on Tuesday.")[1][:1] == ("killed",)


def test_an_earlier_number_is_not_current() -> None:
    assert [f.current for f in find("The toll rose to 31 dead, up from 16.")] == [True, False]


def test_a_total_of_several_incidents_is_wider() -> None:
    found = find("Forty-one rebels were killed, bringing the total to 133 dead.")
    assert [f.scope for f in found] == ["whole", "wider"]


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had killed or wounded 40 rebels.",
        "The monitor recorded 40 dead and wounded in the shelling.",
        "The raid left 40 soldiers dead or wounded.",
    ],
)
def test_killed_or_wounded_counts_once_and_says_so(text: str) -> None:
    (figure,) = find(text)
    assert (figure.low, figure.harm, figure.combined) == (40, "killed", "wounded")


def test_its_members_belong_to_the_side_named_before() -> None:
    text = "The rebel front spoke on Friday. It said the raid killed 12 of its members."
    assert rows(text) == [("killed", "armed_group", 12, 12)]


WORDS = [
    "killed",
    "12",
    "soldiers",
    "and",
    "wounded",
    "at",
    "least",
    "three",
    "people",
    "including",
    "of",
    "them",
    "were",
    "no",
    "dead",
    "(",
    ")",
    ",",
    ".",
    "40",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_figures_are_views_on_the_text_with_ordered_bounds(words: list[str]) -> None:
    text = " ".join(words)
    for figure in find(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.sentence.start <= figure.start and figure.end <= figure.sentence.end
        assert figure.low is not None or figure.high is not None


def test_games_are_lost_without_victims() -> None:
    assert rows("Rovers have now lost six in a row.") == []


def test_a_toll_does_not_take_the_class_named_before_it() -> None:
    text = "With 36 civilians and 22 soldiers dead, the number of dead has reached 255."
    assert rows(text)[-1] == ("killed", "unspecified", 255, 255)


def test_casualties_are_dead_and_wounded_together() -> None:
    (figure,) = find("The clash caused 20 casualties.")
    assert figure.combined == "wounded"


def test_kinds_told_apart_from_a_larger_number_are_part_of_it() -> None:
    found = find("The bombing killed 150 people. Nine foreigners were killed, the ministry said.")
    assert [f.scope for f in found] == ["whole", "part"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In the last 24 hours 20 suspected militants were killed.", [("killed", "armed_group", 20, 20)]),
        (
            "Gunmen killed the mayor of Karez and six of his guards.",
            [("killed", "civilian", 1, 1), ("killed", "civilian", 6, 6)],
        ),
        (
            "A leader was shot dead together with six of his guards.",
            [("killed", "unspecified", 1, 1), ("killed", "civilian", 6, 6)],
        ),
        ("The hospital received no bodies.", []),
        ("Rebels freed 250 prisoners, a spokesman for the army said.", [("released", "unspecified", 250, 250)]),
        ("Rebels killed nine men, a security official said.", [("killed", "unspecified", 9, 9)]),
    ],
)
def test_awkward_neighbours_are_told_apart(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("A local journalist, Omar Aziz, died in the blast.", "A local journalist, Omar Aziz"),
        ("Omar Aziz, 23, a soldier, was killed by gunfire.", "Omar Aziz, 23, a soldier"),
        ("Omar Aziz, the deputy commander, was among the killed.", "Omar Aziz, the deputy commander"),
        ("Among those killed was Omar Aziz.", "Omar Aziz"),
    ],
)
def test_a_named_victim_is_one_figure_over_the_name(text: str, covered: str) -> None:
    [figure] = find(text)
    assert (text[figure.start : figure.end], figure.harm, figure.low, figure.high) == (covered, "killed", 1, 1)


def test_numbers_with_a_place_each_go_on_with_the_harm_of_the_first() -> None:
    found = find("At least 90 people died, including 62 in Karez, 20 in Dalan and 8 in Tirma.")
    assert [(f.low, f.harm, f.scope) for f in found[1:]] == [
        (62, "killed", "part"),
        (20, "killed", "part"),
        (8, "killed", "part"),
    ]
