"""What a book takes in from others: a whole book that was exported."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from tallybook import pipeline
from tallybook.book import Store, whole
from tallybook.export import import_whole
from tallybook.pipeline import Added
from tallybook.settings import Settings


class Importing(ABC):
    """The part of a ``Book`` that takes in what others wrote."""

    store: Store
    settings: Settings

    def import_(self, path: str | Path) -> Added:
        """Take in a folder that the formats ``whole`` or ``parquet`` wrote; nothing is read anew.

        Reports with their readings, judgements and runs come as they were, and the same incidents are made from
        them. Safe to repeat. Raises UsageError where the folder holds no whole book, InputError where it is damaged:
        what came before that stays.
        """
        tables = import_whole.source(Path(path))
        kept = import_whole.kept(tables)
        added = pipeline.add_read(self.store, kept, batch=self.settings.batch, policy=self.settings.policy)
        self._restore_history(tables)
        self._note()
        return added

    def _restore_history(self, tables: import_whole.Source) -> None:
        with self.store.write() as connection:
            told = (tables.lines(name) for name in ("judgements", "runs", "changes"))
            whole.restore_history(connection, *told)

    @abstractmethod
    def _note(self) -> None: ...
