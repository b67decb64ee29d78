"""Version 5: the bands by which copies are found are numbers, kept beside each report and filed many at a time."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from alembic import op
from sqlalchemy import Column, Connection, Index, LargeBinary, MetaData, Table, bindparam, column, select, table, update

from tallybook.book.columns import Integer, String

revision = "5"
down_revision = "4"

_REPORTS = table("reports", column("id"), column("bands"))
_AT_ONCE = 500


def upgrade() -> None:
    """Version 4 wrote ``3:HEX``, the place among a report's bands and its hex; ``xHEX`` for a short text's."""
    connection = op.get_bind()
    op.add_column("reports", Column("bands", LargeBinary))
    old = _words()
    last = ""
    while ids := _next(connection, last):
        filed = connection.execute(select(old.c.report, old.c.band).where(old.c.report.in_(ids))).all()
        words: dict[str, list[str]] = {id: [] for id in ids}
        for report, word in filed:
            words[report].append(word)
        _put(connection, words)
        last = ids[-1]
    old.drop(connection)
    new = _numbers()
    new.create(connection)
    for ids, held in _held(connection):
        rows = [{"band": band, "report": id} for id in ids for band in sorted(set(held[id]))]
        if rows:
            connection.execute(new.insert(), rows)


def downgrade() -> None:
    """The same bands in words: their place among the report's says which they are."""
    connection = op.get_bind()
    _numbers().drop(connection)
    old = _words()
    old.create(connection)
    for ids, held in _held(connection):
        rows = [{"band": word, "report": id} for id in ids for word in _in_words(held[id])]
        if rows:
            connection.execute(old.insert(), rows)
    op.drop_column("reports", "bands")


def _next(connection: Connection, last: str) -> list[str]:
    rows = select(_REPORTS.c.id).where(_REPORTS.c.id > last).order_by(_REPORTS.c.id).limit(_AT_ONCE)
    return list(connection.scalars(rows))


def _put(connection: Connection, words: dict[str, list[str]]) -> None:
    rows = [{"report": id, "packed": _packed(held)} for id, held in words.items()]
    there = update(_REPORTS).where(_REPORTS.c.id == bindparam("report")).values(bands=bindparam("packed"))
    connection.execute(there, rows)


def _packed(words: list[str]) -> bytes:
    numbered = sorted((int(number or 0), hex) for number, _, hex in (w.replace("x", ":").partition(":") for w in words))
    return b"".join(bytes.fromhex(hex) for _, hex in numbered)


def _in_words(bands: tuple[int, ...]) -> list[str]:
    words = [band.to_bytes(8, "big", signed=True).hex() for band in bands]
    return [f"x{words[0]}"] if len(words) == 1 else [f"{n}:{word}" for n, word in enumerate(words)]


def _held(connection: Connection) -> Iterator[tuple[list[str], dict[str, tuple[int, ...]]]]:
    """The bands of all reports, some at a time."""
    last = ""
    while ids := _next(connection, last):
        rows = connection.execute(select(_REPORTS).where(_REPORTS.c.id.in_(ids)))
        packed = {id: data or b"" for id, data in rows}
        yield ids, {id: struct.unpack(f">{len(data) // 8}q", data) for id, data in packed.items()}
        last = ids[-1]


def _words() -> Table:
    return Table(
        "copy_bands",
        MetaData(),
        Column("band", String, primary_key=True),
        Column("report", String, primary_key=True),
        Index("copy_bands_of_report", "report"),
        sqlite_with_rowid=False,
    )


def _numbers() -> Table:
    return Table(
        "copy_bands",
        MetaData(),
        Column("band", Integer, primary_key=True, autoincrement=False),
        Column("report", String, primary_key=True),
        sqlite_with_rowid=False,
    )
