"""Which reports hold some letters: one answer on every database, with an index where there is one.

The index only makes the answer quicker. On SQLite it is an FTS5 table of all runs of three letters that keeps no
positions (a fifth of the text, beside the ids in ``texts``); what it finds is held to the text itself. It is filled
after the reports, by whoever asks often (``index``); what it does not hold yet is looked through. On PostgreSQL the
text is looked through, which an index of pg_trgm over ``reports.text`` makes quick.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    exists,
    func,
    insert,
    inspect,
    not_,
    select,
)

from tallybook.book.schema import reports

_texts = Table(
    "texts",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("report", String, nullable=False, unique=True),
)
_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS text_index USING fts5"
    "(text, content='', columnsize=0, tokenize='trigram', detail=none)"
)
_MAY_HOLD = (
    "SELECT texts.report FROM text_index JOIN texts ON texts.number = text_index.rowid"
    " JOIN reports ON reports.id = texts.report WHERE text_index MATCH ? AND reports.text LIKE ? ESCAPE '/'"
)
_TRIGRAMS_SINCE = (3, 34)
_RARE = 8
"""Where more than one report in so many may hold the letters, looking through all is quicker than looking each up."""


def holding(connection: Connection, part: str) -> Iterator[str]:
    """The ids of the reports whose text holds these letters, whatever the case."""
    asked = _runs(part)
    if not asked or not _is_indexed(connection) or _is_common(connection, asked):
        yield from connection.scalars(select(reports.c.id).where(_holds(connection, part)))
        return
    like = "%" + re.sub(r"([%_/])", r"/\1", part) + "%"
    for row in connection.exec_driver_sql(_MAY_HOLD, (asked, like)):
        yield row[0]
    if waiting(connection):
        yield from connection.scalars(select(reports.c.id).where(_is_new(), _holds(connection, part)))


def waiting(connection: Connection) -> int:
    """How many reports the index does not hold yet; 0 where it is complete, or where there can be none."""
    if not _can_index(connection):
        return 0
    return (connection.scalar(select(func.count()).select_from(reports)) or 0) - _indexed(connection)


def index(connection: Connection, most: int, after: str = "") -> str | None:
    """Take the next reports that it does not hold into the index, at most so many, by id from ``after`` on.

    Gives the last of their ids, None where all are held. Needs a transaction that writes.
    """
    if not _can_index(connection):
        return None
    _texts.create(connection, checkfirst=True)
    connection.exec_driver_sql(_INDEX)
    new = select(reports.c.id, reports.c.text).where(reports.c.id > after, _is_new())
    rows = connection.execute(new.order_by(reports.c.id).limit(most)).all()
    numbered = list(enumerate(rows, _indexed(connection) + 1))
    if not numbered:
        return None
    connection.execute(insert(_texts), [{"number": number, "report": row.id} for number, row in numbered])
    words = "INSERT INTO text_index (rowid, text) VALUES (?, ?)"
    connection.exec_driver_sql(words, [(number, row.text) for number, row in numbered])
    return str(rows[-1].id)


def _is_new() -> ColumnElement[bool]:
    return not_(exists().where(_texts.c.report == reports.c.id))


def _holds(connection: Connection, part: str) -> ColumnElement[bool]:
    # LIKE alone takes no heed of case in SQLite, and is twice as quick as with lower() on both sides.
    if connection.dialect.name == "sqlite":
        return reports.c.text.contains(part, autoescape=True)
    return reports.c.text.icontains(part, autoescape=True)


def _runs(part: str) -> str:
    """All runs of three letters of a part, as FTS5 is asked for them; nothing for a part that has none."""
    runs = sorted({part[at : at + 3] for at in range(len(part) - 2)})
    return " AND ".join('"' + run.replace('"', '""') + '"' for run in runs)


def _can_index(connection: Connection) -> bool:
    if connection.dialect.name != "sqlite" or sqlite3.sqlite_version_info < _TRIGRAMS_SINCE:
        return False
    return bool(connection.exec_driver_sql("SELECT sqlite_compileoption_used('ENABLE_FTS5')").scalar())


def _is_indexed(connection: Connection) -> bool:
    return _can_index(connection) and inspect(connection).has_table(_texts.name)


def _indexed(connection: Connection) -> int:
    """How many reports the index holds: none is ever taken out, as no report is."""
    return int(connection.scalar(select(func.max(_texts.c.number))) or 0) if _is_indexed(connection) else 0


def _is_common(connection: Connection, asked: str) -> bool:
    most = _indexed(connection) // _RARE
    counted = "SELECT count(*) FROM (SELECT rowid FROM text_index WHERE text_index MATCH ? LIMIT ?)"
    return bool(connection.exec_driver_sql(counted, (asked, most + 1)).scalar_one() > most)
