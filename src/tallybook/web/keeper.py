"""Keeps the board true to the book: looks whether it has changed, and takes in only what has."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from tallybook import pipeline
from tallybook.api import Book
from tallybook.book import texts, todo
from tallybook.book.batches import batches
from tallybook.book.incidents import all_bases
from tallybook.book.reviews import Past
from tallybook.book.schema import claims, incidents, judgements, members, reports
from tallybook.book.streams import stream
from tallybook.web.board import Board
from tallybook.web.columns import Mask
from tallybook.web.entries import Entry, entry, report_number

LOOK_EVERY = 1.0
"""Seconds between two looks for what others did; one's own decisions are seen at once."""
_ALL_AT_ONCE = 2_000
"""From so many changed incidents on, going through the whole table is quicker than asking for each."""
_TEXTS_KEPT = 64
Change = Callable[[Entry], Entry]


class Keeper:
    """The board of a book. ``board()`` is the present one; any thread may ask.

    ``past`` holds the judgements, and ``reports`` is how many reports there are, as of the last look.
    """

    def __init__(self, book: Book, change: Change, clock: Callable[[], float] = time.monotonic) -> None:
        self._book = book
        self._change = change
        self._clock = clock
        self._lock = Lock()
        self._reading = Lock()
        self._salt = secrets.token_hex(4)
        self._turn = 0
        self._judged = 0
        self._seen: int | None = None
        self._looked = float("-inf")
        self._bases: dict[str, str] = {}
        self._board = Board((), f"{self._salt}-0")
        self.reports = 0
        self.past = Past()
        self._texts: dict[tuple[int, str], NDArray[np.uint64]] = {}

    def board(self, *, fresh: bool = False) -> Board:
        """The incidents as they are; ``fresh`` looks at the book at once, since something has just been decided."""
        if fresh or self._clock() - self._looked >= LOOK_EVERY:
            with self._lock:
                if fresh or self._clock() - self._looked >= LOOK_EVERY:
                    self._look()
                    self._looked = self._clock()
        return self._board

    def telling(self, board: Board, words: tuple[str, ...]) -> Mask:
        """The incidents that hold all the words, each in their own words or in one of their reports."""
        told = (board.worded(word.casefold()) | board.telling.among(self._holding(word)) for word in words)
        found: Mask = np.logical_and.reduce(list(told))
        return found

    def _holding(self, word: str) -> NDArray[np.uint64]:
        """The numbers of the reports that hold a word; kept while the book has as many reports: texts never change."""
        key = (self.reports, word.casefold())
        if key in self._texts:
            return self._texts[key]
        # One at a time: who asks for the same word meanwhile finds it answered.
        with self._reading:
            if key not in self._texts:
                with self._book.store.read() as connection:
                    found = b"".join(map(report_number, texts.holding(connection, word)))
                while len(self._texts) >= _TEXTS_KEPT:
                    self._texts.pop(next(iter(self._texts)))
                self._texts[key] = np.frombuffer(found, dtype=np.uint64)
            return self._texts[key]

    def _look(self) -> None:
        _finish(self._book)
        seen = self._book.store.state()
        if seen != self._seen:
            with self._book.store.read() as connection:
                self._take(connection)
            self._seen = seen

    def _take(self, connection: Connection) -> None:
        """Take in what changed: incidents whose basis differs, judgements on any."""
        bases = all_bases(connection)
        changed = sorted(id for id, _ in bases.items() - self._bases.items())
        gone = self._bases.keys() - bases.keys()
        judged = connection.scalar(select(func.count()).select_from(judgements)) or 0
        self.reports = connection.scalar(select(func.count()).select_from(reports)) or 0
        if not changed and not gone and judged == self._judged:
            # What looks beforehand writes and takes it back: the book has been touched, and is as it was.
            return
        found = _entries(connection, changed if len(changed) < _ALL_AT_ONCE else None, set(changed))
        came = [self._change(made) for made in found]
        self._judged, self._bases = judged, bases
        self._turn += 1
        self.past = self.past.renewed(connection, {*changed, *gone})
        self._board = self._board.changed(came, gone, f"{self._salt}-{self._turn}", self.past.reviews())


def _entries(connection: Connection, ids: Iterable[str] | None, wanted: set[str]) -> Iterator[Entry]:
    """The entries of these incidents, or of all that are wanted where no ids are given."""
    for batch in (None,) if ids is None else batches(ids):
        counts = _claims(connection, batch)
        columns = select(incidents.c.id, incidents.c.basis, incidents.c.record, incidents.c.words)
        rows = columns if batch is None else columns.where(incidents.c.id.in_(batch))
        for id, basis, record, words in stream(connection, rows, 1_000):
            if id in wanted:
                yield entry(basis, record, words, counts.get(id, 0))


def _claims(connection: Connection, ids: list[str] | None) -> Mapping[str, int]:
    held = select(members.c.incident, func.count()).join(claims, claims.c.local == members.c.local)
    narrowed = held if ids is None else held.where(members.c.incident.in_(ids))
    return {row[0]: row[1] for row in connection.execute(narrowed.group_by(members.c.incident))}


def _finish(book: Book) -> None:
    """Derive what a killed run left, as every question to a book does."""
    if book.store.is_read_only:
        return
    with book.store.read() as connection:
        unfinished = todo.next_stage(connection)
    if unfinished:
        pipeline.finish(book.store, policy=book.settings.policy)
