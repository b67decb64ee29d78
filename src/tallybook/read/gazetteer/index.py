"""The gazetteer as one SQLite file: names to places, built once and then only read.

Why SQLite and not an automaton in memory: docs/decisions/0002-gazetteer-lookup.md.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tallybook.read.gazetteer.keys import fold, key
from tallybook.read.gazetteer.sources import Row

_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, country TEXT, code TEXT, adm1 TEXT, lat REAL, lon REAL,
                    kind TEXT, weight REAL, own INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, main INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE fold (country TEXT, key TEXT, place INTEGER, PRIMARY KEY (country, key, place)) WITHOUT ROWID;
CREATE TABLE done (version TEXT);
"""
_LEAST_KEY = 3
_LEAST_FOLD = 4


def build(path: Path, rows: Iterable[Row], version: str) -> None:
    """Writes the index beside its final place and moves it there whole: a reader never sees half of it.

    Two processes may build at once; the later one replaces the earlier one's equal file. Raises OSError where the
    folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    os.close(handle)
    try:
        with closing(sqlite3.connect(made)) as connection:
            fill(connection, rows, version)
        os.replace(made, path)
    except BaseException:
        os.unlink(made)
        raise


def fill(connection: sqlite3.Connection, rows: Iterable[Row], version: str) -> None:
    """Fills an empty database with the index. ``done`` is written last."""
    with _uncollected():
        _fill(connection, rows, version)


@contextmanager
def _uncollected() -> Iterator[None]:
    """A million small objects and no cycles: looking for garbage would be a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _fill(connection: sqlite3.Connection, rows: Iterable[Row], version: str) -> None:
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;" + _SCHEMA)
    listed = list(rows)
    keys = [list(dict.fromkeys(key.__wrapped__(name) for name in row.names)) for row in listed]
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", _places(listed))
    connection.executemany("INSERT INTO name VALUES (?,?,?)", _names(listed, keys))
    connection.executemany("INSERT INTO fold VALUES (?,?,?)", _folds(listed, keys))
    connection.execute("INSERT INTO done VALUES (?)", (version,))
    connection.commit()


def _places(rows: list[Row]) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(rows):
        yield (
            number, row.names[0], row.country, row.code, row.adm1, row.lat, row.lon, row.kind, row.weight, row.own
        )  # fmt: skip


def _names(rows: list[Row], keys: list[list[str]]) -> list[tuple[str, int, int]]:
    """(key, place, whether it is a main name) sorted by key. In one region a bigger namesake hides small ones."""
    best: dict[tuple[str, str, str, str | None], tuple[bool, float, int]] = {}
    kept: list[tuple[str, int, int]] = []
    for number, (row, plain_names) in enumerate(zip(rows, keys, strict=True)):
        for rank, plain in enumerate(plain_names):
            if row.own and plain:
                kept.append((plain, number, 1))
            elif len(plain) >= _LEAST_KEY:
                place = (plain, row.country, row.kind, row.code)
                best[place] = max(best.get(place, (False, -1.0, 0)), (rank == 0, row.weight, -number))
    kept.extend((place[0], -number, int(main)) for place, (main, _, number) in best.items())
    return sorted(kept)


def _folds(rows: list[Row], keys: list[list[str]]) -> list[tuple[str, str, int]]:
    """(country, fold, place) for the countries whose names reach us in several transliterations."""
    found: set[tuple[str, str, int]] = set()
    for number, (row, plain_names) in enumerate(zip(rows, keys, strict=True)):
        if row.folds:
            folds = {fold.__wrapped__(plain) for plain in (plain_names if row.own else plain_names[:1])}
            found.update((row.country, folded, number) for folded in folds if len(folded) >= _LEAST_FOLD)
    return sorted(found)
