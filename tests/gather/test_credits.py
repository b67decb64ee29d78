from dataclasses import replace
from itertools import permutations

import pytest

from tallybook.gather import from_text
from tallybook.gather.credits import credit, likely_origin
from tallybook.records import Origin, Report

BODY = (
    "A bomb killed at least 24 people at the railway station in the city on Saturday, the police and a hospital"
    " official said, and more than forty others were wounded near the ticket office, where passengers had been waiting."
)


def told(text: str, outlet: str | None, day: str | None = None, time: str | None = None) -> Report:
    return replace(from_text(text, path=outlet or "-"), outlet=outlet, published=day, origin=Origin(time=time))


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"QUETTA, Pakistan (AFP) - {BODY}", "afp"),
        (f"QUETTA (Reuters) - {BODY}", "reuters"),
        (f"Title of the story here\n\nBy Associated Press\n\n{BODY}", "ap"),
        (f"{BODY} - AFP", "afp"),
        (f"{BODY}\n\nReuters", "reuters"),
        (BODY, None),
        (f"{BODY} An app on the phone of a reporter recorded it, he told Reuters on Sunday.", None),
    ],
)
def test_the_agency_that_is_credited_is_found_where_credits_stand(text: str, agency: str | None) -> None:
    assert credit(from_text(text)) == agency


def test_the_credited_agencys_own_report_is_the_origin_whoever_says_to_be_earlier() -> None:
    wire = told(f"QUETTA (AFP) - {BODY}", "AFP", "2024-11-09")
    early = told(f"QUETTA (AFP) - {BODY}", "The Valley Paper", "2024-11-08")
    other = told(f"{BODY} - AFP", "Frontier Courier", "2024-11-09")
    assert {likely_origin(order).id for order in permutations((wire, early, other))} == {wire.id}


def test_without_the_agency_the_earliest_stands_to_the_minute_where_that_is_known() -> None:
    morning = told(BODY, "A", "2024-11-09", "2024-11-09T08:00:00+05:00")
    noon = told(BODY, "B", "2024-11-09", "2024-11-09T12:00:00+05:00")
    someday = told(BODY, "C", "2024-11-09")
    undated = told(BODY, "D")
    assert {likely_origin(order).id for order in permutations((undated, someday, noon, morning))} == {morning.id}
    assert likely_origin((undated, someday)).id == someday.id
