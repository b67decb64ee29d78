import os
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallybook.errors import InputError, NotText, TooLarge, UnreadableFile, UsageError
from tallybook.gather import from_text, gather
from tallybook.records import Report
from tests.gather.pages import STORY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "one.txt": STORY.encode(),
        "b/two.md": f"---\noutlet: The Daily\ndate: 2024-08-26\n---\n{STORY}".encode(),
        "b/empty.txt": b" \n",
        "b/binary.txt": b"\x00\x01\x02",
        "notes.docx": b"PK",
        "western.txt": "Türkiye’s army said two died.".encode("cp1252"),
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "huge.txt").write_bytes(b"")
    os.truncate(tmp_path / "huge.txt", 50_000_000)
    return tmp_path


def test_good_files_become_reports_and_bad_ones_errors_that_name_them(folder: Path) -> None:
    outcomes = list(gather([folder]))
    reports = [item for item in outcomes if isinstance(item, Report)]
    errors = [item for item in outcomes if isinstance(item, InputError)]
    assert [report.path for report in reports] == ["b/two.md", "one.txt", "western.txt"]
    assert [type(error) for error in errors] == [NotText, NotText, TooLarge]
    assert all(
        name in error.what for name, error in zip(("b/binary.txt", "b/empty.txt", "huge.txt"), errors, strict=True)
    )
    assert all(error.next for error in errors)


def test_the_summary_counts_what_was_taken_passed_over_and_read_in_another_encoding(folder: Path) -> None:
    gathering = gather([folder])
    list(gathering)
    summary = gathering.summary
    assert (summary.reports, summary.errors, summary.skipped.total) == (3, 3, 1)
    assert summary.examples["cp1252"] == "western.txt"


def test_a_report_holds_text_date_outlet_and_parts(folder: Path) -> None:
    report = next(item for item in gather([folder / "b"]) if isinstance(item, Report))
    assert report.path == "two.md"
    assert (report.published, report.published_from, report.outlet) == ("2024-08-26", "text", "The Daily")
    assert report.id == Report.make_id("two.md", report.text)
    assert [part.role for part in report.parts] == ["furniture", "body"]


def test_the_users_word_goes_before_the_pages(folder: Path) -> None:
    report = next(
        item
        for item in gather(sorted((folder / "b").rglob("*.*")), date="2024-08-27", outlet="Wire")
        if isinstance(item, Report)
    )
    assert (report.published, report.published_from, report.outlet) == ("2024-08-27", "given", "Wire")


def test_a_report_without_a_date_says_so() -> None:
    report = from_text(STORY)
    assert (report.published, report.published_from) == (None, "no date in the text")


def test_a_date_that_is_none_is_refused_before_anything_is_read() -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        gather(["nowhere"], date="last week")


def test_the_order_of_the_paths_changes_nothing(folder: Path) -> None:
    paths = [folder / "one.txt", folder / "b", folder / "nowhere.txt"]
    seen = {tuple(repr(item) for item in gather(order)) for order in permutations(paths)}
    assert len(seen) == 1


def test_files_are_read_only_when_they_are_asked_for(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY, encoding="utf-8")
    gathering = gather([tmp_path])
    assert isinstance(next(gathering), Report)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(gathering), UnreadableFile)
    assert next(gathering, None) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_give_one_report_or_one_error(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(data)
    [outcome] = list(gather([tmp_path / "x.txt"]))
    if isinstance(outcome, Report):
        assert (outcome.parts[0].start, outcome.parts[-1].end) == (0, len(outcome.text))
    else:
        assert "x.txt" in outcome.what


def test_line_ends_of_every_kind_give_the_same_report(tmp_path: Path) -> None:
    texts = set()
    for end in ("\n", "\r\n", "\r"):
        (tmp_path / "x.txt").write_bytes(STORY.replace("\n", end).encode())
        [outcome] = list(gather([tmp_path]))
        assert isinstance(outcome, Report)
        texts.add(outcome.id)
    assert len(texts) == 1


def test_a_given_date_fills_in_a_folder_and_rules_for_a_named_file(tmp_path: Path) -> None:
    (tmp_path / "dated.txt").write_text(f"2023-05-04\n\n{STORY}", encoding="utf-8")
    (tmp_path / "undated.txt").write_text(STORY, encoding="utf-8")
    folder = {item.path: item.published for item in gather([tmp_path], date="2024-08-26") if isinstance(item, Report)}
    assert folder == {"dated.txt": "2023-05-04", "undated.txt": "2024-08-26"}
    (named,) = gather([tmp_path / "dated.txt"], date="2024-08-26")
    assert isinstance(named, Report) and named.published == "2024-08-26"
