"""Sources of every kind through the same door: kept with where they came from, safe to repeat."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import tallybook
from tallybook.cli import main
from tallybook.settings import Settings
from tests.corpus_made import archives, documents, exports, mails, pages, tables, texts

RULES = Settings(reader="rules")
TAKEN = {
    "page.html": pages.FILES["html/article.html"],
    "live.html": pages.FILES["html/live.html"],
    "nexis.docx": exports.FILES["exports/nexis.docx"],
    "story.pdf": documents.FILES["documents/story.pdf"],
    "mail.eml": mails.FILES["mail/plain.eml"],
    "rows.csv": tables.FILES["tables/rows.csv"],
    "rows.jsonl.gz": archives.FILES["archives/rows.jsonl.gz"],
    "nested.zip": archives.FILES["archives/nested.zip"],
    "dateline.txt": texts.FILES["text/dateline.txt"],
    "arabic.txt": texts.FILES["text/arabic.txt"],
    "urdu.html": pages.FILES["html/arabic.html"],
    "style.css": b"p { color: red }",
    "settings.json": b'{"text": "Two men died."}',
    "photo.jpg": b"\xff\xd8\xff\xe0",
}
REPORTS = 16


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, data in TAKEN.items():
        (tmp_path / "in" / name).write_bytes(data)
    return tmp_path / "in"


def test_all_kinds_are_added_at_once_and_again_changes_nothing(folder: Path, tmp_path: Path) -> None:
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        first = book.add(folder)
        assert (first.new, first.failed, first.passed_over) == (REPORTS, [], 3)
        assert first.kinds == {"csv": 2, "html": 5, "json": 2, "mail": 1, "nexis": 2, "pdf": 1, "text": 3}
        again = book.add(folder)
        assert (again.new, again.again, again.already) == (0, 0, REPORTS)


def test_what_is_in_another_language_is_kept_counted_and_makes_no_claim(folder: Path, tmp_path: Path) -> None:
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        added = book.add(folder)
        assert added.foreign == {"ar": 2} == book.unread()
        foreign = [report for report in book.reports() if report.language == "ar"]
        assert len(foreign) == 2 and all("كويتا" in report.text for report in foreign)
        assert not {claim.report for claim in book.claims()} & {report.id for report in foreign}


def test_lists_say_what_they_leave_out(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALLYBOOK_READER", "rules")
    run = CliRunner()
    told = run.invoke(main, ["add", "x.book", "in", "--jobs", "1"])
    assert "2 reports are kept but not read: the reader does not know Arabic (2)" in told.stdout
    for command in ("incidents", "claims"):
        asked = run.invoke(main, [command, "x.book"])
        assert "does not know Arabic (2)" in asked.stderr and "Arabic" not in asked.stdout
    assert "Arabic" not in run.invoke(main, ["claims", "x.book", "--json"]).stderr


def test_where_a_report_came_from_is_kept_and_exported(folder: Path, tmp_path: Path) -> None:
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        book.add(folder)
        book.export("jsonl", tmp_path / "out")
        page = next(report for report in book.reports() if report.path == "page.html")
    told = map(json.loads, (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines())
    lines = {line["path"]: line for line in told}
    assert (
        lines["page.html"]["origin"]["canonical"]
        == page.origin.canonical
        == "https://valley.example/2024/11/09/quetta-bomb"
    )
    assert lines["page.html"]["origin"]["time"] == "2024-11-09T10:15:00+05:00"
    assert lines["nested.zip!inner1.zip!inner0.zip!raid.txt"]["origin"]["member"] == "inner1.zip!inner0.zip!raid.txt"
    assert lines["rows.csv#2"]["origin"]["url"] == "https://frontier.example/2"
    assert {line["language"] for line in lines.values()} == {"en", "ar"}
    assert all(len(line["origin"]["capture"]) == 64 for line in lines.values())


def test_a_map_names_the_columns_and_a_wrong_one_is_told(tmp_path: Path) -> None:
    rows = "n,what,day\n1,Gunmen killed four policemen near the town on Sunday. The army said so.,2024-11-09\n"
    (tmp_path / "odd.csv").write_text(rows)
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        (error,) = book.add(tmp_path / "odd.csv").failed
        assert error.code == "unmapped" and "--map text=n" in error.next
        (wrong,) = book.add(tmp_path / "odd.csv", columns={"text": "body"}).failed
        assert "no column 'body'" in wrong.what
        assert book.add(tmp_path / "odd.csv", columns={"text": "what", "date": "day"}).new == 1
        (report,) = book.reports()
        assert (report.published, report.published_from, report.path) == ("2024-11-09", "column", "odd.csv#1")
        with pytest.raises(tallybook.TallybookError, match="cannot be mapped to 'body'"):
            book.add(tmp_path / "odd.csv", columns={"body": "what"})


def test_no_cell_of_a_table_that_came_in_can_run_in_the_one_that_goes_out(tmp_path: Path) -> None:
    (tmp_path / "formulas.csv").write_bytes(tables.FILES["tables/formulas.csv"])
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        assert book.add(tmp_path / "formulas.csv").new == 1
        book.export("csv", tmp_path / "out")
    for file in (tmp_path / "out").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "@") or cell.startswith("-@")]


def test_an_archive_that_breaks_off_keeps_what_was_whole(tmp_path: Path) -> None:
    (tmp_path / "mixed.zip").write_bytes(archives.FILES["archives/climbing.zip"])
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        added = book.add(tmp_path / "mixed.zip")
        assert (added.new, len(added.failed)) == (2, 3)
        assert not list(tmp_path.parent.rglob("cron.txt"))


def test_of_rows_that_are_one_report_the_first_is_kept(tmp_path: Path) -> None:
    """However far apart they stand: the number of rows that are looked up at once decides nothing."""
    rows = [f"Gunmen killed {10 + number} people in Quetta, police said." for number in range(300)]
    rows[3] = rows[299] = rows[2]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps({"text": row, "outlet": "X"}) + "\n" for row in rows))
    with tallybook.open(tmp_path / "x.book", settings=RULES) as book:
        assert book.add(tmp_path / "rows.jsonl").new == 298
        numbers = {int(report.path.rpartition("#")[2]) for report in book.reports()}
    assert numbers == set(range(1, 301)) - {4, 300}
