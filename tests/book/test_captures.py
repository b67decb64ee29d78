"""The chain of captures: what was received stays as it was, and whatever is edited is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from tallybook.book import Store, captures
from tallybook.book.captures import Capture, received

MANY = 1_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "x.book")
    yield made
    made.close()


def put(store: Store, source: str, data: bytes, most: int = MANY, status: int = 200, is_read: bool = True) -> Capture:
    found = received(data, source=source, at="2026-01-01T00:00:00+00:00", means="fetched", most=most, status=status)
    with store.write() as connection:
        return captures.put(connection, found, is_read=is_read)


def verified(store: Store) -> captures.Verified:
    with store.read() as connection:
        return captures.verify(connection)


def edited(store: Store, statement: str) -> list[tuple[int, str]]:
    with store.write() as connection:
        connection.exec_driver_sql(statement)
    return [(each.place, each.what) for each in verified(store).broken]


def test_the_bytes_come_back_as_received(store: Store) -> None:
    for data in (b"", b"<p>told</p>" * 100, bytes(range(256))):
        kept = put(store, f"https://a.example/{len(data)}", data)
        with store.read() as connection:
            assert captures.original(connection, kept.digest) == data
            assert captures.latest(connection, kept.source) == kept
    assert verified(store).broken == () and verified(store).count == 3


def test_the_same_bytes_again_from_one_source_add_nothing_and_a_change_adds_a_version(store: Store) -> None:
    one, again = put(store, "a", b"24 killed"), put(store, "a", b"24 killed")
    other, back = put(store, "a", b"26 killed"), put(store, "a", b"24 killed")
    assert one == again and len({one.id, other.id, back.id}) == 3
    with store.read() as connection:
        assert [each.id for each in captures.of_source(connection, "a")] == [one.id, other.id, back.id]
        assert connection.scalar(text("SELECT count(*) FROM originals")) == 2


def test_each_capture_carries_the_one_before_it(store: Store) -> None:
    chain = [put(store, str(n), b"x") for n in range(3)]
    assert [each.previous for each in chain] == [captures.FIRST, chain[0].id, chain[1].id]
    assert verified(store).head == chain[2].id


def test_a_large_original_leaves_its_digest_alone(store: Store) -> None:
    kept = put(store, "a", b"x" * 100, most=99)
    with store.read() as connection:
        assert captures.original(connection, kept.digest) is None
    assert (kept.kept, kept.size) == ("digest", 100) and verified(store).broken == ()


def test_bytes_that_are_to_be_read_first_are_held_until_then(store: Store) -> None:
    kept = put(store, "a", b"x" * 100, most=-1, is_read=False)
    with store.write() as connection:
        assert captures.unread(connection, 5) == [kept]
        assert captures.original(connection, kept.digest) == b"x" * 100
        captures.mark_read(connection, [(kept, ["r-1"])])
    with store.read() as connection:
        assert captures.unread(connection, 5) == [] and captures.original(connection, kept.digest) is None
        assert captures.of_report(connection, "r-1") == (kept,)


SECOND = "digest = (SELECT digest FROM captures WHERE place = 2)"
EDITS = {
    "UPDATE captures SET record = replace(record, '\"status\":200', '\"status\":404') WHERE place = 2": (
        2, "what it says was changed"),
    "UPDATE captures SET source = 'https://other.example/' WHERE place = 2": (2, "its source or digest was changed"),
    "UPDATE captures SET id = 'x' WHERE place = 2": (2, "what it says was changed"),
    "DELETE FROM captures WHERE place = 2": (3, "a capture before it is missing, was put in or was changed"),
    "UPDATE captures SET place = 9 WHERE place = 2": (3, "a capture before it is missing, was put in or was changed"),
    f"UPDATE originals SET data = substr(data, 2) WHERE {SECOND}": (2, "its original was changed"),
    f"UPDATE originals SET coding = 'zlib' WHERE {SECOND}": (2, "its original is missing or damaged"),
    f"DELETE FROM originals WHERE {SECOND}": (2, "its original is missing or damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "named"), EDITS.items(), ids=[str(n) for n in range(len(EDITS))])
def test_an_edited_capture_is_found_and_named(store: Store, statement: str, named: tuple[int, str]) -> None:
    for n in range(4):
        put(store, f"https://{n}.example/", f"told {n}".encode())
    assert named in edited(store, statement)


def test_a_tail_that_is_cut_off_is_found(store: Store) -> None:
    for n in range(3):
        put(store, str(n), b"told")
    assert edited(store, "DELETE FROM captures WHERE place = 3")[0][1].startswith("the chain ends here, but")


def test_all_captures_taken_out_are_found(store: Store) -> None:
    put(store, "a", b"told")
    assert edited(store, "DELETE FROM captures")[0][0] == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(data=st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=20)), max_size=12))
def test_whatever_is_received_the_chain_holds(
    tmp_path_factory: pytest.TempPathFactory, data: list[tuple[str, bytes]]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("chain") / "x.book")
    for source, body in data:
        put(store, source, body)
    assert verified(store).broken == ()
    with store.read() as connection:
        assert all(captures.original(connection, captures.digest_of(body)) == body for _, body in data)
    store.close()
