"""Mentions: whoever may speak or act is among them, with the words that name them."""

from __future__ import annotations

import pytest

from tallybook.read import groups, speakers
from tallybook.read.document import analyse
from tallybook.read.neural.mentions import Mention, find
from tallybook.records import Report


def mentions(text: str) -> tuple[Mention, ...]:
    doc = analyse(Report("r", "p", text))
    return find(doc, speakers.attribute(doc), groups.find(doc))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ten people died, police said.", "police"),
        ("Two were hurt, according to the interior ministry.", "interior ministry"),
        ("France and Germany condemned the attack.", "Germany"),
        ("The Taliban claimed responsibility for the blast.", "Taliban"),
        ("A doctor at the hospital spoke of six dead.", "doctor"),
    ],
)
def test_who_may_speak_or_act_is_mentioned(text: str, name: str) -> None:
    assert name in [
        text[m.start : m.end].removeprefix("the ").removeprefix("The ") for m in mentions(text)
    ] or name in [m.speaker.name for m in mentions(text)]


def test_a_cue_marks_its_speaker() -> None:
    spoken = [m.speaker.name for m in mentions("Ten people died, police said.") if m.cue]
    assert spoken == ["police"]


def test_a_pronoun_means_who_was_named() -> None:
    found = mentions("Colonel Ahmed Raza arrived. He said ten people had died.")
    assert any(m.pronoun and "Raza" in m.speaker.name for m in found)


def test_an_armed_group_and_a_state_are_told_apart() -> None:
    found = {m.group: m.state for m in mentions("The Taliban attacked a post of the Afghan army.") if m.group}
    assert found["Taliban"] is False
    assert any(state for state in found.values())


def test_no_two_mentions_have_one_span_and_all_lie_in_the_text() -> None:
    text = "Police and soldiers said, said the ministry in Kabul. The Taliban denied it, its spokesman said."
    spans = [(m.start, m.end) for m in mentions(text)]
    assert len(spans) == len(set(spans))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
