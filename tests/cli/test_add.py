"""``tallybook add``: what it says, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallybook import api, pipeline
from tallybook.cli.add import hints, summary
from tallybook.errors import InputError
from tallybook.pipeline import Added
from tests.cli.conftest import CORVO, Tallybook


def test_the_summary_tells_what_was_kept(tallybook: Tallybook, book: str) -> None:
    result = tallybook("add", book, "in")
    assert result.exit_code == 0
    assert result.stdout == "0 reports kept, 3 already kept; the book holds 2 incidents\n"


def test_the_summary_leaves_out_what_did_not_happen() -> None:
    assert summary(Added(new=1, incidents=1)) == "1 report kept; the book holds 1 incident"
    told = summary(Added(new=2, again=3, already=4, failed=[InputError("x")], incidents=0))
    assert told == "2 reports kept, 3 read again, 4 already kept, 1 could not be taken; the book holds 0 incidents"


def test_a_file_that_cannot_be_taken_is_named_and_the_exit_code_says_so(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(b"%PDF-1.4 ")
    (tmp_path / "in" / "good.txt").write_text(CORVO)
    result = tallybook("add", "x.book", "in")
    assert result.exit_code == 1
    assert "bad.txt" in result.stderr
    assert "1 report kept, 1 could not be taken" in result.stdout


def test_a_path_that_does_not_exist_is_named(tallybook: Tallybook) -> None:
    result = tallybook("add", "x.book", "nowhere")
    assert result.exit_code == 1
    assert "nowhere does not exist" in result.stderr


def test_undated_reports_are_told_with_the_command_that_dates_them(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nothing happened.")
    told = tallybook("add", "x.book", "a.txt").stdout
    assert "a.txt has no date; give it: tallybook add x.book PATH --date 2024-08-26" in told
    assert "no date" not in tallybook("add", "x.book", "a.txt", "--date", "2024-08-26").stdout


def test_of_several_undated_reports_one_is_named() -> None:
    (told,) = hints(Added(undated=2, undated_path="a.txt"), "x.book")
    assert told.startswith("2 reports have no date, such as a.txt; give it: ")


def test_other_encodings_and_passed_over_files_are_told() -> None:
    told = hints(Added(encodings={"cp1252": "old\x1b.txt"}, passed_over=2), "x.book")
    assert told == ["old\ufffd.txt was read as cp1252", "2 other files passed over: no source that is read, or hidden"]


def test_a_bad_date_ends_with_two_and_nothing_kept(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CORVO)
    result = tallybook("add", "x.book", "a.txt", "--date", "Monday")
    assert result.exit_code == 2 and "Monday" in result.stderr
    assert "no incidents" in tallybook("incidents", "x.book").stderr


def test_a_book_that_is_none_ends_with_three(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CORVO)
    result = tallybook("add", "a.txt", "a.txt")
    assert result.exit_code == 3
    assert result.stderr.startswith("tallybook: a.txt is not a book\n  ")


def test_no_path_is_a_usage_error(tallybook: Tallybook) -> None:
    assert tallybook("add", "x.book").exit_code == 2


def test_wrong_settings_are_all_told(tallybook: Tallybook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALLYBOOK_BATCH", "0")
    result = tallybook("add", "x.book", "a.txt", "--jobs", "-1")
    assert result.exit_code == 2
    assert "batch = '0'" in result.stderr and "jobs = -1" in result.stderr


def test_ctrl_c_says_how_to_go_on_and_ends_with_130(
    tallybook: Tallybook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(CORVO)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "finish", interrupted)
    result = tallybook("add", "x.book", "a.txt")
    assert result.exit_code == 130
    assert "interrupted after 1 report" in result.stderr and "run the same command again" in result.stderr
    monkeypatch.undo()
    with api.open(tmp_path / "x.book", create=False) as book:
        assert len(book.reports()) == 1 and len(book.incidents()) == 1
