"""Columns of facts, a row an incident, and how a few rows are changed without making the others again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tallybook.book.narrowed import NONE
from tallybook.web.entries import Entry

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Splice:
    """Which of the old rows stay, and in which order they stand together with the rows that come.

    ``order`` names the rows of old and new ones laid end to end; ``size`` is how many old ones there were.
    """

    kept: Ints
    order: Ints
    size: int

    def values(self, old: NDArray[Value], came: NDArray[Value]) -> NDArray[Value]:
        """A column of values, a row each."""
        both: NDArray[Value] = np.concatenate([old[self.kept], came])
        return both[self.order]

    def owned(self, old: Ints, came: Ints) -> tuple[Mask, Ints]:
        """For values that name the row they belong to: which of the old stay, and the rows of all that are there now.

        Both columns hold rows, ``came`` those among the rows that come.
        """
        places = np.empty(len(self.order), dtype=np.int64)
        places[self.order] = np.arange(len(self.order))
        moved = np.full(self.size, -1, dtype=np.int64)
        moved[self.kept] = places[: len(self.kept)]
        now = moved[old]
        return now >= 0, np.concatenate([now[now >= 0], places[len(self.kept) :][came]])


class Words:
    """The distinct values of a column; the first is ``none``: not known."""

    def __init__(self, values: Sequence[str]) -> None:
        self.values = tuple(values)
        self.codes = {value: code for code, value in enumerate(self.values)}

    @cached_property
    def ranks(self) -> Ints:
        """For each code the place of its value in the order of the alphabet, whatever the case."""
        folded = [value.casefold() for value in self.values]
        place = {value: rank for rank, value in enumerate(sorted(set(folded)))}
        return np.array([place[value] for value in folded], dtype=np.int64)

    def with_(self, more: Words) -> Words:
        """These values and what others add to them; the same object where they add nothing."""
        added = [value for value in more.values if value not in self.codes]
        return Words([*self.values, *added]) if added else self


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of words: ``codes`` index the values of ``words``."""

    codes: Ints
    words: Words

    @staticmethod
    def of(told: Iterable[str | None]) -> Coded:
        """The column of these words."""
        known = {NONE: 0}
        codes = [known.setdefault(NONE if word is None else word, len(known)) for word in told]
        return Coded(np.array(codes, dtype=np.int64), Words(tuple(known)))

    @property
    def values(self) -> tuple[str, ...]:
        """What the codes stand for."""
        return self.words.values

    def code(self, value: str) -> int:
        """The code of a value, -1 where nothing has it."""
        return self.words.codes.get(value, -1)

    def among(self, wanted: Iterable[str]) -> Mask:
        """Which rows have one of these values."""
        return np.isin(self.codes, [self.code(value) for value in wanted])

    def spliced(self, splice: Splice, came: Coded) -> Coded:
        """The column with some rows changed."""
        words = self.words.with_(came.words)
        return Coded(splice.values(self.codes, _codes_in(words, came)), words)


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

    def spliced(self, splice: Splice, came: Many) -> Many:
        """The column with some rows changed."""
        names = {name.casefold(): name for name in self.values}
        for name in came.values:
            names.setdefault(name.casefold(), name)
        code_of = {folded: code for code, folded in enumerate(names)}
        renamed = np.array([code_of[name.casefold()] for name in came.values], dtype=np.int64)
        stays, rows = splice.owned(self.rows, came.rows)
        codes = np.concatenate([self.codes[stays], renamed[came.codes]])
        return Many(rows, codes, tuple(names.values()), "\n".join(names), len(splice.order))


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

    def spliced(self, splice: Splice, came: Lines) -> Lines:
        """The estimates with those of some incidents changed."""
        stays, rows = splice.owned(self.rows, came.rows)
        ends = Splice(np.flatnonzero(stays), np.arange(len(rows)), len(self.rows))
        best = np.concatenate([self.best[stays], came.best])
        harm, victims = self.harm.spliced(ends, came.harm), self.victims.spliced(ends, came.victims)
        return Lines(rows, harm, victims, best, len(splice.order))


@dataclass(frozen=True, slots=True)
class Telling:
    """Which reports tell each incident: pairs of row and report, each report by its number (``report_number``)."""

    rows: Ints
    reports: NDArray[np.uint64]
    size: int

    @staticmethod
    def of(told: Sequence[bytes]) -> Telling:
        """The pairs of these incidents, each with the numbers of its reports laid end to end."""
        counts = np.array([len(one) // 8 for one in told], dtype=np.int64)
        numbers = np.frombuffer(b"".join(told), dtype=np.uint64)
        return Telling(np.repeat(np.arange(len(told)), counts), numbers, len(told))

    def among(self, reports: NDArray[np.uint64]) -> Mask:
        """Which incidents one of these reports tells."""
        found = np.zeros(self.size, dtype=np.bool_)
        found[self.rows[np.isin(self.reports, reports)]] = True
        return found

    def spliced(self, splice: Splice, came: Telling) -> Telling:
        """The pairs with those of some incidents changed."""
        stays, rows = splice.owned(self.rows, came.rows)
        return Telling(rows, np.concatenate([self.reports[stays], came.reports]), len(splice.order))


def ints(values: Iterable[int]) -> Ints:
    """A column of whole numbers."""
    return np.fromiter(values, dtype=np.int64)


def yes_no(values: Iterable[bool]) -> Mask:
    """A column of yes and no."""
    return np.fromiter(values, dtype=np.bool_)


def degrees(values: Iterable[float | None]) -> Floats:
    """A column of coordinates, NaN where there is none."""
    return np.fromiter((np.nan if value is None else value for value in values), dtype=np.float64)


def _codes_in(words: Words, came: Coded) -> Ints:
    renamed = np.array([words.codes[value] for value in came.values], dtype=np.int64)
    return renamed[came.codes]
