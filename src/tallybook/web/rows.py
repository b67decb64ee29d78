"""The list: a short line an incident, as the table, the tray and the lists of sites show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from typing_extensions import TypedDict

from tallybook.book.spread import Toll
from tallybook.web import labels
from tallybook.web.board import Board
from tallybook.web.columns import Ints, Mask
from tallybook.web.entries import Entry


class Label(TypedDict):
    """A value and what it is called."""

    value: str
    label: str


class PlaceShown(TypedDict):
    """A place as in the record, with its country's name."""

    name: str
    country: str | None
    country_name: str
    adm1: str | None
    lat: float | None
    lon: float | None
    precision: str


class TollShown(TypedDict):
    """Low, best and high of one harm and class of victims."""

    harm: str
    victims: str
    low: int | None
    best: int | None
    high: int | None


class Ends(TypedDict):
    """Low, best and high."""

    low: int
    best: int
    high: int


class Row(TypedDict):
    """An incident in a line."""

    id: str
    title: str
    type: str | None
    start: str | None
    end: str | None
    date_inferred: bool
    place: PlaceShown | None
    status: str
    background: bool
    part_of: str | None
    sites: int
    groups: list[Label]
    tolls: list[TollShown]
    killed: Ends | None
    spread: int
    disagreement: str
    review: str
    reports: int
    claims: int
    contradictions: int


def row(board: Board, entry: Entry) -> Row:
    """An incident's line."""
    return {
        "id": entry.id,
        "title": entry.title,
        "type": entry.type,
        "start": entry.start,
        "end": entry.end,
        "date_inferred": entry.date_inferred,
        "place": place_shown(entry.place),
        "status": entry.status,
        "background": entry.background,
        "part_of": entry.part_of,
        "sites": board.sites.get(entry.id, 0),
        "groups": _groups(entry.groups),
        "tolls": [_toll(line) for line in entry.lines],
        "killed": ends_of(entry.killed),
        "spread": entry.spread,
        "disagreement": entry.disagreement,
        "review": board.reviews.get(entry.id, "open"),
        "reports": entry.reports,
        "claims": entry.claims,
        "contradictions": entry.contradictions,
    }


def rows_of(board: Board, ids: Iterable[str]) -> list[Row]:
    """The lines of these incidents, those that the board has."""
    places = (board.place_of.get(id) for id in ids)
    return [row(board, board.entries[place]) for place in places if place is not None]


def ordered(board: Board, mask: Mask, sort: str, *, descending: bool) -> Ints:
    """The rows of the board that a mask lets through, in an order."""
    order = board.order(sort, descending=descending)
    return order[mask[order]]


def page(board: Board, chosen: Ints, offset: int, limit: int) -> list[Row]:
    """A stretch of the list."""
    return [row(board, board.entries[place]) for place in chosen[offset : offset + limit]]


def by_date(board: Board, mask: Mask) -> Ints:
    """The rows that a mask lets through, the latest first."""
    return ordered(board, mask, "date", descending=True)


def place_shown(place: Mapping[str, Any] | None) -> PlaceShown | None:
    """A place of the record with its country's name."""
    if place is None:
        return None
    return {
        "name": place["name"],
        "country": place["country"],
        "country_name": labels.country(place["country"]),
        "adm1": place["adm1"],
        "lat": place["lat"],
        "lon": place["lon"],
        "precision": place["precision"],
    }


def ends_of(toll: Toll | None) -> Ends | None:
    """A toll as plain data."""
    return None if toll is None else {"low": toll.low, "best": toll.best, "high": toll.high}


def sum_of(board: Board, chosen: Ints) -> Ends:
    """The killed of several incidents: end by end, lows with lows."""
    low, best, high = (int(end) for end in np.sum(board.killed[chosen], axis=0))
    return {"low": low, "best": best, "high": high}


def _toll(line: Any) -> TollShown:
    return {"harm": line.harm, "victims": line.victims, "low": line.low, "best": line.best, "high": line.high}


def _groups(names: Iterable[str]) -> list[Label]:
    by_label: dict[str, Label] = {}
    for name in names:
        shown = labels.group(name)
        by_label.setdefault(shown.casefold(), {"value": name, "label": shown})
    return list(by_label.values())
