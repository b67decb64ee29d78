"""The log of judgements: only ever added to, each row sealed with the digest of the one before it.

What stands is what no standing undo withdraws. ``judged_reports`` is the index of the standing ones by the reports
that they hold on to; it is derived, and kept in step by ``append``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tallybook.book.batches import batches
from tallybook.book.codec import dumps, loads
from tallybook.book.schema import book, judged_reports, judgements
from tallybook.book.streams import stream
from tallybook.errors import BookError
from tallybook.judgement import Judgement

_HEAD = "judgements"


@dataclass(frozen=True, slots=True)
class Break:
    """A place (from 1) where the log is not as it was written, and what is wrong there."""

    place: int
    what: str


def append(connection: Connection, judgement: Judgement) -> tuple[str, ...]:
    """Keep a decision, in a transaction that writes; the same one kept twice is kept once.

    Gives the ids of the reports of which more or less is decided than before. Raises BookError for an undo of a
    judgement that the book does not hold.
    """
    if connection.scalar(select(judgements.c.place).where(judgements.c.id == judgement.id)) is not None:
        return ()
    # Whoever appends next waits here where the database lets several write at once.
    connection.execute(select(book.c.value).where(book.c.key == _HEAD).with_for_update())
    place, previous = _next(connection), last_digest(connection)
    record = dumps(judgement)
    digest = sealed(previous, place, record)
    row = {"place": place, "id": judgement.id, "subject": judgement.subject, "record": record}
    connection.execute(insert(judgements), [{**row, "previous": previous, "digest": digest}])
    _put_head(connection, f"{place} {digest}")
    return _index(connection, place, judgement)


def sealed(previous: str, place: int, record: str) -> str:
    """The SHA-256, in hexadecimal, over the digest of the row before, the row's place and its record."""
    return hashlib.sha256(f"{previous}\n{place}\n{record}".encode()).hexdigest()


def last_digest(connection: Connection) -> str:
    """The digest of the last row; nothing where there is none."""
    return connection.scalar(select(judgements.c.digest).order_by(judgements.c.place.desc()).limit(1)) or ""


def _next(connection: Connection) -> int:
    return (connection.scalar(select(func.max(judgements.c.place))) or 0) + 1


def _put_head(connection: Connection, head: str) -> None:
    changed = connection.execute(update(book).where(book.c.key == _HEAD).values(value=head))
    if not changed.rowcount:
        connection.execute(insert(book), [{"key": _HEAD, "value": head}])


def _index(connection: Connection, place: int, judgement: Judgement) -> tuple[str, ...]:
    """Put a new judgement into the index; an undo takes out what it withdraws, or puts back what it withdrew."""
    if judgement.verdict != "undo":
        _put_index(connection, place, judgement.reports)
        return judgement.reports
    own_place, own = _withdrawn(connection, judgement)
    connection.execute(delete(judged_reports).where(judged_reports.c.place == own_place))
    if _stands(connection, own.id):
        _put_index(connection, own_place, own.reports)
    return own.reports


def _put_index(connection: Connection, place: int, reports: Iterable[str]) -> None:
    rows = [{"report": report, "place": place} for report in reports]
    if rows:
        connection.execute(insert(judged_reports), rows)


def index_anew(connection: Connection) -> None:
    """Make the index of the standing judgements from the log."""
    connection.execute(delete(judged_reports))
    told = {row[0]: judgement_of(row[1]) for row in connection.execute(select(judgements.c.place, judgements.c.record))}
    stand = {judgement.id for judgement in standing(connection)}
    for place, judgement in sorted(told.items()):
        if judgement.id in stand:
            _put_index(connection, place, judgement.reports)


def _withdrawn(connection: Connection, undo: Judgement) -> tuple[int, Judgement]:
    """The decision at the end of a chain of undos, with its place."""
    current = undo
    while True:
        row = _row(connection, current.subject)
        if row is None:
            raise BookError(
                f"judgement {undo.id} withdraws {current.subject!r}, which the book does not hold",
                "list them: tallybook judgements BOOK",
            )
        current = judgement_of(row.record)
        if current.verdict != "undo":
            return row.place, current


def _stands(connection: Connection, id: str) -> bool:
    """Whether no standing undo withdraws a judgement."""
    told = map(judgement_of, connection.scalars(select(judgements.c.record).where(judgements.c.subject == id)).all())
    return not any(_stands(connection, one.id) for one in told if one.verdict == "undo")


def _row(connection: Connection, id: str) -> Row[*tuple[Any, ...]] | None:
    return connection.execute(
        select(judgements.c.place, judgements.c.record).where(judgements.c.id == id)
    ).one_or_none()


def judgement_of(record: str) -> Judgement:
    """The judgement of a ``record`` column."""
    found: Judgement = loads(Judgement, record)
    return found


def get(connection: Connection, id: str) -> Judgement | None:
    """The judgement of exactly this id."""
    row = _row(connection, id)
    return None if row is None else judgement_of(row.record)


def log(connection: Connection, after: int = 0) -> Iterator[Judgement]:
    """All judgements in the order in which they were made, or those after so many."""
    rows = select(judgements.c.record).order_by(judgements.c.place)
    for record in connection.scalars(rows.offset(after) if after else rows):
        yield judgement_of(record)


def standing(connection: Connection) -> list[Judgement]:
    """The judgements that nothing withdraws, undos left out, in the order in which they were made."""
    told = list(log(connection))
    gone = withdrawn(told)
    return [judgement for judgement in told if judgement.id not in gone and judgement.verdict != "undo"]


def withdrawn(told: Iterable[Judgement]) -> set[str]:
    """The ids of the judgements of a log that a standing undo withdraws; an undo can itself be withdrawn."""
    gone: set[str] = set()
    for judgement in reversed(list(told)):
        if judgement.verdict == "undo" and judgement.id not in gone:
            gone.add(judgement.subject)
    return gone


def touching(connection: Connection, report_ids: Iterable[str]) -> list[Judgement]:
    """The standing judgements that hold on to any of these reports, in the order in which they were made."""
    found: dict[int, str] = {}
    for batch in batches(sorted(set(report_ids))):
        held = select(judged_reports.c.place).where(judged_reports.c.report.in_(batch))
        rows = select(judgements.c.place, judgements.c.record).where(judgements.c.place.in_(held))
        found.update((row.place, row.record) for row in connection.execute(rows))
    return [judgement_of(found[place]) for place in sorted(found)]


def verify(connection: Connection) -> tuple[int, tuple[Break, ...]]:
    """How many judgements there are, and every place where the log is not as it was written."""
    breaks: list[Break] = []
    previous, place, count = "", 0, 0
    rows = select(judgements).order_by(judgements.c.place)
    for row in stream(connection, rows):
        count += 1
        breaks += [Break(row.place, what) for what in _faults(row, place, previous)]
        place, previous = row.place, row.digest
    breaks += _head_faults(connection, place, previous)
    return count, tuple(breaks)


def _faults(row: Row[*tuple[Any, ...]], before: int, previous: str) -> Iterator[str]:
    if row.place != before + 1:
        yield f"{row.place - before - 1} judgement(s) before {row.id} have been taken out"
    elif row.previous != previous:
        yield f"{row.id} follows another judgement than the one that stands before it"
    if sealed(row.previous or "", row.place, row.record) != row.digest:
        yield f"{row.id} is not as it was written"
    elif judgement_of(row.record).id != row.id:
        yield f"{row.id} stands under another id than its own"


def _head_faults(connection: Connection, place: int, digest: str) -> Iterator[Break]:
    head = connection.scalar(select(book.c.value).where(book.c.key == _HEAD)) or "0 "
    count, _, sealed_by = head.partition(" ")
    if int(count) > place:
        yield Break(place + 1, f"the last {int(count) - place} judgement(s) have been taken out")
    elif int(count) < place or sealed_by != digest:
        yield Break(place, "the last judgement is not the one that the book was closed with")
