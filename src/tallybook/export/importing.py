"""What a book takes in from others: a whole book that was exported, and records to lay beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from tallybook import pipeline
from tallybook.book import Store, queries, whole
from tallybook.export import comparison, import_whole, others
from tallybook.export.comparison import Comparison
from tallybook.pipeline import Added
from tallybook.settings import Settings

T = TypeVar("T")


class Importing(ABC):
    """The part of a ``Book`` that takes in what others wrote."""

    store: Store
    settings: Settings

    def import_(self, path: str | Path, *, map: Mapping[str, str] | None = None) -> Added | Comparison:
        """Take in a folder that the formats ``whole`` or ``parquet`` wrote, or lay a table of records beside the book.

        A folder: reports with their readings, judgements and runs come as they were, nothing is read anew, and the
        same incidents are made from them; safe to repeat. A CSV file of UCDP GED, of ACLED's shape, or with ``map``
        (see ``tallybook.export.others.FIELDS``) of any shape: each of its records with its verdict, supported,
        differs or lacking; the book is not changed. Raises UsageError, InputError or BookError.
        """
        found = Path(path)
        return self._take_in(found) if found.is_dir() else self._compare(found, map)

    def _take_in(self, folder: Path) -> Added:
        tables = import_whole.source(folder)
        with self.store.write() as connection:
            # First what was decided: reports find it there when they come, as those that are read anew do.
            told = (tables.lines(name) for name in ("judgements", "runs", "changes"))
            whole.restore_history(connection, *told)
        kept = import_whole.kept(tables)
        added = pipeline.add_read(self.store, kept, batch=self.settings.batch, policy=self.settings.policy)
        self._note()
        return added

    def _compare(self, path: Path, columns: Mapping[str, str] | None) -> Comparison:
        self._note()
        theirs = others.read(path, columns)
        return self._ask(lambda c: comparison.compare(theirs, queries.incidents_by_id(c)))

    @abstractmethod
    def _note(self) -> None: ...

    @abstractmethod
    def _ask(self, question: Callable[[Connection], T]) -> T: ...
