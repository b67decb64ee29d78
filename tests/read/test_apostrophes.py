"""Texts that lost their apostrophes."""

from __future__ import annotations

import pytest

from tallybook.read import apostrophes, places, times
from tallybook.read.document import Document, analyse
from tallybook.records import Report

STORY = (
    "A bomb went off in Syrias second city Aleppo and killed nine people at a bakery, the Syrian army told reporters. "
    "Saturdays attack was the worst since May. Aleppos governor spoke of twelve dead. Hundreds of Kurds mourned in "
    "Damascus while Arabs and Kurds buried their dead, and shops stayed shut for the rest of the week all over town."
)


def doc(text: str) -> Document:
    return analyse(Report("r", "p", text, published="2019-05-20"))


HEARD = "Syria, Russian, Aleppo, Kurdistan, Arab, French"


@pytest.mark.parametrize("word", ["Syrias", "Russias", "Aleppos", "Saturdays"])
def test_the_possessive_of_a_country_a_region_and_a_weekday_is_known(word: str) -> None:
    assert apostrophes.owners(f"{word} {HEARD}") == {word: word[:-1]}


@pytest.mark.parametrize(
    "word", ["Damascus", "Kurds", "Arabs", "Hundreds", "Frances", "Times", "Falcons", "syrias", "SYRIAS", "Iss"]
)
def test_plurals_names_and_words_in_s_are_no_possessives(word: str) -> None:
    assert apostrophes.owners(f"{word} {HEARD}") == {}


@pytest.mark.parametrize("word", ["countrys", "armys", "Observatorys", "Ministrys"])
def test_a_word_in_ys_behind_a_consonant_is_no_plural(word: str) -> None:
    assert apostrophes.owners(f"{word} {HEARD}") == {word: word[:-1]}
    assert apostrophes.owners(f"days keys allys {HEARD}") == {"allys": "ally"}


def test_a_place_that_the_text_does_not_name_besides_owns_nothing() -> None:
    assert apostrophes.owners("Syrias second city. Syrias war.") == {}
    assert apostrophes.owners("Syrias second city, the Syrian army said.") == {"Syrias": "Syria"}


def test_a_text_without_any_apostrophe_is_read_with_them() -> None:
    read = doc(STORY)
    lows = [low for sentence in read.sentences for low in sentence.lows]
    assert [low for low in lows if low.endswith("'s")] == ["syria's", "saturday's", "aleppo's"]
    for sentence in read.sentences:
        for token in sentence.tokens:
            assert STORY[token.start : token.end] == token.text.replace("'", "")


def test_its_places_and_days_are_found() -> None:
    read = doc(STORY)
    named = [(STORY[one.start : one.end], one.place.name) for one in places.find(read)]
    assert ("Syria", "Syria") in named
    assert ("Aleppo", "Aleppo") in named
    assert "2019-05-18" in [one.first for one in times.find(read)]


@pytest.mark.parametrize("text", [STORY + " It's over.", STORY + " It’s over.", STORY[:200]])
def test_a_text_that_kept_one_or_is_short_is_read_as_it_stands(text: str) -> None:
    assert not any(low.endswith("s's") or low == "syria's" for one in doc(text).sentences for low in one.lows)


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Officials blamed Saturdays attack.", "saturday's"),
        ("Saturdays bombing was the worst.", "saturday's"),
        ("Officials gave no details on Saturdays blast in the town.", "saturday's"),
        ("He spoke on Saturdays twin suicide bombing in the town.", "saturday's"),
        ("Markets open on Saturdays all over town.", "saturdays"),
        ("Shops close on Saturdays people said.", "saturdays"),
        ("They march Fridays and Saturdays.", "saturdays"),
        ("Saturdays are quiet.", "saturdays"),
        ("Every week has Saturdays, and markets.", "saturdays"),
    ],
)
def test_days_that_are_counted_own_nothing(sentence: str, found: str) -> None:
    read = doc(f"{sentence} {STORY.replace('Saturdays', 'The')}")
    assert [low for low in read.sentences[0].lows if low.startswith("saturday")] == [found]


def test_a_word_said_a_thousand_times_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(apostrophes, "_owns", lambda word: bool(asked.append(word)))
    doc("Syrias army and Syrian towns. " * 1000)
    assert asked == ["Syrias"]
