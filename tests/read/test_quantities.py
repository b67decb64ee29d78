from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import quantities
from tallybook.read.document import tokenise

Bounds = tuple[int | None, int | None, str]


def read(text: str) -> list[Bounds]:
    tokens = tokenise(text, 0, len(text))
    return [(q.low, q.high, q.qualifier) for q in quantities.find(tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24 people died", (24, 24, "exact")),
        ("1,345 were hurt", (1345, 1345, "exact")),
        ("1 058 lives", (1058, 1058, "exact")),
        ("twenty-four soldiers", (24, 24, "exact")),
        ("twenty four soldiers", (24, 24, "exact")),
        ("one hundred and thirty-six bodies", (136, 136, "exact")),
        ("a hundred and thirty arrests", (130, 130, "exact")),
        ("two dozen guards", (24, 24, "exact")),
        ("half a dozen pupils", (6, 6, "exact")),
        ("a couple of herders", (2, 2, "exact")),
        ("a quarter of a million people", (250_000, 250_000, "exact")),
        ("more than three quarters of a million people", (750_001, None, "more_than")),
        ("1.9 million people", (1_900_000, 1_900_000, "exact")),
        ("at least 24 people", (24, None, "at_least")),
        ("no fewer than 12", (12, None, "at_least")),
        ("58 or more", (58, None, "at_least")),
        ("more than 24 people", (25, None, "more_than")),
        ("over two dozen", (25, None, "more_than")),
        ("20+ killed", (21, None, "more_than")),
        ("up to 30 people", (None, 30, "up_to")),
        ("as many as 1,300", (None, 1300, "up_to")),
        ("nearly 200 were hurt", (None, 200, "up_to")),
        ("about 70 people", (70, 70, "about")),
        ("fifty-odd guards", (50, 50, "exact")),
        ("some forty men", (40, 40, "about")),
        ("20 to 25 fighters", (20, 25, "range")),
        ("between 30 and 40 people", (30, 40, "range")),
        ("100-300 dead", (100, 300, "range")),
        ("dozens died", (24, None, "vague")),
        ("scores were hurt", (40, None, "vague")),
        ("several others", (3, None, "vague")),
        ("hundreds fled", (200, None, "vague")),
        ("tens of thousands fled", (20_000, None, "vague")),
        ("no casualties", (0, 0, "exact")),
    ],
)
def test_a_number_phrase_gives_its_bounds(text: str, expected: Bounds) -> None:
    assert read(text)[:1] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "on 5 May and on March 12",
        "in 2014",
        "Ali Khan, 45, was there",
        "a 24-year-old man",
        "a girl of 15",
        "aged 12",
        "aged 7, 41 and 66",
        "Yossi Levi and Dan Cohen, 24 and 26, were there",
        "the fifth victim, Moshe Dahan, was 52 and lived there",
        "the oldest victim was 81",
        "at 3 p.m. or 15:30 or about 8.50am",
        "the slain officer was a second lieutenant of 33",
        "up to 30% of it",
        "40 per cent",
        "$300 in cash",
        "an F-16 and an AK-47",
        "they won 3-1",
        "Resolution 1701",
        "BOGOTA, 10 JAN 90",
        "between 0630 and 0700 hours",
    ],
)
def test_ages_dates_times_money_and_codes_are_no_numbers_of_people(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "the toll was 52",
        "yesterday it was 52",
        "police listed 7, 41 and 52",
        "the toll in Baga, Borno State, was 52.",
        "in the capital, Lashkar Gah, was 52.",
        "in Deir Ezzor, 24 and 52 people fell",
    ],
)
def test_a_number_of_nobodys_years_is_one(text: str) -> None:
    assert (52, 52, "exact") in read(text)


def test_a_rise_is_no_bound() -> None:
    assert read("the toll has gone up to 44") == [(44, 44, "exact")]


def test_from_one_number_to_another_is_no_range() -> None:
    assert [low for low, _, _ in read("rose from 34 to 53")] == [34, 53]


@given(st.text(max_size=200))
def test_bounds_are_in_order_whatever_the_text(text: str) -> None:
    tokens = tokenise(text, 0, len(text))
    for quantity in quantities.find(tokens):
        assert 0 <= quantity.first <= quantity.core <= quantity.last < len(tokens)
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high


@given(st.integers(min_value=1, max_value=999_999))
def test_digits_with_separators_keep_their_value(number: int) -> None:
    assert read(f"exactly {number:,} people died") == [(number, number, "exact")]
