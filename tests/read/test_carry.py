"""Sentences without a cue: carried over to a speaker, or left to the outlet."""

from __future__ import annotations

from tallybook.read import speakers
from tallybook.read.document import analyse
from tallybook.records import Report


def told_by(*sentences: str) -> list[str | None]:
    text = " ".join(sentences)
    doc = analyse(Report("r", "p", text))
    said = speakers.attribute(doc)
    found = [said.speaker_at(text.index(one), text.index(one) + 3) for one in sentences]
    return [speaker.name if speaker else None for speaker in found]


def test_a_toll_that_goes_on_stays_with_its_speaker() -> None:
    names = told_by(
        "At least nine rebels were killed, according to the army.",
        "Among the dead was their commander.",
        "The army said the raid was over.",
    )
    assert names[1] == "army"


def test_a_sentence_between_two_of_another_speaker_stays_with_the_outlet() -> None:
    names = told_by(
        "A witness said he saw nine bodies.",
        "The town was taken by the rebels last year, one of many in the war.",
        "Police said the road was closed.",
    )
    assert names[1] is None


def test_a_headline_has_no_speaker_of_its_own() -> None:
    assert told_by("Nine killed in market raid\nPolice said on Monday that nine people died.")[0] is None
