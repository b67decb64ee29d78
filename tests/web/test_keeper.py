"""The board follows the book, whoever writes to it, and is made anew only where something differs."""

from __future__ import annotations

from pathlib import Path

import tallybook
from tallybook.settings import Settings
from tallybook.web.entries import Entry
from tallybook.web.keeper import LOOK_EVERY, Keeper

RULES = Settings(reader="rules")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def as_it_is(entry: Entry) -> Entry:
    return entry


def test_what_another_process_adds_is_seen_after_a_while(book_path: Path, tmp_path: Path) -> None:
    clock = Clock()
    with tallybook.open(book_path, settings=RULES) as book, tallybook.open(book_path, settings=RULES) as other:
        keeper = Keeper(book, as_it_is, clock)
        before = keeper.board()
        (tmp_path / "new.txt").write_text("2025-05-05\n\nGunmen killed four people in Lagos on Monday, police said.\n")
        other.add(tmp_path / "new.txt")
        assert keeper.board() is before
        clock.now = LOOK_EVERY
        after = keeper.board()
        assert len(after) == len(before) + 1 and after.stamp != before.stamp


def test_a_decision_is_seen_at_once_where_it_is_asked_for(book_path: Path) -> None:
    with tallybook.open(book_path, settings=RULES) as book:
        keeper = Keeper(book, as_it_is, Clock())
        first = keeper.board().entries[0].id
        book.judge("set", first, who="Ada", change={"status": "confirmed"})
        board = keeper.board(fresh=True)
        assert board.entries[board.place_of[first]].status == "confirmed" and board.reviews == {first: "fixed"}


def test_looking_beforehand_changes_nothing(book_path: Path) -> None:
    with tallybook.open(book_path, settings=RULES) as book:
        keeper = Keeper(book, as_it_is, Clock())
        before = keeper.board()
        draft = book.draft("set", before.entries[0].id, who="Ada", change={"status": "confirmed"})
        assert book.preview(draft).after
        assert keeper.board(fresh=True) is before


def test_words_are_looked_for_in_reports_and_in_what_is_told_of_an_incident(book_path: Path) -> None:
    with tallybook.open(book_path, settings=RULES) as book:
        keeper = Keeper(book, as_it_is, Clock())
        board = keeper.board()
        for words in (("Quetta",), ("quetta", "soldiers"), ("nobody", "says", "this"), ("%",)):
            found = {incident.id for incident in book.incidents(text=" ".join(words))}
            told = keeper.telling(board, words)
            assert {entry.id for entry, tells in zip(board.entries, told, strict=True) if tells} == found
