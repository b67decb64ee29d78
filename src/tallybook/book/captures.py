"""Sources as received: bytes by their digest, and a chain of what was received where and when.

Every capture carries the id of the one before it, and its own id is a digest over that and all that it says. So a
capture that is edited, taken out or put in later breaks the chain where it stands, and ``verify`` names it. Whoever
could write the whole book anew could also write a new chain: note the head (``verify(...).head``) somewhere else.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from tallybook.book import schema, streams
from tallybook.book.batches import batches
from tallybook.book.capture_schema import capture_reports, captures, originals
from tallybook.book.codec import dumps, loads

FIRST = "0" * 64
"""What stands for the id before the first capture."""
HEAD = "captures_head"
"""The key under which the book keeps how long the chain is and its last id: a tail that is cut off is missed."""

Means = Literal["fetched", "file", "archive"]
Kept = Literal["whole", "digest", "elsewhere"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What was received, where, when, and what of it is kept.

    ``source`` is the address asked or the path added, ``url`` where the answer came from; ``at`` is ISO 8601 (UTC).
    ``digest`` (SHA-256) and ``size`` are of the bytes without their content coding. ``kept`` says whether the book
    holds them (``whole``), holds only their digest, or knows a file that does (``elsewhere``: ``locator`` is the way
    inside it). ``place`` (from 1), ``id`` and ``previous`` are set when it is put into the chain.
    """

    source: str
    at: str
    means: Means
    digest: str
    size: int
    kept: Kept
    url: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    ip: str | None = None
    redirects: tuple[str, ...] = ()
    locator: str | None = None
    place: int = 0
    id: str = ""
    previous: str = ""

    def content(self) -> str:
        """All that the chain seals, as one line of canonical JSON."""
        return dumps(replace(self, place=0, id="", previous=""))


@dataclass(frozen=True, slots=True)
class Received:
    """A source to be kept: its capture, and its bytes where they are at hand.

    ``text_of`` names a report whose text is these very bytes in UTF-8: they are not kept twice.
    """

    capture: Capture
    data: bytes | None = None
    text_of: str | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """A place where the chain or an original is not what it was: which capture, and what is wrong with it."""

    place: int
    capture: str
    source: str
    what: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What checking the captures found: how many there are, the chain's head, and every place that is broken."""

    count: int = 0
    head: str = FIRST
    broken: tuple[Broken, ...] = field(default=())


def digest_of(data: bytes) -> str:
    """The digest by which bytes are kept: SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def received(data: bytes, *, source: str, at: str, means: Means, most: int, **known: Any) -> Received:
    """Bytes to be kept, with their digest alone where they are more than ``most``."""
    kept: Kept = "whole" if len(data) <= most else "digest"
    capture = Capture(source=source, at=at, means=means, digest=digest_of(data), size=len(data), kept=kept, **known)
    return Received(capture, data)


def put(connection: Connection, found: Received, *, is_read: bool) -> Capture:
    """Add a capture to the chain, with its bytes; the same bytes again from the same source add nothing."""
    return put_all(connection, [found], is_read=is_read)[0]


def put_all(connection: Connection, found: Sequence[Received], *, is_read: bool) -> list[Capture]:
    """Add captures to the chain, in their order; gives each as it stands there."""
    known = _latest_of(connection, {each.capture.source for each in found})
    place, previous = _head(connection)
    put: list[Capture] = []
    fresh: list[Capture] = []
    for each in (item.capture for item in found):
        last = known.get(each.source)
        if last is None or _same(last) != _same(each):
            last = replace(each, place=place + 1, id=_sealed(previous, each), previous=previous)
            place, previous = last.place, last.id
            fresh.append(last)
        known[each.source] = last
        put.append(last)
    if fresh:
        connection.execute(insert(captures), [_row(capture, is_read) for capture in fresh])
        _set_head(connection, place, previous)
    ids = {capture.digest for capture in fresh}
    _put_originals(connection, [f for f in found if f.capture.digest in ids and _is_held(f, is_read)])
    return put


def _is_held(found: Received, is_read: bool) -> bool:
    """Whether the bytes are put into the book: to stay, or until they are read."""
    return found.capture.kept == "whole" or not is_read


def _row(capture: Capture, is_read: bool) -> dict[str, Any]:
    names = ("place", "id", "previous", "source", "digest")
    return {**{name: getattr(capture, name) for name in names}, "record": capture.content(), "is_read": is_read}


def latest(connection: Connection, source: str) -> Capture | None:
    """The last capture of a source."""
    return _latest_of(connection, {source}).get(source)


def _latest_of(connection: Connection, sources: Iterable[str]) -> dict[str, Capture]:
    found: dict[str, Capture] = {}
    for batch in batches(sorted(sources)):
        last = select(func.max(captures.c.place)).where(captures.c.source.in_(batch)).group_by(captures.c.source)
        for row in connection.execute(select(captures).where(captures.c.place.in_(last))):
            found[row.source] = _capture(row)
    return found


def get(connection: Connection, id: str) -> Capture | None:
    """The capture of exactly this id."""
    row = connection.execute(select(captures).where(captures.c.id == id)).first()
    return None if row is None else _capture(row)


def of_source(connection: Connection, source: str) -> tuple[Capture, ...]:
    """All captures of a source, the earliest first: the versions of a page."""
    rows = select(captures).where(captures.c.source == source).order_by(captures.c.place)
    return tuple(map(_capture, connection.execute(rows)))


def of_report(connection: Connection, report: str) -> tuple[Capture, ...]:
    """The captures that a report was read from, the earliest first."""
    rows = select(captures).join(capture_reports, capture_reports.c.capture == captures.c.place)
    rows = rows.where(capture_reports.c.report == report).order_by(captures.c.place)
    return tuple(map(_capture, connection.execute(rows)))


def reports_of(connection: Connection, capture: Capture) -> tuple[str, ...]:
    """The ids of the reports that were read from a capture."""
    rows = select(capture_reports.c.report).where(capture_reports.c.capture == capture.place)
    return tuple(connection.scalars(rows.order_by(capture_reports.c.report)))


def stream(connection: Connection) -> Iterator[Capture]:
    """All captures in the order of the chain, a few at a time."""
    for row in streams.stream(connection, select(captures).order_by(captures.c.place)):
        yield _capture(row)


def unread(connection: Connection, most: int) -> list[Capture]:
    """The first captures whose reports were not made yet."""
    rows = select(captures).where(captures.c.is_read.is_(False)).order_by(captures.c.place).limit(most)
    return list(map(_capture, connection.execute(rows)))


def mark_read(connection: Connection, found: Iterable[tuple[Capture, Iterable[str]]]) -> None:
    """Say that captures were read, and which reports they gave; bytes that were held only for that go."""
    for capture, reports in found:
        connection.execute(update(captures).where(captures.c.place == capture.place).values(is_read=True))
        link_reports(connection, [(capture, report) for report in reports])
        if capture.kept != "whole":
            _drop_original(connection, capture.digest)


def link_reports(connection: Connection, pairs: Iterable[tuple[Capture, str]]) -> None:
    """Say which reports were read from which captures; what is said already stays."""
    wanted = sorted({(capture.place, report) for capture, report in pairs})
    for batch in batches(wanted):
        rows = select(capture_reports.c.capture, capture_reports.c.report)
        rows = rows.where(capture_reports.c.report.in_([report for _, report in batch]))
        there = {(row[0], row[1]) for row in connection.execute(rows)}
        fresh = [{"capture": place, "report": report} for place, report in batch if (place, report) not in there]
        if fresh:
            connection.execute(insert(capture_reports), fresh)


def original(connection: Connection, digest: str) -> bytes | None:
    """The bytes of that digest as received, None where the book does not hold them or they cannot be unpacked."""
    row = connection.execute(select(originals).where(originals.c.digest == digest)).first()
    if row is None:
        return None
    if row.coding == "report":
        rows = select(schema.reports.c.text).where(schema.reports.c.id == row.report)
        text: str | None = connection.scalar(rows)
        return None if text is None else text.encode("utf-8")
    try:
        # Bounded: a book comes by mail, and what was edited in it may unpack to anything.
        return zlib.decompressobj().decompress(row.data, row.size + 1) if row.coding == "zlib" else bytes(row.data)
    except zlib.error:
        return None


def count(connection: Connection) -> int:
    """How many captures the book holds."""
    return connection.scalar(select(func.count()).select_from(captures)) or 0


def verify(connection: Connection) -> Verified:
    """Check the chain link by link and every original against its digest; every break is named."""
    broken: list[Broken] = []
    previous, place = FIRST, 0
    for row in streams.stream(connection, select(captures).order_by(captures.c.place)):
        broken += [Broken(row.place, row.id, row.source, what) for what in _wrong(connection, row, previous, place)]
        previous, place = row.id, row.place
    head = connection.scalar(select(schema.book.c.value).where(schema.book.c.key == HEAD))
    if (head or f"0 {FIRST}") != f"{place} {previous}":
        broken.append(Broken(place, previous, "", f"the chain ends here, but the book says it ends at {head}"))
    return Verified(place, previous, tuple(broken))


def _wrong(connection: Connection, row: Row[Any], previous: str, place: int) -> Iterator[str]:
    if row.previous != previous or row.place != place + 1:
        yield "a capture before it is missing, was put in or was changed"
    if hashlib.sha256(f"{row.previous}\n{row.record}".encode()).hexdigest() != row.id:
        yield "what it says was changed"
        return
    capture = _capture(row)
    if (row.source, row.digest) != (capture.source, capture.digest):
        yield "its source or digest was changed"
    if capture.kept == "whole":
        data = original(connection, capture.digest)
        if data is None:
            yield "its original is missing or damaged"
        elif digest_of(data) != capture.digest:
            yield "its original was changed"


def _sealed(previous: str, capture: Capture) -> str:
    return hashlib.sha256(f"{previous}\n{capture.content()}".encode()).hexdigest()


def _same(capture: Capture) -> tuple[str, int | None, str | None]:
    return capture.digest, capture.status, capture.url


def _capture(row: Row[Any]) -> Capture:
    found: Capture = loads(Capture, row.record)
    return replace(found, place=row.place, id=row.id, previous=row.previous)


def _head(connection: Connection) -> tuple[int, str]:
    row = connection.execute(select(captures.c.place, captures.c.id).order_by(captures.c.place.desc()).limit(1)).first()
    return (0, FIRST) if row is None else (row.place, row.id)


def _set_head(connection: Connection, place: int, id: str) -> None:
    connection.execute(delete(schema.book).where(schema.book.c.key == HEAD))
    connection.execute(insert(schema.book), [{"key": HEAD, "value": f"{place} {id}"}])


def _put_originals(connection: Connection, found: Sequence[Received]) -> None:
    wanted = {each.capture.digest: each for each in found}
    for batch in batches(sorted(wanted)):
        there = set(connection.scalars(select(originals.c.digest).where(originals.c.digest.in_(batch))))
        rows = [_packed(wanted[digest]) for digest in batch if digest not in there]
        if rows:
            connection.execute(insert(originals), rows)


def _packed(found: Received) -> dict[str, Any]:
    row = {"digest": found.capture.digest, "size": found.capture.size, "report": found.text_of}
    if found.text_of is not None:
        return {**row, "coding": "report", "data": None}
    data = found.data or b""
    packed = zlib.compress(data, 6)
    return {**row, "coding": "zlib", "data": packed} if len(packed) < len(data) else {
        **row, "coding": "plain", "data": data}  # fmt: skip


def _drop_original(connection: Connection, digest: str) -> None:
    """Let bytes go that no capture promises to keep."""
    rows = connection.scalars(select(captures.c.record).where(captures.c.digest == digest))
    if all(loads(Capture, record).kept != "whole" for record in rows):
        connection.execute(delete(originals).where(originals.c.digest == digest))
