"""All incidents of a book in columns: a filter is a mask over them, a facet a count, a page of the list a slice.

A board is never changed: when the book changes a new one is made of the last one and the entries that differ
(``keeper.py``). One hundred thousand incidents take some 100 MB and a few milliseconds a question, which no query over
their JSON would.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from itertools import accumulate
from threading import Lock
from typing import Any, Literal

import numpy as np

from tallybook.book.narrowed import region
from tallybook.web.columns import Coded, Floats, Ints, Lines, Many, Mask, Splice, Telling, degrees, ints, yes_no
from tallybook.web.entries import Entry

NO_DAY = np.iinfo(np.int64).max
STEPS: dict[str, Literal["D", "M", "Y"]] = {"day": "D", "month": "M", "year": "Y"}
_ORDINAL_1970 = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, eq=False)
class Columns:
    """The facts of some incidents, a row each, in the order of their ids."""

    country: Coded
    region: Coded
    precision: Coded
    month: Coded
    type: Coded
    status: Coded
    disagreement: Coded
    title: Coded
    place: Coded
    background: Mask
    first: Ints
    last: Ints
    date_letters: Ints
    lat: Floats
    lon: Floats
    killed: Ints
    has_toll: Mask
    spread: Ints
    reports: Ints
    groups: Many
    lines: Lines
    telling: Telling

    @staticmethod
    def of(entries: Sequence[Entry]) -> Columns:
        """The columns of these incidents."""
        places = [entry.place or {} for entry in entries]
        return Columns(
            **_words(entries, places),
            background=yes_no(entry.background for entry in entries),
            first=ints(_day(entry.first) for entry in entries),
            last=ints(_day(entry.last) for entry in entries),
            date_letters=ints(len(entry.start or entry.end or "") for entry in entries),
            lat=degrees(place.get("lat") for place in places),
            lon=degrees(place.get("lon") for place in places),
            killed=np.array([entry.killed or (0, 0, 0) for entry in entries], dtype=np.int64).reshape(-1, 3),
            has_toll=yes_no(entry.killed is not None for entry in entries),
            spread=ints(entry.spread for entry in entries),
            reports=ints(entry.reports for entry in entries),
            groups=Many.of([entry.groups for entry in entries]),
            lines=Lines.of(entries),
            telling=Telling.of([entry.telling for entry in entries]),
        )

    def spliced(self, splice: Splice, came: Columns) -> Columns:
        """The columns with some rows changed."""
        made: dict[str, Any] = {}
        for item in fields(Columns):
            old, new = getattr(self, item.name), getattr(came, item.name)
            is_plain = isinstance(old, np.ndarray)
            made[item.name] = splice.values(old, new) if is_plain else old.spliced(splice, new)
        return Columns(**made)


def _words(entries: Sequence[Entry], places: Sequence[Mapping[str, Any]]) -> dict[str, Coded]:
    return {
        "country": Coded.of(place.get("country") for place in places),
        "region": Coded.of(map(region, places)),
        "precision": Coded.of(place.get("precision") for place in places),
        "month": Coded.of(entry.month for entry in entries),
        "type": Coded.of(entry.type for entry in entries),
        "status": Coded.of(entry.status for entry in entries),
        "disagreement": Coded.of(entry.disagreement for entry in entries),
        "title": Coded.of(entry.title.casefold() or None for entry in entries),
        "place": Coded.of((place.get("name") or "").casefold() or None for place in places),
    }


class Board(Columns):
    """The incidents of one state of the book, by id, and their columns."""

    def __init__(self, entries: Iterable[Entry], stamp: str, reviews: dict[str, str] | None = None) -> None:
        ordered = sorted(entries, key=_id)
        self._become(ordered, Columns.of(ordered), stamp, reviews)

    def changed(
        self, came: Iterable[Entry], gone: Iterable[str], stamp: str, reviews: dict[str, str] | None = None
    ) -> Board:
        """A board of another state: entries that came or differ now, ids of those that have gone, the rest as it is."""
        new = sorted(came, key=_id)
        out = {self.place_of[id] for id in (*gone, *(entry.id for entry in new)) if id in self.place_of}
        kept = np.delete(np.arange(len(self)), sorted(out))
        both = [*(self.entries[row] for row in kept), *new]
        order = np.array(sorted(range(len(both)), key=lambda row: both[row].id), dtype=np.int64)
        made = Board.__new__(Board)
        columns = self.spliced(Splice(kept, order, len(self)), Columns.of(new))
        made._become([both[row] for row in order], columns, stamp, reviews)
        return made

    def _become(self, entries: list[Entry], columns: Columns, stamp: str, reviews: dict[str, str] | None) -> None:
        vars(self).update(vars(columns))
        vars(self).update(
            stamp=stamp,
            entries=entries,
            place_of={entry.id: row for row, entry in enumerate(entries)},
            reviews=reviews or {},
            _orders={},
            _ordering=Lock(),
        )

    stamp: str
    entries: list[Entry]
    place_of: dict[str, int]
    reviews: dict[str, str]
    _orders: dict[tuple[str, bool], Ints]
    _ordering: Lock

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def review(self) -> Coded:
        """What was decided of each incident."""
        return Coded.of(self.reviews.get(entry.id, "open") for entry in self.entries)

    @cached_property
    def having(self) -> dict[str, Mask]:
        """For ``harm`` and ``victims`` which incidents have an estimate of each of their values."""
        return {name: self.lines.having(name) for name in ("harm", "victims")}

    @cached_property
    def sites(self) -> dict[str, int]:
        """How many sites each wave has."""
        found: dict[str, int] = {}
        for entry in self.entries:
            if entry.part_of is not None:
                found[entry.part_of] = found.get(entry.part_of, 0) + 1
        return found

    @cached_property
    def steps(self) -> dict[str, Ints]:
        """For ``day``, ``month`` and ``year`` which of them, counted from 1970, each incident's first day is in."""
        days = np.where(self.dated, self.first - _ORDINAL_1970, 0).astype("datetime64[D]")
        return {name: days.astype(f"datetime64[{unit}]").astype(np.int64) for name, unit in STEPS.items()}

    @cached_property
    def on_plane(self) -> tuple[Floats, Floats]:
        """Where each incident lies on the unit square of the web's Mercator plane."""
        bounded = np.radians(np.clip(np.nan_to_num(self.lat), -85.05, 85.05))
        down = 0.5 - np.log(np.tan(np.pi / 4 + bounded / 2)) / (2 * np.pi)
        return (np.nan_to_num(self.lon) + 180) / 360 % 1, down

    @cached_property
    def dated(self) -> Mask:
        """Which incidents have a date."""
        known: Mask = self.first != NO_DAY
        return known

    @cached_property
    def located(self) -> Mask:
        """Which incidents have coordinates of more than their country."""
        known = ~(np.isnan(self.lat) | np.isnan(self.lon))
        finer: Mask = known & (self.precision.codes != self.precision.code("country"))
        return finer

    @cached_property
    def placed(self) -> Mask:
        """Which incidents have a place: coordinates, or at least a country."""
        return self.located | (self.country.codes > 0)

    def worded(self, part: str) -> Mask:
        """Which incidents hold these folded letters in their own words."""
        found: Mask = np.zeros(len(self), dtype=np.bool_)
        found[list(_lines_holding(*self._own_words, part))] = True
        return found

    @cached_property
    def _own_words(self) -> tuple[str, list[int]]:
        """The words of all incidents end to end, and where those of each begin."""
        words = [f"{entry.words}\n" for entry in self.entries]
        return "".join(words), [0, *accumulate(map(len, words))]

    def order(self, sort: str, *, descending: bool) -> Ints:
        """All rows in an order; what has no value comes last both ways, equals by id."""
        wanted = (sort, descending)
        if wanted not in self._orders:
            # One at a time: who asks for the same order meanwhile finds it made.
            with self._ordering:
                if wanted not in self._orders:
                    self._orders[wanted] = self._ordered(*wanted)
        return self._orders[wanted]

    def _ordered(self, sort: str, descending: bool) -> Ints:
        key, known = _KEYS[sort](self)
        return np.lexsort((np.arange(len(self)), -key if descending else key, ~known))


def _lines_holding(text: str, starts: Sequence[int], part: str) -> Iterator[int]:
    """The numbers of the stretches of a text that hold a part."""
    at = text.find(part)
    while 0 <= at < len(text):
        row = bisect_right(starts, at) - 1
        yield row
        at = text.find(part, starts[row + 1])


def _alphabetic(column: Coded) -> tuple[Ints, Mask]:
    return column.words.ranks[column.codes], column.codes > 0


_KEYS: dict[str, Callable[[Board], tuple[Ints, Mask]]] = {
    "date": lambda board: (np.where(board.dated, board.first, 0), board.dated),
    "spread": lambda board: (board.spread, np.ones(len(board), dtype=np.bool_)),
    "toll": lambda board: (board.killed[:, 1], board.has_toll),
    "reports": lambda board: (board.reports, np.ones(len(board), dtype=np.bool_)),
    "title": lambda board: _alphabetic(board.title),
    "place": lambda board: _alphabetic(board.place),
    "status": lambda board: _alphabetic(board.status),
    "type": lambda board: _alphabetic(board.type),
}


def _id(entry: Entry) -> str:
    return entry.id


def _day(known: str | None) -> int:
    return date.fromisoformat(known).toordinal() if known else int(NO_DAY)
