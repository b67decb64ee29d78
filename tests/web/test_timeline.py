"""The timeline puts nothing on a day that nobody named."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.spread import Toll
from tallybook.web.board import Board
from tallybook.web.timeline import Bin, By, bins, step_of
from tests.web.made import board, entry, relaxed


def binned(one: Board, by: By) -> list[Bin]:
    return bins(one, np.ones(len(one), dtype=np.bool_), by)


def test_incidents_and_killed_are_summed_by_month() -> None:
    one = board(
        entry("a", start="2024-08-26", killed=Toll(1, 2, 3)),
        entry("b", start="2024-08-01", killed=Toll(4, 4, 4)),
        entry("c", start="2024-10-02"),
        entry("d", start=None),
    )
    assert binned(one, "month") == [
        {"start": "2024-08", "end": "2024-08-31", "incidents": 2, "low": 5, "best": 6, "high": 7},
        {"start": "2024-10", "end": "2024-10-31", "incidents": 1, "low": 0, "best": 0, "high": 0},
    ]


def test_one_known_by_its_month_is_not_put_on_the_first_day() -> None:
    one = board(entry("a", start="2024-08-01"), entry("b", start="2024-08"), entry("c", start="2024"))
    assert [(each["start"], each["end"]) for each in binned(one, "day")] == [
        ("2024", "2024-12-31"), ("2024-08", "2024-08-31"), ("2024-08-01", "2024-08-01"),
    ]  # fmt: skip


def test_the_step_follows_how_long_the_time_is() -> None:
    def step(first: str, last: str) -> By:
        one = board(entry("a", start=first), entry("b", start=last))
        return step_of(one, np.ones(2, dtype=np.bool_))

    assert step("2024-01-01", "2024-12-31") == "day"
    assert step("2020-01-01", "2024-12-31") == "month"
    assert step("1970-01-01", "2024-12-31") == "year"


def test_an_empty_book_has_an_empty_timeline() -> None:
    assert binned(board(), "day") == []


_DAYS = st.dates().map(lambda day: day.isoformat())
_DATES = st.one_of(st.none(), _DAYS, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:4]))


@relaxed
@given(st.lists(_DATES, max_size=12), st.sampled_from(["day", "month", "year"]))
def test_every_dated_incident_is_in_one_bin(dates: list[str | None], by: By) -> None:
    one = board(*(entry(f"{number:02}", start=date) for number, date in enumerate(dates)))
    assert sum(each["incidents"] for each in binned(one, by)) == sum(date is not None for date in dates)
