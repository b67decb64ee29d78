"""The index by which copies are found: reports by the bands of their signatures.

A report's bands are chance numbers, so that each of them lies on a page of its own in a large book. They are kept
beside the report when it is kept, and filed when copies are looked for: many reports at once, in the order of the
bands, so that a page is written once for all that falls on it.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from tallybook.book.batches import batches
from tallybook.book.schema import copy_bands, reports


def packed(bands: Sequence[int]) -> bytes:
    """Bands as the column ``reports.bands`` holds them: 8 bytes each, signed, big-endian, in their order."""
    return struct.pack(f">{len(bands)}q", *bands)


def unpacked(data: bytes | None) -> tuple[int, ...]:
    """The bands that a column ``reports.bands`` holds."""
    return struct.unpack(f">{len(data) // 8}q", data) if data else ()


def file(connection: Connection, report_ids: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """File reports under their bands; gives those that share one with others, by id, each with these others' ids."""
    own = _bands(connection, report_ids)
    filed = _filed(connection, {band for held in own.values() for band in held})
    fresh = sorted({(band, id) for id, held in own.items() for band in held if id not in filed[band]})
    for batch in batches(fresh, len(own)):
        connection.execute(insert(copy_bands), [{"band": band, "report": id} for band, id in batch])
    for band, id in fresh:
        filed[band].add(id)
    return _beside(own, filed)


def _beside(own: dict[str, tuple[int, ...]], filed: dict[int, set[str]]) -> Iterator[tuple[str, list[str]]]:
    """One report's at a time: a story that the wire repeats has thousands beside each of its copies."""
    for id, held in sorted(own.items()):
        near = {other for band in held for other in filed[band]} - {id}
        if near:
            yield id, sorted(near)


def take_out(connection: Connection, report_ids: Iterable[str]) -> None:
    """Take reports out from under their bands: they are about to be read anew."""
    own = _bands(connection, report_ids)
    rows = [{"filed": band, "id": id} for id, held in sorted(own.items()) for band in sorted(set(held))]
    if rows:
        there = delete(copy_bands).where(
            copy_bands.c.band == bindparam("filed"), copy_bands.c.report == bindparam("id")
        )
        connection.execute(there, rows)


def _bands(connection: Connection, report_ids: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for batch in batches(report_ids):
        rows = select(reports.c.id, reports.c.bands).where(reports.c.id.in_(batch))
        found.update((row.id, unpacked(row.bands)) for row in connection.execute(rows))
    return found


def _filed(connection: Connection, bands: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for batch in batches(sorted(bands)):
        for band, report in connection.execute(select(copy_bands).where(copy_bands.c.band.in_(batch))):
            found[band].add(report)
    return found
