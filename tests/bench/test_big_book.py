"""The generated book is a book like any other: its incidents stand on claims whose words are in their reports."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.desk import paths, percentile, table

import tallybook
from bench import big_book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tallybook.Book]:
    path = tmp_path_factory.mktemp("big") / "big.book"
    big_book.fill(path, 60)
    made = tallybook.open(path)
    yield made
    made.close()


def test_every_estimate_stands_on_claims_of_the_book(book: tallybook.Book) -> None:
    claims = {claim.id for claim in book.claims()}
    incidents = list(book.incidents())
    assert len(incidents) == 60
    for incident in incidents:
        for by_victims in incident.figures.values():
            for estimate in by_victims.values():
                assert set(estimate.claims) <= claims and estimate.low <= estimate.best <= estimate.high  # type: ignore[operator]


def test_claims_have_their_words(book: tallybook.Book) -> None:
    texts = {report.id: report.text for report in book.reports()}
    for claim in book.claims(kind="figure"):
        assert str(claim.low) in texts[claim.report][claim.start : claim.end]  # type: ignore[attr-defined]


def test_the_same_seed_makes_the_same_book(book: tallybook.Book, tmp_path: Path) -> None:
    big_book.fill(tmp_path / "again.book", 60)
    with tallybook.open(tmp_path / "again.book") as again:
        assert list(again.incidents()) == list(book.incidents())


def test_ninety_five_in_a_hundred_are_no_slower() -> None:
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95
    assert percentile([7.0], 0.95) == 7


def test_the_table_has_a_line_for_each_view() -> None:
    row = {"requests": 8, "median": 1.0, "p95": 2.0, "most": 3.0, "cpu": None}
    assert "map" in table({"views": {"map": row}}).splitlines()[1]


def test_every_user_asks_for_something_else() -> None:
    asked = {paths("list", ["i-1"], random.Random(seed)) for seed in range(20)}
    assert len(asked) > 10
