"""All incidents of a book in columns: a filter is a mask over them, a facet a count, a page of the list a slice.

A board is never changed: when the book changes a new one is made of the entries (``keeper.py``). One hundred thousand
incidents take some 100 MB and a few milliseconds a question, which no query over their JSON would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tallybook.book.narrowed import NONE, region
from tallybook.web.entries import Entry

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NO_DAY = np.iinfo(np.int64).max
STEPS: dict[str, Literal["D", "M", "Y"]] = {"day": "D", "month": "M", "year": "Y"}
_ORDINAL_1970 = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words: ``codes`` index ``values``, of which the first is ``none``: not known."""

    codes: Ints
    values: tuple[str, ...]

    @staticmethod
    def of(words: Iterable[str | None]) -> Coded:
        """The column of these words."""
        known = {NONE: 0}
        codes = [known.setdefault(NONE if word is None else word, len(known)) for word in words]
        return Coded(np.array(codes, dtype=np.int64), tuple(known))

    def code(self, value: str) -> int:
        """The code of a value, -1 where nothing has it."""
        return self.values.index(value) if value in self.values else -1

    def among(self, wanted: Iterable[str]) -> Mask:
        """Which rows have one of these values."""
        return np.isin(self.codes, [self.code(value) for value in wanted])


@dataclass(frozen=True, slots=True)
class Many:
    """A column of several words a row: pairs of row and code; ``text`` are all words in lower case, a line each."""

    rows: Ints
    codes: Ints
    values: tuple[str, ...]
    text: str
    size: int

    @staticmethod
    def of(lists: Sequence[Sequence[str]]) -> Many:
        """The column of these lists, a list a row; words that differ only in case are one."""
        known: dict[str, int] = {}
        names: list[str] = []
        pairs: list[tuple[int, int]] = []
        for row, words in enumerate(lists):
            for word in words:
                code = known.setdefault(word.casefold(), len(known))
                if code == len(names):
                    names.append(word)
                pairs.append((row, code))
        made = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return Many(made[:, 0], made[:, 1], tuple(names), "\n".join(known), len(lists))

    def holding(self, part: str) -> Mask:
        """Which rows have a word that the part is a part of, whatever the case."""
        codes = [code for code, name in enumerate(self.values) if part.casefold() in name.casefold()]
        return self.rows_of(np.isin(self.codes, codes))

    def rows_of(self, pairs: Mask) -> Mask:
        """The rows of these pairs."""
        found = np.zeros(self.size, dtype=np.bool_)
        found[self.rows[pairs]] = True
        return found


@dataclass(frozen=True, slots=True)
class Lines:
    """The estimates of all incidents, one a row; ``rows`` is the incident's place on the board."""

    rows: Ints
    harm: Coded
    victims: Coded
    best: Ints
    size: int

    def having(self, name: str) -> Mask:
        """For each incident (down) and value of ``harm`` or ``victims`` (across) whether it has such an estimate."""
        column: Coded = getattr(self, name)
        found = np.zeros((self.size, len(column.values)), dtype=np.bool_)
        found[self.rows, column.codes] = True
        return found

    @staticmethod
    def of(entries: Sequence[Entry]) -> Lines:
        """The estimates of these incidents."""
        pairs = [(row, line) for row, entry in enumerate(entries) for line in entry.lines]
        return Lines(
            np.array([row for row, _ in pairs], dtype=np.int64),
            Coded.of(line.harm for _, line in pairs),
            Coded.of(line.victims for _, line in pairs),
            np.array([line.ends()[1] for _, line in pairs], dtype=np.int64),
            len(entries),
        )


class Board:
    """The incidents of one state of the book, by id, and their columns."""

    def __init__(self, entries: Iterable[Entry], stamp: str, reviews: dict[str, str] | None = None) -> None:
        self.stamp = stamp
        self.entries = sorted(entries, key=lambda entry: entry.id)
        self.place_of = {entry.id: row for row, entry in enumerate(self.entries)}
        self.reviews = reviews or {}
        self._orders: dict[tuple[str, bool], Ints] = {}
        self._columns()

    def __len__(self) -> int:
        return len(self.entries)

    def _columns(self) -> None:
        all_of = self.entries
        places = [entry.place or {} for entry in all_of]
        self.country = Coded.of(place.get("country") for place in places)
        self.region = Coded.of(map(region, places))
        self.precision = Coded.of(place.get("precision") for place in places)
        self.month = Coded.of(entry.month for entry in all_of)
        self.type = Coded.of(entry.type for entry in all_of)
        self.status = Coded.of(entry.status for entry in all_of)
        self.disagreement = Coded.of(entry.disagreement for entry in all_of)
        self.review = Coded.of(self.reviews.get(entry.id, "open") for entry in all_of)
        self.background = np.array([entry.background for entry in all_of], dtype=np.bool_)
        self.first = _ints(_day(entry.first) for entry in all_of)
        self.last = _ints(_day(entry.last) for entry in all_of)
        self.date_letters = _ints(len(entry.start or entry.end or "") for entry in all_of)
        self.lat = np.array([_degrees(place.get("lat")) for place in places], dtype=np.float64)
        self.lon = np.array([_degrees(place.get("lon")) for place in places], dtype=np.float64)
        self.killed = np.array([entry.killed or (0, 0, 0) for entry in all_of], dtype=np.int64).reshape(-1, 3)
        self.groups = Many.of([entry.groups for entry in all_of])
        self.lines = Lines.of(all_of)
        self.having = {name: self.lines.having(name) for name in ("harm", "victims")}

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

    @property
    def dated(self) -> Mask:
        """Which incidents have a date."""
        known: Mask = self.first != NO_DAY
        return known

    @property
    def located(self) -> Mask:
        """Which incidents have coordinates of more than their country."""
        known = ~(np.isnan(self.lat) | np.isnan(self.lon))
        finer: Mask = known & (self.precision.codes != self.precision.code("country"))
        return finer

    @property
    def placed(self) -> Mask:
        """Which incidents have a place: coordinates, or at least a country."""
        return self.located | (self.country.codes > 0)

    def order(self, sort: str, *, descending: bool) -> Ints:
        """All rows in an order; what has no value comes last both ways, equals by id."""
        wanted = (sort, descending)
        if wanted not in self._orders:
            self._orders[wanted] = self._ordered(*wanted)
        return self._orders[wanted]

    def _ordered(self, sort: str, descending: bool) -> Ints:
        key, known = self._sort_key(sort)
        return np.lexsort((np.arange(len(self)), -key if descending else key, ~known))

    def _sort_key(self, sort: str) -> tuple[Ints, Mask]:
        if sort == "date":
            return np.where(self.dated, self.first, 0), self.dated
        if sort in _NUMBERS:
            known = np.array([sort != "toll" or entry.killed is not None for entry in self.entries], dtype=np.bool_)
            return _ints(_NUMBERS[sort](entry) for entry in self.entries), known
        words = [_WORDS[sort](entry) for entry in self.entries]
        rank = {word: place for place, word in enumerate(sorted({word for word in words if word}))}
        return _ints(rank.get(word, 0) for word in words), np.array([bool(word) for word in words], dtype=np.bool_)


_NUMBERS: dict[str, Callable[[Entry], int]] = {
    "spread": lambda entry: entry.spread,
    "toll": lambda entry: entry.killed.best if entry.killed else 0,
    "reports": lambda entry: entry.reports,
}
_WORDS: dict[str, Callable[[Entry], str]] = {
    "title": lambda entry: entry.title.casefold(),
    "place": lambda entry: (entry.place or {}).get("name", "").casefold(),
    "status": lambda entry: entry.status,
    "type": lambda entry: (entry.type or "").casefold(),
}


def _day(known: str | None) -> int:
    return date.fromisoformat(known).toordinal() if known else int(NO_DAY)


def _degrees(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
