"""Runs: kept in order, never changed."""

from __future__ import annotations

from pathlib import Path

from tallybook.book import Store, history


def test_runs_come_back_in_the_order_in_which_they_ended(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "x.book")
    made = [history.Run(f"2026-01-0{day}T00:00:00", "1", "{}", "d", "{}") for day in (2, 1)]
    for run in made:
        with store.write() as connection:
            history.put_run(connection, run)
    with store.read() as connection:
        assert list(history.all_runs(connection)) == made
    store.close()
