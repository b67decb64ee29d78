"""The timeline: incidents and killed by day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

import numpy as np
from typing_extensions import TypedDict

from tallybook.book.days import last_day
from tallybook.web.board import STEPS as _UNITS
from tallybook.web.board import Board
from tallybook.web.columns import Ints, Mask

By = Literal["day", "month", "year"]
STEPS: tuple[By, ...] = get_args(By)
MOST_BINS = 400
_LETTERS = {"day": 10, "month": 7, "year": 4}


class Bin(TypedDict):
    """A stretch of days with its incidents and its killed over all classes of victims."""

    start: str
    end: str
    incidents: int
    low: int
    best: int
    high: int


def step_of(board: Board, mask: Mask) -> By:
    """The finest step that gives no more than some hundred bins."""
    days = board.first[mask & board.dated]
    span = int(days.max() - days.min()) + 1 if len(days) else 0
    if span <= MOST_BINS:
        return "day"
    return "month" if span <= MOST_BINS * 30 else "year"


def bins(board: Board, mask: Mask, by: By) -> list[Bin]:
    """The bins that hold an incident, by its first day.

    An incident of which only the month or the year is known is in a bin of that month or year, never on its first day.
    """
    dated = mask & board.dated
    found: list[Bin] = []
    for step in STEPS[STEPS.index(by) :]:
        # The finest step takes all that are known at least so well; the coarser ones what is known no better.
        known = board.date_letters >= _LETTERS[step] if step == by else board.date_letters == _LETTERS[step]
        found += _bins(board, np.flatnonzero(dated & known), step)
    return sorted(found, key=lambda each: each["start"])


def _bins(board: Board, rows: Ints, step: By) -> Iterator[Bin]:
    if not len(rows):
        return
    places = board.steps[step][rows]
    first = int(places.min())
    counts = np.bincount(places - first)
    low, best, high = (np.bincount(places - first, weights=board.killed[rows, end]) for end in range(3))
    for place in np.flatnonzero(counts):
        start = str(np.datetime64(first + int(place), _UNITS[step]))
        yield {
            "start": start,
            "end": last_day(start) or start,
            "incidents": int(counts[place]),
            "low": int(low[place]),
            "best": int(best[place]),
            "high": int(high[place]),
        }
