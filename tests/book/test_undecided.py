"""The queue: what is unsure, by the deaths at stake, until somebody decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tallybook import api, pipeline
from tallybook.errors import UsageError
from tallybook.pipeline import Plan
from tallybook.records import Reading, Report
from tests import storyteller
from tests.storyteller import story
from tests.test_decisions import at, exported, opened

LINE = "{} | {} | the league | {} killed civilian | {}\n"


def doubting(report: Report) -> Reading:
    """A reader that doubts all that the army says."""
    whole = storyteller.read(report)
    claims = (
        replace(claim, confidence=0.4 if claim.speaker and claim.speaker.name == "the army" else 0.9)
        for claim in whole.claims
    )
    return Reading(whole.report, tuple(claims), whole.incidents)


PLAN = Plan(doubting, "doubting 1")
MADE = [
    story("a.txt", "one morning\n" + LINE.format("Town001", "2024-08-26", 40, "the police"), "2024-08-27"),
    story("b.txt", "another word\n" + LINE.format("Town001", "?", 12, "a hospital"), "2024-08-28"),
    story("c.txt", "third words\n" + LINE.format("Town005", "2024-08-20", 30, "the army"), "2024-08-20"),
    story("d.txt", "fourth words\n" + LINE.format("Town009", "2024-08-20", 7, "the army"), "2024-08-20"),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[api.Book]:
    with opened(tmp_path / "x.book") as found:
        pipeline.add_reports(found.store, MADE, PLAN)
        yield found


def test_what_most_deaths_hang_on_comes_first(book: api.Book) -> None:
    told = book.queue()
    assert [(one.kind, one.best) for one in told] == [("claim", 30), ("pair", 12), ("claim", 7)]
    assert [one.best for one in book.queue(1)] == [30]


def test_each_question_says_what_is_undecided_and_what_to_type(book: api.Book) -> None:
    claim, pair = book.queue(2)
    assert (
        claim.what
        == '"30 killed civilian" in c.txt: rules is 40% sure that it counts civilians killed, of Attack in Town005'
    )
    assert claim.next[2] == f"tallybook judge BOOK reject {claim.claim.id if claim.claim else ''}"
    assert "may be one incident; if they are, 12 deaths are counted twice" in pair.what
    assert pair.next[0].startswith("tallybook judge BOOK same i-")


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_pair_leaves_the_queue_when_it_is_judged_and_comes_back_with_an_undo(book: api.Book, verdict: str) -> None:
    (pair,) = (one for one in book.queue() if one.kind == "pair")
    book.judge(verdict, *(incident.id for incident in pair.incidents), who="ana")
    assert [one.kind for one in book.queue()] == ["claim", "claim"]
    book.judge("undo", who="ana")
    assert pair in book.queue()


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_a_claim_leaves_the_queue_when_it_is_judged(book: api.Book, verdict: str) -> None:
    claim = book.queue(1)[0].claim
    assert claim is not None
    book.judge(verdict, claim.id, who="ana")
    assert [one.best for one in book.queue()] == [12, 7]


def test_the_queue_does_not_depend_on_the_order_of_reports(book: api.Book, tmp_path: Path) -> None:
    with opened(tmp_path / "y.book") as other:
        for report in MADE[::-1]:
            pipeline.add_reports(other.store, [report], PLAN)
        assert other.queue() == book.queue()


def test_a_report_read_again_leaves_no_old_question(book: api.Book) -> None:
    pipeline.add_reports(book.store, MADE, replace(PLAN, reader=storyteller.read, read_by="sure"))
    assert [one.kind for one in book.queue()] == ["pair"]


def test_asking_changes_nothing(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    book.queue()
    assert exported(book, tmp_path / "after") == before
    assert at(book, "Town005").figures["killed"]["civilian"].best == 30


def test_a_negative_limit_is_refused(book: api.Book) -> None:
    with pytest.raises(UsageError, match="limit -1 is negative"):
        book.queue(-1)
