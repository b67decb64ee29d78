"""Fills the index over the reports' texts while the desk is open, so that a search needs not look through them all."""

from __future__ import annotations

from threading import Event, Thread

from tallybook.book import Store, texts
from tallybook.errors import BookError
from tallybook.web.keeper import Keeper

AT_ONCE = 1_000
"""Reports taken in one transaction: about a quarter of a second in which nobody else writes."""
LOOK_EVERY = 1.0
"""Seconds between two looks whether reports have come."""


class Indexing:
    """A thread that keeps the index true to the book until it is left: ``with Indexing(store, keeper): ...``."""

    def __init__(self, store: Store, keeper: Keeper) -> None:
        self._store = store
        self._keeper = keeper
        self._over = Event()
        self._thread = Thread(target=self._run, name="tallybook-indexing", daemon=True)

    def __enter__(self) -> None:
        if not self._store.is_read_only:
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        held: int | None = None
        while not self._over.is_set():
            if held != self._keeper.reports:
                held = self._keeper.reports
                self._fill()
            self._over.wait(LOOK_EVERY)

    def _fill(self) -> None:
        try:
            last: str | None = ""
            while not self._over.is_set() and last is not None:
                last = self._take(last)
        except BookError:
            # A full disk or a busy book: a search looks through the texts, as it does without an index.
            self._over.wait(LOOK_EVERY)

    def _take(self, after: str) -> str | None:
        with self._store.read() as connection:
            if not texts.waiting(connection):
                return None
        with self._store.write() as connection:
            return texts.index(connection, AT_ONCE, after)
