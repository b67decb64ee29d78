"""The board keeps every incident's facts in columns and orders them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.narrowed import SORTS
from tallybook.book.spread import Toll
from tallybook.web.board import Board
from tallybook.web.columns import Coded, Many
from tallybook.web.facets import facets
from tallybook.web.wanted import Filter
from tests.web.made import CHAD, KABUL, board, entry, ids, relaxed

BOARD = board(
    entry("a", start="2024-08-26", killed=Toll(5, 9, 9), reports=3, title="b"),
    entry("b", start=None, place=None, type=None, title="C"),
    entry("c", start="2024-09", place=KABUL, killed=Toll(0, 0, 30), status="denied", title="a"),
    entry("d", start="2024-08-26", place=CHAD, reports=2, title=""),
)


def order(sort: str, *, descending: bool = True) -> str:
    return "".join(BOARD.entries[row].id for row in BOARD.order(sort, descending=descending))


@pytest.mark.parametrize(
    ("sort", "down", "up"),
    [
        ("date", "cadb", "adcb"),
        ("spread", "cabd", "bdac"),
        ("toll", "acbd", "cabd"),
        ("reports", "adbc", "bcda"),
        ("title", "bacd", "cabd"),
        ("place", "acdb", "dcab"),
        ("status", "abdc", "cabd"),
        ("type", "acdb", "acdb"),
    ],
)
def test_each_order_puts_what_is_not_known_last_both_ways(sort: str, down: str, up: str) -> None:
    assert (order(sort), order(sort, descending=False)) == (down, up)


def test_what_is_sorted_by_is_what_can_be_asked_for() -> None:
    assert all(len(order(sort)) == len(BOARD) for sort in SORTS)


def test_a_word_that_nobody_has_is_among_nothing() -> None:
    column = Coded.of(["x", None, "none"])
    assert list(column.among(["y"])) == [False, False, False]
    assert list(column.among(["none"])) == [False, True, True]


def test_words_that_differ_in_case_are_one() -> None:
    column = Many.of([["BLA"], ["bla", "ttp"], []])
    assert column.values == ("BLA", "ttp")
    assert list(column.holding("bL")) == [True, True, False]


@relaxed
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 5)), max_size=8))
def test_the_board_does_not_depend_on_the_order_of_its_entries(rows: list[tuple[str, int]]) -> None:
    made: list[Any] = [entry(f"{n}{name}", reports=reports) for n, (name, reports) in enumerate(rows)]
    assert board(*made).entries == board(*reversed(made)).entries


FACTS = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["", "b", "C", "a"]),
        "start": st.sampled_from([None, "2024", "2024-08", "2024-08-26", "2023-01-02"]),
        "place": st.sampled_from([None, KABUL, CHAD]),
        "type": st.sampled_from([None, "Attack", "Armed clash"]),
        "groups": st.sampled_from([(), ("bla",), ("ttp", "bla")]),
        "killed": st.sampled_from([None, Toll(1, 2, 3), Toll(9, 9, 30)]),
        "words": st.sampled_from(["quetta", "kabul\nquetta", ""]),
        "telling": st.sampled_from([b"", b"x" * 8, b"x" * 8 + b"y" * 8]),
        "part_of": st.sampled_from([None, "a"]),
    }
)
STATE = st.dictionaries(st.sampled_from("abcdefg"), FACTS, max_size=7)


def answers(one: Board) -> dict[str, Any]:
    """Everything that a view could ask of a board."""
    words = {name: list(one.worded(name)) for name in ("quetta", "kabul", "tt")}
    texts = {name: list(one.telling.among(np.frombuffer(name * 8, dtype=np.uint64))) for name in (b"x", b"y")}
    orders = {(sort, down): list(one.order(sort, descending=down)) for sort in SORTS for down in (True, False)}
    killed, first = one.killed.tolist(), one.first.tolist()
    return {
        "entries": one.entries, "places": one.place_of, "words": words, "texts": texts, "orders": orders,
        "killed": killed, "first": first, "sites": one.sites, "located": list(one.located),
        "facets": facets(one, Filter(), {}), "narrowed": ids(one, Filter(group=["bla"], harm=["killed"], min=2)),
    }  # fmt: skip


@relaxed
@given(STATE, STATE)
def test_a_board_that_was_changed_answers_like_one_made_anew(
    before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> None:
    old, new = ([entry(id, **dict(facts)) for id, facts in state.items()] for state in (before, after))
    reviews = dict.fromkeys(after, "fixed")
    came = [one for one in new if one not in old]
    gone = [one.id for one in old if one.id not in after]
    changed = board(*old).changed(came, gone, "stamp", reviews)
    assert answers(changed) == answers(board(*new, **reviews))
