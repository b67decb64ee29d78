"""``export``, ``record``, ``read``, ``evaluate`` and ``vocabulary``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tallybook.vocabulary import checks
from tests.cli.conftest import CORVO, Tallybook, lines


def test_export_prints_the_files_that_it_wrote(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    result = tallybook("export", book, "--format", "jsonl", "--out", "out")
    assert result.stdout.split() == ["out/reports.jsonl", "out/claims.jsonl", "out/incidents.jsonl"]
    assert all((tmp_path / path).stat().st_size for path in result.stdout.split())


def test_export_as_page_writes_the_record(tallybook: Tallybook, book: str, tmp_path: Path) -> None:
    assert tallybook("export", book, "--format", "page", "--out", "out").stdout.split() == ["out/record.html"]
    tallybook("record", book, "--out", "again.html")
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "out" / "record.html").read_bytes()


def test_an_unknown_format_is_named(tallybook: Tallybook, book: str) -> None:
    result = tallybook("export", book, "--format", "jsn", "--out", "out")
    assert result.exit_code == 2 and "did you mean jsonl" in result.stderr


@pytest.mark.parametrize("format", ["jsonl", "csv", "page"])
def test_a_folder_that_cannot_be_made_is_named(tallybook: Tallybook, book: str, tmp_path: Path, format: str) -> None:
    (tmp_path / "file").write_text("x")
    result = tallybook("export", book, "--format", format, "--out", "file/out")
    assert result.exit_code == 1 and "cannot be written" in result.stderr


def test_read_prints_a_report_and_its_claims_without_a_book(tallybook: Tallybook, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CORVO)
    (found,) = lines(tallybook("read", "a.txt", "--date", "2024-09-03"))
    assert (found["path"], found["published"]) == ("a.txt", "2024-09-03")
    assert [claim["words"] for claim in found["claims"]] == ["12 killed armed_group"]
    assert list(tmp_path.iterdir()) == [tmp_path / "a.txt"]


def test_read_takes_standard_input(tallybook: Tallybook) -> None:
    (found,) = lines(tallybook("read", "-", input=CORVO.encode()))
    assert found["text"] == CORVO and len(found["claims"]) == 1


def test_read_refuses_what_is_no_text(tallybook: Tallybook) -> None:
    result = tallybook("read", "-", input=b"%PDF-1.4")
    assert result.exit_code == 1 and "PDF" in result.stderr


def test_read_names_a_file_that_is_not_there(tallybook: Tallybook) -> None:
    result = tallybook("read", "no.txt")
    assert result.exit_code == 1 and "no.txt" in result.stderr


def test_an_unknown_reader_is_a_setting_that_does_not_fit(tallybook: Tallybook) -> None:
    result = tallybook("read", "no.txt", "--reader", "oracle")
    assert result.exit_code == 2 and "reader = 'oracle'" in result.stderr


def test_evaluate_scores_an_export(tallybook: Tallybook) -> None:
    gold = Path(__file__).parents[1] / "fixtures" / "evaluate"
    table = tallybook("evaluate", str(gold / "gold"), "--export", str(gold / "poor"))
    assert table.exit_code == 0 and "figures found" in table.stdout
    result = tallybook("evaluate", str(gold / "gold"), "--export", str(gold / "poor"), "--json")
    assert json.loads(result.stdout)["reports"] > 0


def test_the_vocabulary_is_checked(tallybook: Tallybook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "check", list)
    assert tallybook("vocabulary", "check").exit_code == 0
    monkeypatch.setattr(checks, "check", lambda: ["harms.yml: the file is empty", "states.yml: no name"])
    result = tallybook("vocabulary", "check")
    assert result.exit_code == 1
    assert "2 problems" in result.stderr and "- states.yml: no name" in result.stderr


def test_the_version_is_told(tallybook: Tallybook) -> None:
    assert tallybook("--version").stdout.startswith("tallybook 0.")
