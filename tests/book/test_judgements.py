"""The log of judgements: kept in order, never changed, and any change of it found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook.book import Store, judgements
from tallybook.book.judgements import Break
from tallybook.errors import BookError
from tallybook.judgement import Judgement, LocalTarget, Verdict


def judgement(id: str, verdict: Verdict = "same", subject: str = "i-1", report: str = "r-1") -> Judgement:
    return Judgement(
        id, verdict, subject, "i-2", {"low": 3}, "ana", "2026-01-01T00:00:00", "x", targets=(LocalTarget(report, "A"),)
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "x.book")
    yield made
    made.close()


def put(store: Store, *found: Judgement) -> None:
    for one in found:
        with store.write() as connection:
            judgements.append(connection, one)


def changed(store: Store, statement: str) -> tuple[Break, ...]:
    """What is found after somebody changed the book behind the program's back."""
    with store.write() as connection:
        connection.exec_driver_sql(statement)
    with store.read() as connection:
        return judgements.verify(connection)[1]


def touching(store: Store, report: str = "r-1") -> list[str]:
    with store.read() as connection:
        return [one.id for one in judgements.touching(connection, [report])]


def test_judgements_come_back_in_the_order_in_which_they_were_made(store: Store) -> None:
    put(store, judgement("j-2"), judgement("j-1", "different"), judgement("j-2"))
    with store.read() as connection:
        assert [made.id for made in judgements.log(connection)] == ["j-2", "j-1"]
        assert judgements.verify(connection) == (2, ())


def test_a_judgement_is_not_overwritten(store: Store) -> None:
    put(store, judgement("j-1"), judgement("j-1", "different"))
    with store.read() as connection:
        assert [made.verdict for made in judgements.log(connection)] == ["same"]


def test_an_empty_log_is_whole(store: Store) -> None:
    with store.read() as connection:
        assert judgements.verify(connection) == (0, ())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE judgements SET record = replace(record, 'ana', 'eve') WHERE place = 2", [(2, "not as it was")]),
        ("DELETE FROM judgements WHERE place = 2", [(3, "1 judgement(s) before j-3 have been taken out")]),
        ("DELETE FROM judgements WHERE place = 3", [(3, "the last 1 judgement(s) have been taken out")]),
        ("DELETE FROM judgements", [(1, "the last 3 judgement(s) have been taken out")]),
        ("UPDATE judgements SET id = 'j-9' WHERE place = 1", [(1, "another id than its own")]),
        ("UPDATE judgements SET previous = 'x' WHERE place = 3", [(3, "follows another"), (3, "not as it was")]),
        ("UPDATE judgements SET digest = 'x' WHERE place = 3", [(3, "not as it was"), (3, "was closed with")]),
        ("INSERT INTO judgements (place, id, subject, record) VALUES (4, 'j-4', 'i-1', '{}')",
         [(4, "follows another"), (4, "not as it was written"), (4, "was closed with")]),
    ],
)  # fmt: skip
def test_a_changed_log_is_found_with_its_place(store: Store, statement: str, told: list[tuple[int, str]]) -> None:
    put(store, judgement("j-1"), judgement("j-2"), judgement("j-3"))
    found = changed(store, statement)
    assert [one.place for one in found] == [place for place, _ in told]
    assert all(words in one.what for one, (_, words) in zip(found, told, strict=True))


def test_an_undo_withdraws_and_the_undo_of_an_undo_brings_back(store: Store) -> None:
    put(store, judgement("j-1"), judgement("j-2", "undo", "j-1"))
    assert touching(store) == []
    put(store, judgement("j-3", "undo", "j-2"))
    assert touching(store) == ["j-1"]
    with store.read() as connection:
        assert [one.id for one in judgements.standing(connection)] == ["j-1"]


def test_an_undo_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(BookError, match="'j-7', which the book does not hold"):
        put(store, judgement("j-2", "undo", "j-7"))


@settings(deadline=None)
@given(st.lists(st.integers(0, 5), max_size=8))
def test_the_index_of_what_stands_is_what_the_log_says(chosen: list[int]) -> None:
    """Whatever is undone, and undone again: each undo names something that still stands."""
    store = Store.open("sqlite://")
    log: list[Judgement] = []
    for number, choice in enumerate(chosen):
        gone = judgements.withdrawn(log)
        open_ = [one for one in log if one.id not in gone]
        told = judgement(f"j-{number}", report=f"r-{number}")
        if open_ and choice:
            told = judgement(f"j-{number}", "undo", open_[choice % len(open_)].id)
        log.append(told)
        put(store, told)
    with store.read() as connection:
        indexed = judgements.touching(connection, [f"r-{number}" for number in range(len(chosen))])
        assert indexed == judgements.standing(connection)
        assert judgements.verify(connection) == (len(log), ())
    store.close()
