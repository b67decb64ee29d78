"""The timeline: incidents and killed by day, month or year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, get_args

import numpy as np
from typing_extensions import TypedDict

from tallybook.book.days import last_day
from tallybook.web.board import Board, Ints, Mask
from tallybook.web.rows import sum_of

By = Literal["day", "month", "year"]
STEPS: tuple[By, ...] = get_args(By)
MOST_BINS = 400
_PLACES = 16
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
    return [_bin(board, start, rows) for start, rows in _by_step(board, np.flatnonzero(mask & board.dated), by)]


def _by_step(board: Board, rows: Ints, by: By) -> Iterator[tuple[str, Ints]]:
    keys = board.first[rows] * _PLACES + np.minimum(board.date_letters[rows], _LETTERS[by])
    order = np.argsort(keys, kind="stable")
    known, places = np.unique(keys[order], return_index=True)
    held: dict[str, list[Ints]] = {}
    for key, own in zip(known, np.split(rows[order], places[1:]), strict=False):
        day, letters = divmod(int(key), _PLACES)
        held.setdefault(date.fromordinal(day).isoformat()[:letters], []).append(own)
    for start, stretches in held.items():
        yield start, np.concatenate(stretches)


def _bin(board: Board, start: str, rows: Ints) -> Bin:
    whole = sum_of(board, rows)
    return {
        "start": start,
        "end": last_day(start) or start,
        "incidents": len(rows),
        "low": whole["low"],
        "best": whole["best"],
        "high": whole["high"],
    }
