"""Keeps the board true to the book: looks whether it has changed, and takes in only what has."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

from sqlalchemy import Connection, func, select

from tallybook import pipeline
from tallybook.api import Book
from tallybook.book import queries, todo
from tallybook.book.batches import batches
from tallybook.book.reviews import reviews
from tallybook.book.schema import claims, incidents, judgements, members
from tallybook.book.streams import stream
from tallybook.web.board import Board
from tallybook.web.entries import Entry, entry

LOOK_EVERY = 1.0
"""Seconds between two looks for what others did; one's own decisions are seen at once."""
_ALL_AT_ONCE = 2_000
"""From so many changed incidents on, going through the whole table is quicker than asking for each."""
_TEXTS_KEPT = 64
Change = Callable[[Entry], Entry]


class Keeper:
    """The board of a book. ``board()`` is the present one; any thread may ask."""

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
        self._entries: dict[str, Entry] = {}
        self._board = Board((), f"{self._salt}-0")
        self._texts: dict[tuple[str, str], frozenset[str]] = {}

    def board(self, *, fresh: bool = False) -> Board:
        """The incidents as they are; ``fresh`` looks at the book at once, since something has just been decided."""
        if fresh or self._clock() - self._looked >= LOOK_EVERY:
            with self._lock:
                if fresh or self._clock() - self._looked >= LOOK_EVERY:
                    self._look()
                    self._looked = self._clock()
        return self._board

    def telling(self, board: Board, words: tuple[str, ...]) -> frozenset[str]:
        """The ids of the incidents that hold all the words, each in their own words or in one of their reports."""
        return frozenset.intersection(*(self._holding(board, word.casefold()) for word in words))

    def _holding(self, board: Board, word: str) -> frozenset[str]:
        key = (board.stamp, word)
        if key in self._texts:
            return self._texts[key]
        # One at a time: who asks for the same word meanwhile finds it answered.
        with self._reading:
            if key not in self._texts:
                with self._book.store.read() as connection:
                    found = frozenset(queries.ids_telling(connection, word))
                while len(self._texts) >= _TEXTS_KEPT:
                    self._texts.pop(next(iter(self._texts)))
                self._texts[key] = found
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
        bases = {row[0]: row[1] for row in connection.execute(select(incidents.c.id, incidents.c.basis))}
        kept = {id: self._entries[id] for id, basis in bases.items() if self._is_kept(id, basis)}
        changed = [id for id in bases if id not in kept]
        for made in _entries(connection, changed if len(changed) < _ALL_AT_ONCE else None, set(changed)):
            kept[made.id] = self._change(made)
        judged = connection.scalar(select(func.count()).select_from(judgements)) or 0
        if not changed and len(kept) == len(self._entries) and judged == self._judged:
            # What looks beforehand writes and takes it back: the book has been touched, and is as it was.
            return
        self._judged = judged
        self._turn += 1
        self._entries = kept
        self._board = Board(kept.values(), f"{self._salt}-{self._turn}", reviews(connection))

    def _is_kept(self, id: str, basis: str) -> bool:
        known = self._entries.get(id)
        return known is not None and known.basis == basis


def _entries(connection: Connection, ids: Iterable[str] | None, wanted: set[str]) -> Iterator[Entry]:
    """The entries of these incidents, or of all that are wanted where no ids are given."""
    for batch in (None,) if ids is None else batches(ids):
        counts = _claims(connection, batch)
        columns = select(incidents.c.id, incidents.c.basis, incidents.c.record)
        rows = columns if batch is None else columns.where(incidents.c.id.in_(batch))
        for id, basis, record in stream(connection, rows, 1_000):
            if id in wanted:
                yield entry(basis, record, counts.get(id, 0))


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
