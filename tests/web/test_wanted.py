"""The filter lets through what it says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.spread import Toll
from tallybook.errors import UsageError
from tallybook.web.entries import Line
from tallybook.web.wanted import FACETS, Filter, everything, masks
from tests.web.made import CHAD, KABUL, SIBI, board, entry, ids, relaxed

BOARD = board(
    entry("a", killed=Toll(5, 9, 9), groups=("bla", "India"), disagreement="some"),
    entry("b", place=KABUL, start="2024-09-02", status="disputed", type=None, killed=Toll(30, 30, 90)),
    entry("c", place=None, start=None, background=True),
    entry("d", place=CHAD, start="2024", groups=("bla-azad",), part_of="a"),
    entry("e", place=SIBI, start="2024-08", lines=(Line("wounded", "security_force", None, 4, None),)),
    b="accepted",
)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, "abcde"),
        ({"country": ["PK"]}, "ae"),
        ({"country": ["Pakistan", "AF"]}, "abe"),
        ({"country": ["none"]}, "c"),
        ({"region": ["PK/Balochistan"]}, "ae"),
        ({"region": ["nowhere"]}, ""),
        ({"month": ["2024-08"]}, "ae"),
        ({"month": ["none"]}, "cd"),
        ({"type": ["none"]}, "b"),
        ({"group": ["BLA"]}, "ad"),
        ({"group": ["bla-azad"]}, "d"),
        ({"group": ["indi"]}, "a"),
        ({"status": ["disputed"]}, "b"),
        ({"harm": ["killed"]}, "ab"),
        ({"victims": ["security force"]}, "e"),
        ({"harm": ["killed"], "victims": ["security_force"]}, ""),
        ({"min": 10}, "b"),
        ({"min": 4, "harm": ["wounded"]}, "e"),
        ({"disagreement": ["some"]}, "a"),
        ({"review": ["accepted"]}, "b"),
        ({"missing": ["place"]}, "c"),
        ({"missing": ["date"]}, "c"),
        ({"background": ["no"]}, "abde"),
        ({"part_of": "a"}, "d"),
        ({"from": "2024-08-27"}, "bde"),
        ({"to": "2024-08-26"}, "ade"),
        ({"from": "2024-09", "to": "2024-09"}, "bd"),
        ({"bbox": "66,30,68,31"}, "a"),
        ({"bbox": "170,-90,68,90"}, "ae"),
        ({"text": "bridge"}, ""),
        ({"text": "  "}, "abcde"),
        ({"country": ["PK"], "month": ["2024-08"], "harm": ["killed"]}, "a"),
    ],
)
def test_a_filter_lets_through_what_it_says(given: dict[str, Any], found: str) -> None:
    assert "".join(ids(BOARD, Filter(**given))) == found


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"country": ["Atlantis"]}, "'Atlantis' is not a country"),
        ({"status": ["true"]}, "'true' is not a status"),
        ({"harm": ["kiled"]}, "'kiled' is not a harm"),
        ({"victims": ["cats"]}, "'cats' is not a class of victims"),
        ({"from": "someday"}, "'someday' is not a date"),
        ({"bbox": "1,2,3"}, "bbox '1,2,3' is not four numbers"),
        ({"bbox": "1,2,3,nan"}, "bbox '1,2,3,nan' is not four numbers"),
    ],
)
def test_words_that_do_not_fit_are_named(given: dict[str, Any], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        ids(BOARD, Filter(**given))


def test_words_are_looked_for_in_reports() -> None:
    def telling(words: tuple[str, ...]) -> Any:
        return np.array([entry.id == "d" and words == ("two", "words") for entry in BOARD.entries])

    mask = everything(BOARD, masks(BOARD, Filter(text="two words"), telling))
    assert [one.id for one, fits in zip(BOARD.entries, mask, strict=True) if fits] == ["d"]


def test_a_place_known_by_its_country_alone_is_in_no_box() -> None:
    assert ids(BOARD, Filter(bbox="-180,-90,180,90")) == ["a", "b", "e"]


_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "country": st.lists(st.sampled_from(["PK", "AF", "none"])),
        "month": st.lists(st.sampled_from(["2024-08", "none"])),
        "harm": st.lists(st.sampled_from(["killed", "wounded"])),
        "victims": st.lists(st.sampled_from(["civilian", "security_force"])),
        "min": st.integers(0, 40),
        "missing": st.lists(st.sampled_from(["place", "date"])),
        "review": st.lists(st.sampled_from(["open", "accepted"])),
    },
)


@relaxed
@given(_VALUES, _VALUES)
def test_a_further_filter_never_lets_through_more(first: dict[str, Any], second: dict[str, Any]) -> None:
    one_sort = {name: value for name, value in second.items() if name not in first and value}
    assert set(ids(BOARD, Filter(**first, **one_sort))) <= set(ids(BOARD, Filter(**first)))


def test_every_facet_is_a_parameter_of_the_filter() -> None:
    assert set(FACETS) <= set(Filter.model_fields)
