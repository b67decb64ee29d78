"""The suite's own tools: where a text's characters come from, and that a reading which differs is seen to differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tallybook import readers
from tallybook.records import Figure, Reading
from tests.metamorphic import pools
from tests.metamorphic.shapes import shape
from tests.metamorphic.stories import STORIES
from tests.metamorphic.told import as_told, told

AMBUSH = as_told(STORIES[1])


def test_a_slot_that_begins_a_sentence_begins_with_a_capital_and_a_key_told_before_needs_no_default() -> None:
    made = shape("{speaker a police} spoke in {city c Oslo}. «{group b the front} left {city c}.» «{n d 2} stayed.»")
    assert made.fill(made.defaults).text == "Police spoke in Oslo. The front left Oslo. 2 stayed.\n"


def test_two_sentences_trade_places_and_keep_their_origin() -> None:
    made = shape("One. «Two {n a 3} x.» «Four.» Five.")
    there, back = made.fill({"n a": "3"}), made.fill({"n a": "30"}, swapped=True)
    assert (there.text, back.text) == ("One. Two 3 x. Four. Five.\n", "One. Four. Two 30 x. Five.\n")
    for words in ("Two", "Four", "Five"):
        assert there.origin(there.text.index(words)) == back.origin(back.text.index(words))
    assert back.slots(back.text.index("30"), back.text.index("30") + 2) == ("n a",)


@pytest.mark.parametrize(
    ("number", "british", "american"),
    [
        (7, "seven", "seven"),
        (40, "forty", "forty"),
        (58, "fifty-eight", "fifty-eight"),
        (300, "three hundred", "three hundred"),
        (512, "five hundred and twelve", "five hundred twelve"),
    ],
)
def test_numbers_in_words(number: int, british: str, american: str) -> None:
    assert (pools.in_words(number), pools.in_words(number, british=False)) == (british, american)


@pytest.mark.parametrize(
    ("style", "words"),
    [("uk", "3 October 2022"), ("us", "October 3, 2022"), ("th", "3rd October 2022"), ("short", "Oct. 3, 2022")],
)
def test_days_in_their_styles(style: str, words: str) -> None:
    assert pools.day_in(style, "2022-10-03") == words


def test_every_city_of_the_pool_is_the_gazetteers_in_its_country() -> None:
    assert {city.name: city.country for city in pools.cities()} == pools.CITIES


def changed(reading: Reading, **fields: Any) -> Reading:
    """The reading with its first figure changed."""
    first, *others = reading.claims
    assert isinstance(first, Figure)
    return replace(reading, claims=(replace(first, **fields), *others))


@pytest.mark.parametrize(
    "fields",
    [
        {"low": 13},
        {"high": None},
        {"harm": "wounded"},
        {"victims": "civilian"},
        {"speaker": None},
        {"end": 5},
        {"scope": "part"},
    ],
)
def test_a_figure_that_differs_is_seen(fields: dict[str, Any]) -> None:
    reading = readers.named("rules")(AMBUSH.report())
    assert told(changed(reading, **fields), AMBUSH) != told(reading, AMBUSH)


def test_a_claim_or_a_place_that_is_lost_is_seen() -> None:
    reading = readers.named("rules")(AMBUSH.report())
    whole = told(reading, AMBUSH)
    assert told(replace(reading, claims=reading.claims[:-1]), AMBUSH) != whole
    lost = tuple(replace(incident, place=None) for incident in reading.incidents)
    assert told(replace(reading, incidents=lost), AMBUSH) != whole


def test_a_city_in_the_wrong_country_is_seen() -> None:
    reading = readers.named("rules")(AMBUSH.report())
    (incident,) = reading.incidents
    assert incident.place is not None
    abroad = replace(incident, place=replace(incident.place, country="NE"))
    assert told(replace(reading, incidents=(abroad,)), AMBUSH) != told(reading, AMBUSH)


def test_ids_and_trust_are_no_part_of_what_is_said() -> None:
    reading = readers.named("rules")(AMBUSH.report())
    assert told(changed(reading, id="c-x", confidence=0.7), AMBUSH) == told(reading, AMBUSH)
