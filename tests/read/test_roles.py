"""Roles of words and kinds of speakers."""

from __future__ import annotations

import pytest

from tallybook.read.document import analyse, tokenise
from tallybook.read.roles import is_state, kind_of, tag
from tallybook.records import Report


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a police officer at the hospital", "police"),
        ("Palestinian health ministry", "government"),
        ("a health ministry spokesman", "government"),
        ("doctors at the clinic", "medical"),
        ("the Syrian Observatory for Human Rights", "ngo"),
        ("the UN Human Rights Office", "igo"),
        ("state news agency SANA", "media"),
        ("a senior security official", "military"),
        ("the governor of Homs", "government"),
        ("local residents", "witness"),
        ("a Taliban spokesman", "armed_group"),
        ("the White Helmets", "rescue"),
        ("prosecutors in Paris", "court"),
        ("the World Health Organization", "igo"),
        ("Russia", "government"),
        ("Lin Jian", None),
    ],
)
def test_the_kind_of_a_speaker_is_told_by_its_words(words: str, kind: str | None) -> None:
    assert kind_of(tokenise(words, 0, len(words))) == kind


def test_an_acronym_counts_only_in_capitals() -> None:
    assert kind_of(tokenise("WHO", 0, 3)) == "igo"
    assert kind_of(tokenise("who", 0, 3)) is None


def test_a_state_alone_is_told_from_a_body_of_that_state() -> None:
    assert is_state(tokenise("Kabul", 0, 5))
    assert not is_state(tokenise("Kabul police", 0, 12))


def test_there_is_one_role_a_token() -> None:
    doc = analyse(Report("r", "p", "Dr. Ali Haji, the army's doctor, said nine people died."))
    tagged = tag(doc.sentences[0])
    assert len(tagged.roles) == len(tagged.tokens) == len(tagged.lows)
