"""Dates as precise as known, as first and last days."""

from __future__ import annotations

import pytest

from tallybook.book.days import first_day, is_date, last_day


@pytest.mark.parametrize(
    ("known", "first", "last"),
    [
        ("2024-02-17", "2024-02-17", "2024-02-17"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        (None, None, None),
    ],
)
def test_a_date_widens_to_the_days_it_can_mean(known: str | None, first: str | None, last: str | None) -> None:
    assert (first_day(known), last_day(known)) == (first, last)


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13", "2024-W01-1", "20240101", "24", "", "yesterday", "2024-1-1"])
def test_what_is_no_date_is_told_apart(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize("text", ["2024", "2024-02", "2024-02-29"])
def test_what_is_a_date_is_accepted(text: str) -> None:
    assert is_date(text)
