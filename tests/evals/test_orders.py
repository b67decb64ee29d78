"""The check of orders names what differs, and is content where nothing does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from evals import orders
from tallybook.book.reports import Kept

TOLD = (
    "QUETTA, 3 March 2022 - Gunmen killed four soldiers near Quetta on Wednesday, the army said.",
    "3 March 2022\n\nA blast in Peshawar killed 12 people on Wednesday, police said.",
    "4 March 2022\n\nThe toll of Wednesday's blast in Peshawar rose to 15, a hospital said.",
)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for number, text in enumerate(TOLD):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_any_order_gives_the_same_bytes(reports: Path) -> None:
    done = CliRunner().invoke(orders.main, [str(reports), "--times", "3", "--reader", "rules"])
    assert done.exit_code == 0, done.output
    assert done.output.endswith("every byte the same\n") and "3 reports, 3 orders" in done.output


def test_bytes_that_differ_are_named(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def first_counts(kept: Sequence[Kept], _sizes: Sequence[int], _reader: str) -> dict[str, str]:
        return {"jsonl/claims.jsonl": kept[0].report.path, "csv/claims.csv": "same"}

    monkeypatch.setattr(orders, "_exported", first_counts)
    done = CliRunner().invoke(orders.main, [str(reports), "--times", "20", "--reader", "rules"])
    assert done.exit_code == 1 and "gives other bytes: jsonl/claims.jsonl\n" in done.output
