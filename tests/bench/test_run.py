"""The tables say what was measured; the measuring itself is shown on a handful of reports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bench import measure, run


def book(reports: int, milliseconds: float, times: float, peak: float) -> dict[str, Any]:
    return {
        "reports": reports, "cpu_ms_a_report": milliseconds, "times_yardstick": times, "peak_mb": peak,
        "reports_a_second": round(1000 / milliseconds, 1), "incidents": reports // 8, "book_mb": 1.0,
    }  # fmt: skip


def test_growth_compares_the_largest_book_with_the_smallest() -> None:
    grown = run.growth([book(1000, 10.0, 20.0, 90), book(5000, 30.0, 40.0, 99), book(10000, 11.0, 21.0, 108)])
    assert grown == {
        "from": 1000, "to": 10000, "time_a_report": 1.1, "time_against_yardstick": 1.05, "peak_memory": 1.2,
    }  # fmt: skip


def test_each_book_has_a_line_under_the_head() -> None:
    assert run.growth_line(book(10000, 11.0, 21.0, 99)).split() == [
        "10,000", "11.0", "90.9", "21.0", "1,250", "1.0", "99",
    ]  # fmt: skip
    assert len(run.growth_line(book(10000, 11.0, 21.0, 99))) == len(run.GROWTH_HEAD.splitlines()[1])


def test_the_summary_names_what_growth_is_to_stay_under() -> None:
    grown = run.growth([book(1000, 10.0, 20.0, 90), book(10000, 11.0, 21.0, 99)])
    assert "time a report x 1.1" in run.growth_summary(grown) and "to be 1.2 or less" in run.growth_summary(grown)


def test_the_whole_series_goes_on_where_the_shorter_one_ends() -> None:
    assert run.sizes(10_000, full=True)[:4] == run.sizes(10_000, full=False) == [1000, 2000, 5000, 10_000]
    assert run.sizes(10_000, full=True)[-1] == 100_000


def test_the_yardstick_does_the_same_work_every_time() -> None:
    assert measure.yardstick("Two men died in Dawei, 12 km away.") == 10 + 2 + 1


def test_the_yardstick_runs_once_a_second_beside_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 0.0, 1.5 and 2.75 seconds; each run is asked for twice, before it and after it."""
    times = iter([0.0, 0.25, 0.5, 1.5, 1.75, 2.5, 2.75, 3.0])
    runs: list[object] = []
    monkeypatch.setattr(measure, "_used", lambda: next(times))
    monkeypatch.setattr(measure, "_cpu", lambda _work, on: (runs.append(on), (0.5, None))[1])
    beside = measure.Beside(["Two men died.", "One man died."])
    for _ in range(5):
        beside(None)
    assert len(runs) == 3 and beside.spent == 1.5
    assert beside.a_text == 0.25


def test_the_whole_way_is_measured_on_reports_in_a_folder(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Gunmen killed {number + 2} soldiers near Quetta, police said.")
    found = measure.add(tmp_path, tmp_path / "my.book")
    assert found["reports"] == 3 and found["incidents"] >= 1
    assert found["cpu_ms_a_report"] > 0 and found["times_yardstick"] > 1


def test_peak_memory_is_in_megabytes() -> None:
    assert 5 < measure.peak_mb() < 20_000


def test_a_measure_without_a_ratio_is_shown_as_none() -> None:
    table = run.truth_table({"reports": 10, "speaker": {"accuracy": None, "right": 0, "asked": 0}})
    assert table.splitlines()[1].split() == ["speaker", "-", "right", "0,", "asked", "0"]


def test_what_outlets_repeat_is_kept_report_by_report_and_linked_into_its_stories(tmp_path: Path) -> None:
    found = measure.wire(15, tmp_path / "wire.book")
    assert found["reports"] == 15
    assert 1 <= found["incidents"] <= 5


def linked(claims: int, times: float, peak: float) -> dict[str, Any]:
    return {
        "claims": claims,
        "cpu_ms_a_claim": 0.7,
        "times_yardstick": times,
        "incidents": claims // 20,
        "peak_mb": peak,
    }


def test_the_series_of_claims_goes_up_to_a_million() -> None:
    assert run.claim_sizes(10_000, full=False) == [10_000, 100_000]
    assert run.claim_sizes(10_000, full=True) == [10_000, 100_000, 1_000_000]


def test_claims_grow_by_the_yardstick_and_have_a_line_each() -> None:
    line = run.claims_line(linked(10_000, 2.5, 99))
    assert line.split() == ["10,000", "0.7", "2.5", "500", "99"]
    assert len(line) == len(run.CLAIMS_HEAD.splitlines()[1])
    told = run.claims_summary([linked(10_000, 2.5, 99), linked(1_000_000, 3.0, 227)])
    assert "from 10,000 to 1,000,000: time a claim against the yardstick x 1.2 (to be 1.33 or less)" in told
    assert "peak memory 227 MB (to be 4000 or less)" in told
