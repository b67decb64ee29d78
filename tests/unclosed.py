"""Connections to SQLite that nobody closes, told on every Python as 3.13 tells them by itself."""

from __future__ import annotations

import sqlite3
import sqlite3.dbapi2
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch


class Watched(sqlite3.Connection):
    """A connection that warns when it is thrown away open."""

    is_closed = True
    """Until it is open: one that could not be opened holds nothing."""

    def __init__(self, *given: Any, **known: Any) -> None:
        super().__init__(*given, **known)
        self.is_closed = False

    def close(self) -> None:
        super().close()
        self.is_closed = True

    def __del__(self) -> None:
        if not self.is_closed:
            warnings.warn(f"unclosed database in {self!r}", ResourceWarning, stacklevel=2, source=self)


@contextmanager
def opened() -> Iterator[list[sqlite3.Connection]]:
    """Gives every connection that is opened meanwhile, in their order."""
    found: list[sqlite3.Connection] = []
    real = sqlite3.connect

    def connect(*given: Any, **known: Any) -> sqlite3.Connection:
        found.append(real(*given, **known))
        return found[-1]

    with patch("sqlite3.connect", connect), patch("sqlite3.dbapi2.connect", connect):
        yield found


def is_open(connection: sqlite3.Connection) -> bool:
    """Whether it can still be asked."""
    try:
        connection.cursor().close()
    except sqlite3.ProgrammingError:
        return False
    return True


def told() -> None:
    """From now on each connection is watched, unless this Python does it."""
    if sys.version_info < (3, 13):
        sqlite3.connect = sqlite3.dbapi2.connect = partial(sqlite3.connect, factory=Watched)
