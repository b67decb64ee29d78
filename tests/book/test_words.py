"""Words that a user gives: what fits, and what is said where it does not."""

from __future__ import annotations

import pytest

from tallybook.book import words
from tallybook.errors import UsageError
from tallybook.records import HARMS, VICTIMS


@pytest.mark.parametrize("given", ["security_force", "Security-Force", "security force"])
def test_a_class_of_victims_may_be_written_as_people_write(given: str) -> None:
    assert words.one_of(given, VICTIMS, "class of victims") == "security_force"


def test_a_mistyped_harm_is_named_with_the_closest() -> None:
    with pytest.raises(UsageError, match="'kiled' is not a harm") as raised:
        words.one_of("kiled", HARMS, "harm")
    assert "did you mean killed?" in raised.value.next


def test_a_bad_date_is_named_with_the_shape_of_a_good_one() -> None:
    with pytest.raises(UsageError, match="'26/8/2024' is not a date") as raised:
        words.day("26/8/2024")
    assert "2024-08-26" in raised.value.next


@pytest.mark.parametrize("given", ["PK", "pk", "Pakistan", "pakistan"])
def test_a_country_is_found_by_code_or_name(given: str) -> None:
    assert words.country(given) == "PK"


def test_a_mistyped_country_is_named_with_the_closest() -> None:
    with pytest.raises(UsageError, match="'Pakstan'") as raised:
        words.country("Pakstan")
    assert "Pakistan" in raised.value.next


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(UsageError, match="-1"):
        words.whole_number(-1, "min")


def test_a_count_beyond_what_a_book_can_ask_for_is_its_largest() -> None:
    assert words.whole_number(10**30, "limit") == 2**63 - 1


def test_bytes_of_a_terminal_that_are_no_utf_8_are_named() -> None:
    with pytest.raises(UsageError, match=r"speaker 'Abdul.udcff' is not UTF-8 text"):
        words.text("Abdul\udcff", "speaker")
