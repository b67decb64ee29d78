"""The tables say what was measured; the measuring itself is shown on a handful of pages and rows."""

from __future__ import annotations

from bench import sources


def test_every_page_gives_one_report_and_stands_beside_trafilatura() -> None:
    found = sources.pages(10)
    assert (found["pages"], found["reports"]) == (10, 10)
    assert found["overhead"] > 0 and found["trafilatura_a_second"] > 0


def test_every_row_gives_one_report_within_the_memory() -> None:
    found = sources.rows(300)
    assert (found["rows"], found["reports"], found["texts"]) == (300, 300, 100)
    assert found["peak_mb"] < sources.MEMORY_MB


def test_the_table_names_the_overhead_and_the_bound_of_memory() -> None:
    page = {"pages": 10, "kb_a_page": 13.8, "pages_a_second": 100.0, "trafilatura_a_second": 130.0, "overhead": 1.3}
    row = {"rows": 1_000_000, "texts": 100, "file_mb": 2500.0, "rows_a_second": 25_000.0, "json_a_second": 130_000.0,
           "overhead": 5.2, "peak_mb": 110.0}  # fmt: skip
    told = sources.table({"pages": page, "rows": row})
    assert "1,000,000 rows of 100 texts" in told and "to be 1000 or less" in told
    assert [line.split()[-1] for line in told.splitlines() if "overhead" in line] == ["1.3", "5.2"]
