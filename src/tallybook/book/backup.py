"""A copy of a book while it is in use: SQLite's own backup, one state of the book, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tallybook.book.store import Store
from tallybook.errors import BookError, UsageError


def backup(store: Store, target: Path) -> Path:
    """Copy the book to a new file, which is checked before it takes its name; others may read and write meanwhile.

    Raises UsageError where the file is there already or the book is no file, BookError where the copy cannot be
    made: nothing is left behind then.
    """
    if store.is_on_server:
        raise UsageError(
            f"{store.name} is no file: its server backs it up", f"copy it to one: tallybook copy {store.name} {target}"
        )
    if target.exists():
        raise UsageError(f"{target} is there already", "give the name of a new file, or move the old one away")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _copy(Path(store.name), unfinished, store.is_read_only)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise BookError(
            f"{target}: the copy cannot be made ({error}); the book is as it was",
            "check the folder, free some space, and run the same command again",
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _copy(source: Path, target: Path, is_read_only: bool) -> None:
    words = f"{source.resolve().as_uri()}?mode=ro" + ("&immutable=1" if is_read_only else "")
    with closing(sqlite3.connect(words, uri=True)) as book, closing(sqlite3.connect(target)) as copy:
        # In one step: what others write meanwhile goes to the log beside the book and does not disturb it.
        book.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        told = copy.execute("PRAGMA quick_check").fetchone()[0]
        if told != "ok":
            raise sqlite3.DatabaseError(f"the copy is not sound: {told}")
