"""Reports under the bands of their signatures: filed once, found by those that share one, taken out again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from tallybook.book import Store, bands
from tallybook.book.schema import copy_bands, reports

BAND = st.integers(-(2**63), 2**63 - 1)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    store = Store.open(tmp_path / "my.book")
    with store.write() as connection:
        yield connection
    store.close()


def keep(connection: Connection, **held: list[int]) -> None:
    """Reports with their bands, as far as this needs them."""
    plain = {"path": "", "text": "", "parts": "[]", "read_by": "", "stamp": ""}
    rows = [{"id": id, **plain, "bands": bands.packed(own)} for id, own in held.items()]
    connection.execute(insert(reports), rows)


def filed(connection: Connection) -> list[tuple[int, str]]:
    return [(row.band, row.report) for row in connection.execute(select(copy_bands).order_by("band", "report"))]


@given(st.lists(BAND))
def test_bands_are_unpacked_as_they_were_packed(own: list[int]) -> None:
    assert list(bands.unpacked(bands.packed(own))) == own
    assert len(bands.packed(own)) == 8 * len(own)


def test_a_report_kept_without_bands_has_none() -> None:
    assert bands.unpacked(None) == bands.unpacked(b"") == ()


def test_reports_that_share_a_band_find_each_other_whenever_they_were_filed(connection: Connection) -> None:
    keep(connection, a=[1, 2], b=[2, 3], c=[4], d=[3, 2**63 - 1], e=[-(2**63), 2**63 - 1])
    assert list(bands.file(connection, ["a", "b", "c"])) == [("a", ["b"]), ("b", ["a"])]
    assert list(bands.file(connection, ["e", "d"])) == [("d", ["b", "e"]), ("e", ["d"])]
    assert list(bands.file(connection, ["c"])) == []


def test_filing_again_changes_nothing(connection: Connection) -> None:
    keep(connection, a=[1, 2, 2], b=[2])
    first = list(bands.file(connection, ["a", "b"]))
    held = filed(connection)
    assert list(bands.file(connection, ["b", "a"])) == first == [("a", ["b"]), ("b", ["a"])]
    assert filed(connection) == held == [(1, "a"), (2, "a"), (2, "b")]


def test_a_report_taken_out_is_found_no_more_and_leaves_the_others(connection: Connection) -> None:
    keep(connection, a=[1, 2], b=[2], c=[1])
    list(bands.file(connection, ["a", "b", "c"]))
    bands.take_out(connection, ["a", "nowhere"])
    assert filed(connection) == [(1, "c"), (2, "b")]
    assert list(bands.file(connection, ["b"])) == []


def test_many_reports_are_filed_at_once(connection: Connection) -> None:
    """More than one statement takes."""
    keep(connection, **{f"r{n:04}": [n, n + 1] for n in range(1200)})
    found = dict(bands.file(connection, [f"r{n:04}" for n in range(1200)]))
    assert found["r0000"] == ["r0001"] and found["r0600"] == ["r0599", "r0601"]
    assert len(filed(connection)) == 2400
