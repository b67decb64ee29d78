"""Roles of words and kinds of speakers."""

from __future__ import annotations

import pytest

from tallybook.read.document import analyse, tokenise
from tallybook.read.roles import ACTOR, NUMBER, OWNER, TIME, is_state, kind_of, tag
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
        ("a spokesman for the Baloch Republican Guards", "armed_group"),
        ("the People's Defence Force", "armed_group"),
        ("Jundallah", "armed_group"),
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


def roles(text: str) -> dict[str, str]:
    """Each word of a sentence with its role."""
    (sentence,) = analyse(Report("r", "p", text)).sentences
    tagged = tag(sentence)
    return {token.text: role for token, role in zip(tagged.tokens, tagged.roles, strict=True)}


@pytest.mark.parametrize("day", ["1 May 2023", "May 1, 2023", "1st May 2023", "Sept. 1, 2023"])
def test_the_numbers_of_a_date_are_time(day: str) -> None:
    found = roles(f"On {day} police spoke")
    assert {found[word] for word in ("2023", next(word for word in found if word.startswith("1")))} == {TIME}


def test_a_number_in_words_has_the_role_of_one_in_digits() -> None:
    assert roles("Toll at forty-one")["forty-one"] == roles("Toll at 41")["41"] == NUMBER


def test_a_groups_name_is_one_actor_through_its_small_words() -> None:
    found = roles("Fighters of the Justice and Equality Movement fled")
    assert {found[word] for word in ("Justice", "and", "Equality", "Movement")} == {ACTOR}
    assert roles("The Balochistan Liberation Army's spokesman spoke")["Army's"] == OWNER
