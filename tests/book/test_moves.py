"""What moved since a day and between two books, with the reports that moved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tallybook
from tallybook import pipeline
from tallybook.book import Store
from tallybook.book.moves import Moved, Step
from tallybook.errors import BookError, UsageError
from tallybook.records import Report
from tallybook.settings import Settings
from tests.book.test_changes import tale
from tests.storyteller import crowd, read


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.day = 1

    def __call__(self) -> datetime:
        return datetime(2024, 9, self.day, 12, tzinfo=UTC)


def filled(path: Path, *found: Report) -> tallybook.Book:
    book = tallybook.Book(Store.open(path), Settings(), clock=Clock())
    put(book, *found)
    return book


def put(book: tallybook.Book, *found: Report, day: int = 1) -> None:
    clock = book._clock
    assert isinstance(clock, Clock)
    clock.day = day
    pipeline.add_reports(book.store, found, pipeline.Plan(read, "story"))
    book._note()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[tallybook.Book]:
    made = filled(tmp_path / "x.book", tale("a", "Town001", 5), tale("z", "Town040", 3))
    yield made
    made.close()


def test_a_figure_that_moved_is_told_with_the_report_that_moved_it(book: tallybook.Book) -> None:
    put(book, tale("b", "Town001", 9), day=3)
    (moved,) = book.diff(since="2024-09-02")
    assert Step("killed civilian", "5", "9") in moved.steps or moved.others
    assert moved.why == ("told by b.txt",)


def test_nothing_moved_since_a_later_day(book: tallybook.Book) -> None:
    assert book.diff(since="2024-09-02") == ()


def test_since_the_beginning_all_is_added(book: tallybook.Book) -> None:
    assert [moved.kind for moved in book.diff(since="2024")] == ["added", "added"]


def test_a_book_does_not_differ_from_itself(book: tallybook.Book, tmp_path: Path) -> None:
    assert book.diff(tmp_path / "x.book") == ()


def test_two_books_differ_by_what_only_one_of_them_tells(book: tallybook.Book, tmp_path: Path) -> None:
    other = filled(tmp_path / "y.book", tale("a", "Town001", 5), tale("c", "Town020", 4))
    other.close()
    withdrawn, added = book.diff(tmp_path / "y.book")
    assert (withdrawn.kind, withdrawn.why) == ("withdrawn", ("no longer told by z.txt",))
    assert (added.kind, added.why) == ("added", ("told by c.txt",))


def test_to_and_fro_are_mirror_images(tmp_path: Path) -> None:
    one, other = (filled(tmp_path / f"{n}.book", *crowd(n, 5)) for n in (20, 30))
    there, back = one.diff(tmp_path / "30.book"), other.diff(tmp_path / "20.book")
    turned = {(id, what, after, before) for id, what, before, after in _steps(back)}
    assert _steps(there) == turned != set()
    one.close()
    other.close()


def _steps(found: tuple[Moved, ...]) -> set[tuple[str, str, str, str]]:
    return {(moved.incident, step.what, step.before, step.after) for moved in found for step in moved.steps}


@pytest.mark.parametrize("given", [{}, {"other": "y.book", "since": "2024"}])
def test_one_thing_to_compare_with_is_needed(book: tallybook.Book, given: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="nothing to compare with"):
        book.diff(**given)


def test_a_book_that_is_not_there_is_named(book: tallybook.Book, tmp_path: Path) -> None:
    with pytest.raises(BookError, match="there is no book at"):
        book.diff(tmp_path / "none.book")
