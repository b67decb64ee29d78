"""Phrases that name an actor, beside a verb and behind a preposition."""

from __future__ import annotations

import pytest

from tallybook.read.document import analyse
from tallybook.read.names import phrase_after, phrase_before, text_of, trimmed
from tallybook.read.roles import Tagged, tag
from tallybook.records import Report


def tagged(text: str) -> Tagged:
    return tag(analyse(Report("r", "p", text)).sentences[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police said", "Police"),
        ("A senior hospital official said", "senior hospital official"),
        ("Officials in the city said", "Officials in the city"),
        ("The Ministry of Health said", "Ministry of Health"),
        ("Dr. Ana Ruiz said", "Dr. Ana Ruiz"),
        ("Security and medical sources said", "Security and medical sources"),
        ("The local resistance committee said", "local resistance committee"),
        ("Ten were killed, a spokesman for the Hill Medical Centre in Peshawar said", None),
        ("The Lady Reading Hospital (LRH) said", "Lady Reading Hospital"),
    ],
)
def test_the_phrase_before_a_verb_is_the_whole_name_without_its_article(text: str, name: str | None) -> None:
    sentence = tagged(text)
    phrase = phrase_before(sentence, 0, sentence.lows.index("said"))
    assert phrase is not None
    if name is None:
        name = "spokesman for the Hill Medical Centre in Peshawar"
    assert text_of(sentence, *trimmed(sentence, phrase)) == name


def test_plain_words_before_a_verb_name_nobody() -> None:
    sentence = tagged("many of the houses said")
    assert phrase_before(sentence, 0, 4) is None


def test_a_pronoun_is_marked_as_one() -> None:
    phrase = phrase_before(tagged("he said"), 0, 1)
    assert phrase is not None and phrase.pronoun


def test_the_phrase_after_a_word_ends_at_the_comma() -> None:
    sentence = tagged("according to a doctor at the city hospital, nine died")
    phrase = phrase_after(sentence, 2, len(sentence.lows))
    assert phrase is not None
    assert text_of(sentence, *trimmed(sentence, phrase)) == "doctor at the city hospital"


@pytest.mark.parametrize("word", ["on", "against", "during"])
def test_a_name_ends_before_what_was_done_to_whom(word: str) -> None:
    sentence = tagged(f"carried out by government forces {word} a town in the north")
    phrase = phrase_after(sentence, 3, len(sentence.lows))
    assert phrase is not None
    assert text_of(sentence, *trimmed(sentence, phrase)) == "government forces"
