"""Looks names up in the index, which the first process to need it builds."""

from __future__ import annotations

import atexit
import os
import sqlite3
import tempfile
from contextlib import ExitStack, closing
from functools import lru_cache
from pathlib import Path
from typing import Any

from platformdirs import user_cache_dir

from tallybook.read.gazetteer import index, sources
from tallybook.read.gazetteer.entry import Entry
from tallybook.settings import ENV_CACHE

_FORMAT = 1
_BY_NAME = (
    "SELECT id, place.name, country, code, adm1, lat, lon, kind, weight, own, main "
    "FROM name JOIN place ON place.id = name.place WHERE key = ? ORDER BY id"
)
_BY_FOLD = (
    "SELECT id, place.name, place.country, code, adm1, lat, lon, kind, weight, own, 0 "
    "FROM fold JOIN place ON place.id = fold.place WHERE fold.country = ? AND fold.key = ? ORDER BY id"
)


_BEGINNING = (
    "SELECT DISTINCT id, place.name, country, code, adm1, lat, lon, kind, weight, own, main "
    "FROM name JOIN place ON place.id = name.place WHERE key >= ? AND key < ? "
    "ORDER BY weight DESC, id LIMIT ?"
)


def beginning(start: str, most: int) -> tuple[Entry, ...]:
    """The places that a name beginning with ``start`` (see keys.key) may mean, the most inhabited first."""
    return _ask(_BEGINNING, (start, f"{start}\U0010ffff", most))


@lru_cache(maxsize=1 << 16)
def named(key: str) -> tuple[Entry, ...]:
    """The places of which ``key`` (see keys.key) is a name; none gives ().

    >>> [(entry.country, entry.kind) for entry in named("balochistan")]
    [('PK', 'region')]
    """
    return _ask(_BY_NAME, (key,))


@lru_cache(maxsize=1 << 12)
def folded(country: str, fold: str) -> tuple[Entry, ...]:
    """The places of one country whose names differ from the one asked for only as transliterations do."""
    return _ask(_BY_FOLD, (country, fold))


def cache_folder() -> Path:
    """Where the index is kept: ``TALLYBOOK_CACHE``, else the user's cache folder."""
    return Path(os.environ.get(ENV_CACHE) or user_cache_dir("tallybook"))


def forget() -> None:
    """Drops what is held in memory, so that the next look-up opens the index anew (it may have moved)."""
    named.cache_clear()
    folded.cache_clear()
    _let_go()


def _ask(query: str, values: tuple[str | int, ...]) -> tuple[Entry, ...]:
    try:
        found = _connection().execute(query, values).fetchall()
    except sqlite3.DatabaseError:
        _let_go()
        with closing(_open(_path(), rebuild=True)) as rebuilt:
            found = rebuilt.execute(query, values).fetchall()
    return tuple(_entry(row) for row in found)


def _entry(row: tuple[Any, ...]) -> Entry:
    id, name, country, code, adm1, lat, lon, kind, weight, own, main = row
    return Entry(id, name, country, code, adm1, lat, lon, kind, weight, bool(own), bool(main))


_held: dict[int, sqlite3.Connection] = {}
"""One connection a process, by its id: SQLite's must not be carried over a fork."""


def _connection() -> sqlite3.Connection:
    held = _held.get(os.getpid())
    if held is None:
        opened = _open(_path())
        held = _held.setdefault(os.getpid(), opened)
        if held is opened:
            atexit.register(opened.close)
        else:
            # Another thread was first.
            opened.close()
    return held


def _let_go() -> None:
    connection = _held.pop(os.getpid(), None)
    if connection is not None:
        atexit.unregister(connection.close)
        connection.close()


def _path() -> Path:
    return cache_folder() / f"gazetteer-{_FORMAT}-{sources.version()}.sqlite"


def _open(path: Path, *, rebuild: bool = False) -> sqlite3.Connection:
    for place in (path, _spare(path)):
        try:
            if rebuild or not _usable(place):
                index.build(place, sources.rows(), place.name)
            return _read_only(place)
        except (OSError, sqlite3.DatabaseError):
            continue
    with ExitStack() as undo:
        connection = undo.enter_context(closing(sqlite3.connect(":memory:", check_same_thread=False)))
        index.fill(connection, sources.rows(), path.name)
        undo.pop_all()
    return connection


def _spare(path: Path) -> Path:
    """A folder of this user's in the temporary folder, for a home that cannot be written."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    return Path(tempfile.gettempdir()) / f"tallybook-{user}" / path.name


def _usable(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        with closing(_read_only(path)) as connection:
            return bool(connection.execute("SELECT version FROM done").fetchone() == (path.name,))
    except sqlite3.DatabaseError:
        return False


def _read_only(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)
