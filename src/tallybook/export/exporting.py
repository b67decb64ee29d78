"""What a book hands on: exports in others' formats, and the record as a page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, Unpack

from sqlalchemy import Connection

from tallybook.book import Store, copying, words
from tallybook.book.asked import IncidentWords
from tallybook.book.backup import backup
from tallybook.book.copying import Copied
from tallybook.book.queries import IncidentFilter
from tallybook.book.quoted import Shown
from tallybook.book.schema import SCHEMA_VERSION
from tallybook.book.selected import Selection
from tallybook.errors import UsageError
from tallybook.export import registry
from tallybook.export.files import unwritable
from tallybook.settings import POLICIES, Settings

if TYPE_CHECKING:
    from tallybook.api import Book

T = TypeVar("T")
PAGE = "record.html"


class Exporting(ABC):
    """The part of a ``Book`` that writes files for others."""

    store: Store
    settings: Settings
    _clock: Callable[[], datetime]

    def export(
        self, format: str, out: str | Path, *, policy: str | None = None, **filters: Unpack[IncidentWords]
    ) -> tuple[Path, ...]:
        """Write the book, or the incidents that fit the filters, to a folder, and give the paths written.

        ``format`` is one of ``tallybook.export.registry.FORMATS``; the filters are the words of ``incidents``.
        ``policy`` is the rule of the estimates; where none is given the format's own, else the book's. The same
        reports give the same bytes, whatever the order in which they were added. Raises UsageError for another format
        or a word that does not fit, TallybookError where the folder cannot be written.
        """
        rule = words.one_of(policy, POLICIES, "policy")
        self._note()
        chosen = registry.named(words.one_of(format, registry.names(), "format") or "")
        wanted = self._wanted(**filters) if any(value not in (None, ()) for value in filters.values()) else None
        if chosen.only_whole and wanted is not None:
            raise UsageError(f"{chosen.name} holds the whole book", "leave the filters out, or take csv or jsonl")
        if chosen.name == "page":
            return (self.record(Path(out) / PAGE, policy=rule),)
        return self._ask(lambda c: chosen.writer()(Selection(c, wanted, rule or chosen.policy), Path(out)))

    def bundle(self, incident: str, out: str | Path) -> str:
        """Pack the evidence for an incident and its sites into a new folder; gives the digest that seals it.

        ``incident`` is its id or a beginning of it. Raises NotFound, UsageError where the folder is not empty,
        MissingPart where bagit is not installed, TallybookError where it cannot be written.
        """
        # Loaded here: nothing else needs the bag.
        from tallybook.export.bundle import bundle

        self._note()
        day = self._clock().date().isoformat()
        found = self.show(incident).incident
        return self._ask(lambda c: bundle(c, found, Path(out), settings=self.settings, day=day))

    def backup(self, file: str | Path) -> Path:
        """Copy the book to a new file while others may read and write it: one whole state, checked.

        Raises UsageError where the file is there already, BookError where the copy cannot be made.
        """
        return backup(self.store, Path(file))

    def copy(self, target: str | Path, *, book_version: int = SCHEMA_VERSION) -> Copied:
        """Copy the book to a new file or an empty place on a PostgreSQL server, and check that it is the same there.

        ``target`` is a path or an address such as ``postgresql://user@host/database``. All of it is copied, or nothing.
        With an earlier ``book_version`` an earlier program can open the copy; what that has no place for is told in
        ``left_out``. Raises UsageError where something is there already, BookError where the copy cannot be made,
        MissingPart where psycopg is not installed.
        """
        return copying.copy(self.store, str(target), version=book_version, lock_wait=self.settings.lock_wait)

    def record(self, out: str | Path, *, policy: str | None = None) -> Path:
        """Write the record as one page that needs no network. Raises TallybookError where it cannot be written."""
        # Loaded here: nothing else needs the templates.
        from tallybook.export.page import write_page

        try:
            write_page(self._book(), out, policy=words.one_of(policy, POLICIES, "policy"))
        except OSError as error:
            raise unwritable(Path(out), error) from error
        return Path(out)

    @abstractmethod
    def show(self, incident: str, *, policy: str | None = None) -> Shown:
        """One incident whole."""

    @abstractmethod
    def _book(self) -> Book: ...

    @abstractmethod
    def _note(self) -> None: ...

    @abstractmethod
    def _ask(self, question: Callable[[Connection], T]) -> T: ...

    @abstractmethod
    def _wanted(self, **filters: Unpack[IncidentWords]) -> IncidentFilter: ...
