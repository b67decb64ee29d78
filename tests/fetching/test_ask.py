"""What an answer comes to, and how long to stay away."""

from __future__ import annotations

import itertools

import pytest

from tallybook.fetching.ask import MOST, ask, backoff
from tallybook.gather.net.fakes import FakeWeb
from tallybook.gather.net.web import Answer, Unanswered

URL = "https://a.example/"
NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Tue, 14 Nov 2023 22:15:00 GMT", 100.0),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
        ("Sat, 14 Nov 2099 22:00:00 GMT", MOST),
        ("9" * 400, MOST),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after_is_a_number_or_a_date_and_bounded(said: str, seconds: float | None) -> None:
    web = FakeWeb({URL: Answer(URL, 503, (("Retry-After", said),))})
    outcome = ask(web, URL, lambda _: None, etag=None, modified=None, now=NOW)
    assert (outcome.kind, outcome.wait) == ("later", seconds)


@pytest.mark.parametrize(
    ("again", "kind", "hint"), [(True, "later", "again later"), (False, "refused", "in a browser")]
)
def test_what_will_not_be_otherwise_later_is_not_to_be_asked_again(again: bool, kind: str, hint: str) -> None:
    web = FakeWeb({URL: Unanswered("it is larger than the bound of 10 bytes", again=again)})
    outcome = ask(web, URL, lambda _: None, etag=None, modified=None, now=NOW)
    assert outcome.kind == kind and outcome.error is not None and hint in outcome.error.next


def test_each_wait_is_longer_and_pages_do_not_come_back_at_one_moment() -> None:
    waits = [backoff(URL, tries) for tries in range(8)]
    assert all(a < b for a, b in itertools.pairwise(waits))
    assert backoff(URL, 10_000) <= MOST
    assert len({backoff(f"{URL}{n}", 0) for n in range(20)}) == 20
