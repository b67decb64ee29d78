"""What moved in a book since a day, or between two books."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from tallybook import pipeline
from tallybook.book import Store, moves, words
from tallybook.book.moves import Moved
from tallybook.errors import UsageError
from tallybook.settings import Settings

T = TypeVar("T")


class Comparing(ABC):
    """The part of a ``Book`` that is laid beside another state of it, or beside another book."""

    store: Store
    settings: Settings

    def diff(self, other: str | Path | None = None, *, since: str | None = None) -> tuple[Moved, ...]:
        """What moved from this book to another one, or in this book since a day (YYYY-MM-DD), and why.

        Raises UsageError unless one of the two is given, BookError where the other book cannot be used.
        """
        if (other is None) == (since is None):
            raise UsageError("there is nothing to compare with, or too much", "give another book, or --since DATE")
        self._note()
        if other is None:
            day = words.day(since) or ""
            return self._ask(lambda c: tuple(moves.since(c, day)))
        return self._beside(str(other))

    def _beside(self, target: str) -> tuple[Moved, ...]:
        other = pipeline.opened(target, self.settings, create=False)
        try:
            with self.store.read() as a, other.read() as b:
                return tuple(moves.between(a, b))
        finally:
            other.close()

    @abstractmethod
    def _note(self) -> None: ...

    @abstractmethod
    def _ask(self, question: Callable[[Connection], T]) -> T: ...
