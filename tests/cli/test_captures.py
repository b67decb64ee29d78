"""``tallybook captures``: every version of a source, and its bytes."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Tallybook, lines
from tests.fetching.conftest import blast, told


def test_the_versions_of_a_source_are_listed_and_saved(tallybook: Tallybook, tmp_path: Path) -> None:
    for toll in (24, 26):
        (tmp_path / "a.txt").write_text(told(blast(toll)))
        tallybook("add", "x.book", "a.txt")
    result = tallybook("captures", "x.book", "a.txt", "--save", "out")
    assert result.exit_code == 0
    assert [line.split()[-1] for line in result.stdout.splitlines()] == ["source", "a.txt", "a.txt"]
    found = {each.suffix: each.read_text() for each in sorted((tmp_path / "out").iterdir())}
    assert set(found) == {".original"} and len(list((tmp_path / "out").iterdir())) == 2
    assert {each.read_text() for each in (tmp_path / "out").iterdir()} == {told(blast(24)), told(blast(26))}


def test_a_report_leads_to_what_it_was_read_from(tallybook: Tallybook, book: str) -> None:
    (one,) = lines(tallybook("captures", book, "one.txt", "--json"))
    assert (one["source"], one["means"], one["kept"]) == ("one.txt", "file", "whole")
    assert len(lines(tallybook("captures", book, "--json"))) == 3


def test_what_is_not_there_is_said(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    assert tallybook("captures", book, "https://nowhere.example/").exit_code == 2
    (tmp_path / "file").write_text("")
    assert tallybook("captures", book, "--save", "file").exit_code == 1


def test_originals_that_were_left_out_are_listed_and_not_saved(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(told(blast(24)))
    tallybook("add", "x.book", "a.txt", "--no-originals")
    assert lines(tallybook("captures", "x.book", "--json"))[0]["kept"] == "digest"
    tallybook("captures", "x.book", "--save", "out")
    assert list((tmp_path / "out").iterdir()) == []
