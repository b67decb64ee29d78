"""The bench of web archives, shown on a handful of records."""

from __future__ import annotations

from bench import sources


def test_every_page_of_a_web_archive_gives_one_report_and_stands_beside_fastwarc() -> None:
    found = sources.records(30)
    assert (found["records"], found["pages"], found["reports"]) == (30, 10, 10)
    told = sources.archive_table(found)
    assert "30 records with 10 pages" in told and f"{found['overhead']}" in told
