"""Records to JSON and back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.codec import dumps, loads
from tallybook.errors import BookError
from tallybook.judgement import Judgement
from tallybook.records import (
    AnyClaim,
    Check,
    Confirmation,
    Denial,
    Disruption,
    Estimate,
    Figure,
    Incident,
    LocalIncident,
    Part,
    Place,
    Reaction,
    Reading,
    Report,
    Responsibility,
    Span,
    Speaker,
)

# First of all: what is asked for before it is told still gives numbers that are none.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
words = st.text(max_size=12)
claims = st.one_of(
    *(st.from_type(kind) for kind in (Figure, Responsibility, Denial, Confirmation, Reaction, Disruption))
)
changes = st.dictionaries(words, st.one_of(st.none(), st.booleans(), st.integers(), words, st.lists(words)), max_size=3)
judgements = st.builds(
    Judgement, words, st.sampled_from(("same", "accept")), words, st.none() | words, changes, words, words, words
)


@given(claims)
def test_a_claim_of_any_kind_comes_back_as_it_was(claim: Any) -> None:
    assert loads(AnyClaim, dumps(claim)) == claim


@pytest.mark.parametrize(
    "kind", [Report, Reading, LocalIncident, Incident, Estimate, Check, Part, Place, Span, Speaker]
)
def test_a_record_of_any_kind_comes_back_as_it_was(kind: Any) -> None:
    @given(st.from_type(kind))
    def comes_back(record: Any) -> None:
        assert loads(kind, dumps(record)) == record

    comes_back()


@given(judgements)
def test_a_judgement_with_any_change_comes_back_as_it_was(judgement: Judgement) -> None:
    assert loads(Judgement, dumps(judgement)) == judgement


def test_equal_records_are_equal_bytes_whatever_the_order_of_their_keys() -> None:
    one, other = {"b": Span(1, 2), "a": None}, {"a": None, "b": Span(1, 2)}
    assert dumps(one) == dumps(other) == '{"a":null,"b":{"end":2,"start":1}}'


def test_every_field_of_a_record_is_kept() -> None:
    kept = json.loads(dumps(Place("Arlen")))
    assert set(kept) == {field.name for field in fields(Place)}


def test_a_damaged_record_is_a_book_error_that_shows_it() -> None:
    with pytest.raises(BookError, match="damaged place"):
        loads(Place, '{"country": "PK"}')


@pytest.mark.parametrize("text", ["[]", "3", "null", '"a claim"', '{"kind":"rumour"}'])
def test_what_is_no_claim_is_a_damaged_claim(text: str) -> None:
    with pytest.raises(BookError, match="damaged claim"):
        loads(AnyClaim, text)


def test_a_value_that_is_no_record_is_refused() -> None:
    with pytest.raises(TypeError, match="not a record"):
        dumps(object())
