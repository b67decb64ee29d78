"""Facets: for each way of narrowing the list its values, each with the number of incidents that it would leave."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from tallybook.book.narrowed import NONE
from tallybook.web import labels
from tallybook.web.board import Board
from tallybook.web.columns import Coded, Mask
from tallybook.web.wanted import FACETS, Filter, everything, harmed, missing

SHOWN = 25
MOST = 500
_BY_VALUE = ("month",)


class Value(TypedDict):
    """One value of a facet."""

    value: str
    label: str
    count: int
    selected: bool


class Facet(TypedDict):
    """A facet with its most frequent values; ``more`` is how many it has beyond them."""

    name: str
    label: str
    values: list[Value]
    more: int


def facets(board: Board, wanted: Filter, found: dict[str, Mask]) -> dict[str, Facet]:
    """All facets, each counted with every filter in force but its own."""
    return {name: facet(board, wanted, found, name) for name in FACETS}


def facet(
    board: Board, wanted: Filter, found: dict[str, Mask], name: str, *, find: str = "", limit: int = SHOWN
) -> Facet:
    """One facet; ``find`` narrows its values by a part of their label. Selected values are always among them."""
    mask = _others(board, wanted, found, name)
    selected = _selected(wanted, name)
    counts = _counts(board, mask, name)
    rows = [_value(name, value, counts.get(value, 0), selected) for value in {**counts, **selected}]
    fitting = [row for row in rows if find.casefold() in row["label"].casefold() or row["selected"]]
    fitting.sort(key=_by_value if name in _BY_VALUE else _by_count)
    shown = [row for place, row in enumerate(fitting) if place < limit or row["selected"]]
    if name == "group":
        shown = [_widened(board, mask, row) for row in shown]
    return {"name": name, "label": labels.FACETS[name], "values": shown, "more": len(fitting) - len(shown)}


def _others(board: Board, wanted: Filter, found: dict[str, Mask], name: str) -> Mask:
    """What is let through by all but the facet itself; harm and victims are asked of one and the same estimate."""
    if name not in ("harm", "victims"):
        return everything(board, found, (name,))
    mask = everything(board, found, ("harm",))
    other = "victims" if name == "harm" else "harm"
    return mask & harmed(board, wanted, but=name) if getattr(wanted, other) or wanted.min is not None else mask


def _selected(wanted: Filter, name: str) -> dict[str, int]:
    return dict.fromkeys(getattr(wanted, name), 0)


def _counts(board: Board, mask: Mask, name: str) -> dict[str, int]:
    match name:
        case "missing":
            counted = {what: int((mask & missing(board, what)).sum()) for what in ("place", "date")}
            return {what: count for what, count in counted.items() if count}
        case "group":
            return _tally(board.groups.values, board.groups.codes[mask[board.groups.rows]])
        case "harm" | "victims":
            counts = board.having[name][mask].sum(axis=0)
            values = getattr(board.lines, name).values
            return {values[int(code)]: int(counts[code]) for code in np.flatnonzero(counts)}
        case _:
            column: Coded = getattr(board, name)
            return _tally(column.values, column.codes[mask])


def _tally(values: Sequence[str], codes: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> dict[str, int]:
    counts = np.bincount(codes, minlength=len(values))
    return {values[int(code)]: int(counts[code]) for code in np.flatnonzero(counts)}


def _value(name: str, value: str, count: int, selected: dict[str, int]) -> Value:
    return {"value": value, "label": labels.label(name, value), "count": count, "selected": value in selected}


def _widened(board: Board, mask: Mask, row: Value) -> Value:
    """The filter takes a part of a group's name, so that the count of a name that lies in another must too."""
    if board.groups.text.count(row["value"].casefold()) < 2:
        return row
    return {**row, "count": int((mask & board.groups.holding(row["value"])).sum())}


def _by_count(row: Value) -> tuple[bool, int, str]:
    return row["value"] == NONE, -row["count"], row["label"]


def _by_value(row: Value) -> tuple[bool, str]:
    return row["value"] == NONE, _backwards(row["value"])


def _backwards(value: str) -> str:
    """A key that puts the latest month first."""
    return "".join(chr(0x10FFFF - ord(letter)) for letter in value)
