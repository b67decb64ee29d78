"""Facets count what each further choice would leave."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.spread import Toll
from tallybook.web.board import Board
from tallybook.web.facets import Facet, facet, facets
from tallybook.web.wanted import FACETS, Filter, masks
from tests.web.made import CHAD, KABUL, board, entry, ids, relaxed

BOARD = board(
    entry("a", killed=Toll(5, 9, 9), groups=("bla",)),
    entry("b", place=KABUL, start="2024-09-02", killed=Toll(1, 1, 1), groups=("bla-azad",)),
    entry("c", place=None, start=None),
    entry("d", place=CHAD, start="2025-01-01", groups=("bla", "India")),
)


def of(one: Board, name: str, wanted: Filter | None = None, **words: Any) -> Facet:
    wanted = wanted or Filter()
    return facet(one, wanted, masks(one, wanted, lambda found: np.zeros(len(one), dtype=np.bool_)), name, **words)


def counts(found: Facet) -> dict[str, int]:
    return {value["value"]: value["count"] for value in found["values"]}


def test_a_facet_is_not_narrowed_by_its_own_choice_but_by_the_others() -> None:
    wanted = Filter(country=["AF"])
    assert counts(of(BOARD, "country", wanted)) == {"AF": 1, "PK": 1, "TD": 1, "none": 1}
    assert counts(of(BOARD, "month", wanted)) == {"2024-09": 1}


def test_a_chosen_value_stays_in_the_list_when_nothing_has_it() -> None:
    found = of(BOARD, "country", Filter(country=["TD"], month=["2024-09"]))
    assert {"value": "TD", "label": "Chad", "count": 0, "selected": True} in found["values"]


def test_what_is_not_known_comes_last_and_is_named() -> None:
    assert of(BOARD, "country")["values"][-1] == {"value": "none", "label": "not known", "count": 1, "selected": False}


def test_the_latest_month_comes_first() -> None:
    assert list(counts(of(BOARD, "month"))) == ["2025-01", "2024-09", "2024-08", "none"]


def test_a_group_counts_what_a_part_of_its_name_would_find() -> None:
    assert counts(of(BOARD, "group")) == {"bla": 3, "India": 1, "bla-azad": 1}


def test_values_are_found_by_a_part_of_their_label_and_cut_off_with_their_number() -> None:
    assert counts(of(BOARD, "country", find="AK")) == {"PK": 1}
    cut = of(BOARD, "country", limit=1)
    assert (len(cut["values"]), cut["more"]) == (1, 3)


def test_harm_and_victims_are_asked_of_one_estimate() -> None:
    assert counts(of(BOARD, "victims", Filter(harm=["wounded"]))) == {}
    assert counts(of(BOARD, "victims", Filter(harm=["killed"], min=5))) == {"civilian": 1}


def test_all_facets_are_there_for_an_empty_book() -> None:
    empty = board()
    assert set(facets(empty, Filter(), {})) == set(FACETS)


@relaxed
@pytest.mark.parametrize("name", FACETS)
@given(first=st.sampled_from(["", "PK", "AF"]), month=st.sampled_from(["", "2024-08", "none"]))
def test_a_count_is_the_number_of_incidents_that_choosing_the_value_alone_gives(
    name: str, first: str, month: str
) -> None:
    base = {"country": [first] if first else [], "month": [month] if month else []}
    for value in of(BOARD, name, Filter.model_validate(base))["values"]:
        chosen = Filter.model_validate({**base, name: [value["value"]]})
        assert value["count"] == len(ids(BOARD, chosen)), value
