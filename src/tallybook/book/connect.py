"""How a book is reached: the engine, its transactions, and what the database's errors mean to a user."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from tallybook.book import server
from tallybook.book.server import WRITES, address, is_url, server_engine
from tallybook.errors import BookBusy, BookError, NotABook

_MAGIC = b"SQLite format 3\x00"
_LOG_PAGES = 8_000
"""Pages (4 kB) that are logged before they go to their places: most pages change again soon."""
_CACHE_KB = 32_000
"""Of the book kept in memory: keys fall all over their indexes, which by then no longer fit the default of 2 MB."""


def make_engine(target: str, *, lock_wait: float, is_read_only: bool = False) -> Engine:
    """An engine for a path or a database URL. Raises UsageError for a URL of no known kind, MissingPart."""
    url = address(target) if is_url(target) else _file_url(target, is_read_only)
    if url.get_backend_name() != "sqlite":
        return server_engine(url, lock_wait)
    engine = create_engine(url)
    _prepare_sqlite(engine, lock_wait, is_read_only)
    return engine


def _file_url(path: str, is_read_only: bool) -> URL:
    if not is_read_only:
        return URL.create("sqlite", database=path)
    # On a read-only disk SQLite cannot make the files beside the book that even a reader needs, unless it is told
    # that nobody writes.
    return URL.create("sqlite", database=f"file:{quote(path)}", query={"mode": "ro", "immutable": "1", "uri": "true"})


def _prepare_sqlite(engine: Engine, lock_wait: float, is_read_only: bool) -> None:
    @event.listens_for(engine, "connect")
    def connected(raw: sqlite3.Connection, _record: Any) -> None:
        with ExitStack() as undo:
            # The pool forgets a connection that could not be prepared, and would leave it open.
            undo.callback(raw.close)
            _prepare_connection(raw, lock_wait)
            if not is_read_only:
                _use_wal(raw, lock_wait)
            undo.pop_all()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_connection(raw: sqlite3.Connection, lock_wait: float) -> None:
    # The driver's own transactions would not take the write lock at BEGIN.
    raw.isolation_level = None
    raw.execute(f"PRAGMA busy_timeout = {int(lock_wait * 1000)}")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    raw.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")


def _use_wal(raw: sqlite3.Connection, lock_wait: float) -> None:
    """Write-ahead logging, so that readers go on while one process writes; asked once, the file remembers it."""
    if raw.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
        return
    until = time.monotonic() + lock_wait
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself for this lock.
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.02)


@contextmanager
def transaction(engine: Engine, name: str, *, writes: bool) -> Iterator[Connection]:
    """One transaction: all of it or nothing. Raises BookError in the user's words where the database fails."""
    try:
        with engine.connect().execution_options(**{WRITES: writes}) as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        words = in_words if engine.dialect.name == "sqlite" else server.in_words
        raise words(error, name) from error


def in_words(error: DBAPIError, name: str) -> BookError:
    """What an error of SQLite means, and what to type next."""
    said = str(error.orig)
    for words, kind, what, next in _MEANINGS:
        if words in said:
            return kind(f"{name}: {what}", next)
    return BookError(f"{name}: the book cannot be used ({said})", "check the file, or start a new book")


_MEANINGS: tuple[tuple[str, type[BookError], str, str], ...] = (
    (
        "disk is full",
        BookError,
        "the disk is full; what was kept before is whole",
        "free some space and run the same command again: it goes on where it stopped",
    ),
    (
        "disk I/O error",
        BookError,
        "the disk did not take the book's bytes (full, a limit, or a fault); what was kept before is whole",
        "free some space or check the disk, and run the same command again: it goes on where it stopped",
    ),
    (
        "locked",
        BookBusy,
        "another process is writing to the book and did not finish in time",
        "wait for it and run the same command again, or wait longer: TALLYBOOK_LOCK_WAIT=3600",
    ),
    (
        "readonly",
        BookError,
        "the book is read-only",
        "copy it to a folder where you may write, or change its permissions",
    ),
    (
        "unable to open",
        BookError,
        "the book cannot be opened",
        "check that its folder exists and that you may write there",
    ),
    ("not a database", NotABook, "the file is not a book", "give the path of a new file to make a book there"),
    (
        "malformed",
        BookError,
        "the book is damaged",
        "put back a copy, or add the reports to a new book",
    ),
)


def check_file(path: Path, *, create: bool) -> bool:
    """Refuse, before anything is touched, what cannot be a book; tells whether it can only be read.

    Raises NotABook for a folder or another kind of file, BookError where there is none and none may be made.
    """
    try:
        if not path.exists():
            _check_absent(path, create)
            return False
        _check_kind(path)
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise BookError(f"{path}: the book cannot be read ({error.strerror})", "check its name and rights") from error
    if head and head != _MAGIC:
        raise NotABook(f"{path} is not a book", "give the path of a new file to make a book there")
    return not os.access(path, os.W_OK)


def _check_kind(path: Path) -> None:
    if path.is_dir():
        raise NotABook(f"{path} is a folder, not a book", f"give the path of a file: {path / 'my.book'}")
    if not path.is_file():
        raise NotABook(f"{path} is a pipe or a device, not a book", "give the path of a file, such as my.book")


def _check_absent(path: Path, create: bool) -> None:
    if not create:
        raise BookError(f"there is no book at {path}", f"make one: tallybook add {path} PATH")
    if not path.parent.is_dir():
        raise BookError(f"{path}: the folder {path.parent} does not exist", f"make it: mkdir -p {path.parent}")
