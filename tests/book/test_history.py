"""Judgements and runs: kept in order, never changed."""

from __future__ import annotations

from pathlib import Path

from tallybook.book import Store, history
from tallybook.records import Judgement


def judgement(id: str, verdict: str = "same") -> Judgement:
    return Judgement(id, verdict, "i-1", "i-2", {"note": "x"}, "ana", "2026-01-01T00:00:00", "the same town")  # type: ignore[arg-type]


def test_judgements_come_back_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with store.write() as connection:
        for made in (judgement("j-2"), judgement("j-1", "different"), judgement("j-2")):
            history.judge(connection, made)
    with store.read() as connection:
        assert [made.id for made in history.judged(connection)] == ["j-2", "j-1"]


def test_a_judgement_is_not_overwritten(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    with store.write() as connection:
        history.judge(connection, judgement("j-1"))
        history.judge(connection, judgement("j-1", "different"))
        assert [made.verdict for made in history.judged(connection)] == ["same"]
