"""The store: one open book, its version and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, inspect, select, text

from tallybook.book import capture_schema as _capture_schema  # noqa: F401 - its tables are made along with the others
from tallybook.book import missing, schema, server
from tallybook.book.connect import check_file, make_engine, transaction
from tallybook.errors import BookError, NewerBook, NotABook, UsageError

_FORMAT = "tallybook"
_UNSETTLED = "upgraded_from"
"""Beside the version, until what is derived was made anew: a killed program must not leave a record with holes."""
_DERIVED = "derived_by"
"""Beside the version: ``schema.DERIVED_VERSION`` of the program that linked the book; absent where it knew of none."""
_DERIVED_NOW = {"key": _DERIVED, "value": str(schema.DERIVED_VERSION)}


class Store:
    """An open book. ``read()`` and ``write()`` give a connection inside one transaction.

    Any number of processes may read and write at once: a writer waits for its turn (``lock_wait`` seconds).
    ``name`` is its path, or its address without the password. ``was_upgraded`` says that it was of an earlier version
    until now, or that what is derived was not all made anew since: finish that, then say ``settle``.
    """

    def __init__(self, engine: Engine, name: str, *, is_read_only: bool = False) -> None:
        self.name = name
        self.is_read_only = is_read_only
        self.was_upgraded = False
        self._engine = engine
        self._watcher: Connection | None = None

    @classmethod
    def open(cls, target: str | Path, *, create: bool = True, lock_wait: float = 300) -> Store:
        """The book at a path (made when absent, unless ``create`` is False) or a database URL.

        Raises NotABook, NewerBook, BookBusy or BookError.
        """
        store = cls._at(str(target), create, lock_wait)
        with ExitStack() as undo:
            undo.callback(store.close)
            store._prepare(create)
            undo.pop_all()
        return store

    @classmethod
    def unmade(cls, target: str | Path, *, lock_wait: float = 300) -> Store:
        """A place for a book that ``make`` is to put there. Raises NotABook or BookError."""
        return cls._at(str(target), True, lock_wait)

    @classmethod
    def _at(cls, name: str, create: bool, lock_wait: float) -> Store:
        is_read_only = not server.is_url(name) and check_file(Path(name), create=create)
        engine = make_engine(name, lock_wait=lock_wait, is_read_only=is_read_only)
        return cls(engine, server.shown(name), is_read_only=is_read_only)

    def make(self, connection: Connection) -> None:
        """Make the tables of a book that is to be filled. Raises UsageError where one is there already."""
        if self._version(connection) is not None:
            raise UsageError(f"there is a book at {self.name} already", "give a place where none is")
        schema.metadata.create_all(connection)
        self._start_count(connection)

    def _start_count(self, connection: Connection) -> None:
        if self.is_on_server:
            connection.execute(insert(schema.book), [{"key": server.COMMITS, "value": "0"}])

    def close(self) -> None:
        """Let go of the book; the next use opens it again."""
        if self._watcher is not None:
            self._watcher.close()
            self._watcher = None
        self._engine.dispose()

    def read(self) -> AbstractContextManager[Connection]:
        """A transaction that only reads: it sees one state of the book throughout."""
        return transaction(self._engine, self.name, writes=False)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write, and holds the book's write lock from its start."""
        with transaction(self._engine, self.name, writes=True) as connection:
            yield connection
            if self.is_on_server:
                server.count_commit(connection)

    @property
    def is_on_server(self) -> bool:
        """Whether the book is kept by a database server, not in a file."""
        return self._engine.dialect.name != "sqlite"

    def state(self) -> int:
        """A number that is another one after each commit to the book, whoever made it. One caller at a time."""
        # One connection for all the asking: SQLite counts the commits of the others.
        if self._watcher is None:
            self._watcher = self._engine.connect()
        with self._watcher.begin():
            if self.is_on_server:
                return server.commits(self._watcher)
            return int(self._watcher.scalar(text("PRAGMA data_version")) or 0)

    def _prepare(self, create: bool) -> None:
        with self.read() as connection:
            found = self._version(connection)
            if found is not None and self.is_on_server:
                self.is_read_only = not server.may_write(connection)
            is_current = found == schema.SCHEMA_VERSION and (self.is_read_only or self._is_derived(connection))
            self.was_upgraded = is_current and self._is_unsettled(connection)
        if is_current:
            return
        if found is None and self.is_on_server and not create:
            raise BookError(f"there is no book at {self.name}", f"make one: tallybook add {self.name} PATH")
        with self.write() as connection:
            # Another process may have made it while this one waited.
            found = self._version(connection)
            if found is None:
                self._make(connection)
            elif found < schema.SCHEMA_VERSION or not self._is_derived(connection):
                # Loaded here: most books are of this version.
                from tallybook.book.migrations import move

                move(connection, found, schema.SCHEMA_VERSION)
                connection.execute(delete(schema.book).where(schema.book.c.key == _DERIVED))
                missing.put(connection, schema.book, [{"key": _UNSETTLED, "value": str(found)}, _DERIVED_NOW])
                self.was_upgraded = True

    def settle(self) -> None:
        """All that is derived was made anew: the book is of this version throughout."""
        with self.write() as connection:
            connection.execute(delete(schema.book).where(schema.book.c.key == _UNSETTLED))

    def _is_unsettled(self, connection: Connection) -> bool:
        return connection.scalar(select(schema.book.c.value).where(schema.book.c.key == _UNSETTLED)) is not None

    def _is_derived(self, connection: Connection) -> bool:
        """Whether linking and reconciling were those of this program."""
        held = connection.scalar(select(schema.book.c.value).where(schema.book.c.key == _DERIVED))
        return held == str(schema.DERIVED_VERSION)

    def _version(self, connection: Connection) -> int | None:
        """The version of the book that is there; None where nothing is."""
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if "book" not in tables:
            raise NotABook(f"{self.name} is a database, but not a book", "give the path of a new file")
        rows = connection.execute(select(schema.book.c.key, schema.book.c.value)).all()
        kept = {row.key: row.value for row in rows}
        self._check_version(kept)
        return int(kept["version"])

    def _check_version(self, kept: dict[str, str]) -> None:
        numbers = (kept.get("version", ""), kept.get(_DERIVED, "1"))
        if kept.get("format") != _FORMAT or not all(map(str.isdecimal, numbers)):
            raise NotABook(f"{self.name} is a database, but not a book", "give the path of a new file")
        if int(kept["version"]) > schema.SCHEMA_VERSION:
            raise NewerBook(
                f"{self.name} was written by tallybook {kept.get('made_by')} (book version {kept['version']}; "
                f"this program knows up to {schema.SCHEMA_VERSION})",
                "install that version or a later one: pip install --upgrade tallybook",
            )
        if int(kept.get(_DERIVED, "1")) > schema.DERIVED_VERSION:
            raise NewerBook(
                f"{self.name} was linked by a later tallybook ({_DERIVED} {kept[_DERIVED]}; this program links by "
                f"{schema.DERIVED_VERSION}), and would come to another record here",
                "install that version or a later one: pip install --upgrade tallybook",
            )

    def _make(self, connection: Connection) -> None:
        schema.metadata.create_all(connection)
        rows = {"format": _FORMAT, "version": str(schema.SCHEMA_VERSION), "made_by": version("tallybook")}
        told = [{"key": key, "value": value} for key, value in rows.items()]
        connection.execute(insert(schema.book), [*told, _DERIVED_NOW])
        self._start_count(connection)
