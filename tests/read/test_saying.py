"""Saying cues: their shape and whom they name."""

from __future__ import annotations

import pytest

from tallybook.read.document import analyse
from tallybook.read.names import text_of, trimmed
from tallybook.read.roles import tag
from tallybook.read.saying import cues
from tallybook.records import Report


def found(text: str) -> list[tuple[str, str | None]]:
    tagged = tag(analyse(Report("r", "p", text)).sentences[0])
    return [(cue.shape, text_of(tagged, *trimmed(tagged, cue.phrase)) if cue.phrase else None) for cue in cues(tagged)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said nine people died.", ("before", "Police")),
        ("Nine people died, police said.", ("after", "police")),
        ("Nine people died, said the ministry.", ("after", "ministry")),
        ("Nine people died, according to a hospital source.", ("after", "hospital source")),
        ("According to the army, nine people died.", ("before", "army")),
        ("A rescue worker told AFP that nine people died.", ("before", "rescue worker")),
        ("The governor put the toll at nine.", ("before", "governor")),
        ("By the army's count nine people died.", ("before", "army")),
        ("Nine died, by the reckoning of the police.", ("after", "police")),
        ("The agency quoted the ministry as saying nine died.", ("before", "ministry")),
        ("The ministry was quoted by the agency as saying nine died.", ("before", "ministry")),
        ("Nine dead, the figures released by the ministry showed.", ("after", "ministry")),
        ("Officials who were not named gave a toll of nine.", ("before", "Officials")),
        ("The health ministry has 40 dead on its list.", ("before", "health ministry")),
        ("Police: nine dead in raid", ("before", "Police")),
        ("Nine dead in raid: police", ("after", "police")),
        ("The army denied that it had lost nine men.", ("verdict", "army")),
    ],
)
def test_a_cue_tells_shape_and_speaker(text: str, expected: tuple[str, str]) -> None:
    assert found(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The blast claimed nine lives.",
        "The group claimed the attack.",
        "Two men were put to death.",
        "The police report of Monday is long.",
        "Nine people are said to have died.",
        "The army has not issued a statement.",
        "Ukraine gave up nine men.",
        "KABUL: Nine people died.",
        "Police found nine bodies.",
    ],
)
def test_words_that_say_nothing_make_no_cue(text: str) -> None:
    assert found(text) == []


def test_the_listener_is_not_the_speaker() -> None:
    assert found("Nine died, Ali Khan, a doctor, told the News Agency on Sunday.") == [("after", "Ali Khan")]
