"""Measures speed, memory and growth on generated reports, each measurement in a fresh process.

    python -m bench.run                     reading and the whole way on 10,000 reports, memory, growth up to 10,000;
                                            linking and reconciling alone of 10,000 and 100,000 claims
    python -m bench.run --full              growth up to 100,000 reports and a million claims (two hours or so)
    python -m bench.run --truth             only how much is read right (10,000 reports)
    python -m bench.run --reports 1000      the same with other numbers, for a quick look

Prints a table and writes bench/out/NAME.json. Nothing here is a test: see bench/README.md for how to read it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import generate

ROOT = Path(__file__).parents[1]
OUT = Path(__file__).parent / "out"
READS_A_SECOND = {("rules", "all"): 150, ("hybrid", "violent"): 25, ("hybrid", "other"): 300}
LEARNED_SAMPLE = 10
"""The learned readers read a tenth of the reports: they take longer, and the figure is as steady."""
GROWTH_AT_MOST = 1.2
CLAIMS_GROWTH_AT_MOST = 1.33
CLAIMS_MB_AT_MOST = 4000
Found = dict[str, Any]


def main() -> None:
    """Runs what was asked for, prints it and keeps it."""
    given = _arguments()
    name = "truth" if given.truth else "full" if given.full else "bench"
    found: Found = {"machine": machine()}
    if given.truth:
        found["truth"] = measure("truth", given.reports)
        _say(truth_table(found["truth"]))
    else:
        found |= _speed(given.reports, sizes(given.reports, given.full))
        found |= _claims(claim_sizes(given.reports, given.full))
    OUT.mkdir(exist_ok=True)
    (OUT / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    _say(f"\nwritten to {OUT.relative_to(ROOT) / name}.json")


def sizes(reports: int, full: bool) -> list[int]:
    """How many reports each book of the growth series gets, from a tenth of ``reports`` up."""
    steps = [reports // 10, reports // 5, reports // 2, reports]
    return [*steps, reports * 3, reports * 10] if full else steps


def claim_sizes(reports: int, full: bool) -> list[int]:
    """How many claims each book of the series of linking alone gets: as many as ``reports``, and ten times as many."""
    return [reports, reports * 10, reports * 100] if full else [reports, reports * 10]


def measure(task: str, *words: object) -> Found:
    """One measurement in a fresh process."""
    command = [sys.executable, "-m", "bench.measure", task, *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"bench: {' '.join(command[2:])} failed with exit code {done.returncode}")
    found: Found = json.loads(done.stdout.splitlines()[-1])
    return found


def machine() -> Found:
    """What the figures were measured on, as far as it bears on them."""
    return {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()}


def growth(series: list[Found]) -> Found:
    """How time per report and memory of the largest book compare with the smallest one's."""
    first, last = series[0], series[-1]
    return {
        "from": first["reports"],
        "to": last["reports"],
        "time_a_report": round(last["cpu_ms_a_report"] / first["cpu_ms_a_report"], 2),
        "time_against_yardstick": round(last["times_yardstick"] / first["times_yardstick"], 2),
        "peak_memory": round(last["peak_mb"] / first["peak_mb"], 2),
    }


def reading_table(found: Found) -> str:
    """Reading alone, a figure a line."""
    least = READS_A_SECOND[found["reader"], found["sort"]]
    return "\n".join(
        (
            f"{found['reader']} alone, {found['reports']:,} {found['sort']} reports of {found['words_a_report']} words",
            f"  reports a second and core   {found['reports_a_second']:>10}  (to be {least} or more)",
            f"  yardstick a second and core {found['yardstick_a_second']:>10}",
            f"  times the yardstick's work  {found['times_yardstick']:>10}",
            f"  peak memory                 {found['peak_mb']:>10} MB",
        )
    )


_COLUMNS = ("reports", "ms a report", "a second", "x yardstick", "incidents", "book MB", "peak MB")
_WIDTHS = (9, 12, 9, 12, 10, 8, 8)
GROWTH_HEAD = "the whole way, one process, a fresh book each\n" + " ".join(
    f"{column:>{width}}" for column, width in zip(_COLUMNS, _WIDTHS, strict=True)
)


def growth_line(one: Found) -> str:
    """The whole way into one book."""
    return (
        f"{one['reports']:>9,} {one['cpu_ms_a_report']:>12} {one['reports_a_second']:>9} {one['times_yardstick']:>12}"
        f" {one['incidents']:>10,} {one['book_mb']:>8} {one['peak_mb']:>8}"
    )


def growth_summary(grown: Found) -> str:
    """How the largest book compares with the smallest."""
    return (
        f"from {grown['from']:,} to {grown['to']:,}: time a report x {grown['time_a_report']} "
        f"(against the yardstick x {grown['time_against_yardstick']}; to be {GROWTH_AT_MOST} or less), "
        f"peak memory x {grown['peak_memory']}"
    )


_CLAIM_COLUMNS = ("claims", "ms a claim", "x yardstick", "incidents", "peak MB")
_CLAIM_WIDTHS = (9, 12, 12, 10, 8)
CLAIMS_HEAD = "linking and reconciling alone, one process, a fresh book each\n" + " ".join(
    f"{column:>{width}}" for column, width in zip(_CLAIM_COLUMNS, _CLAIM_WIDTHS, strict=True)
)


def claims_line(one: Found) -> str:
    """Linking and reconciling into one book."""
    return (
        f"{one['claims']:>9,} {one['cpu_ms_a_claim']:>12} {one['times_yardstick']:>12} {one['incidents']:>10,}"
        f" {one['peak_mb']:>8}"
    )


def claims_summary(series: list[Found]) -> str:
    """How the book of the most claims compares with that of the fewest: by the yardstick, since a machine changes."""
    first, last = series[0], series[-1]
    grown = round(last["times_yardstick"] / first["times_yardstick"], 2)
    return (
        f"from {first['claims']:,} to {last['claims']:,}: time a claim against the yardstick x {grown} "
        f"(to be {CLAIMS_GROWTH_AT_MOST} or less), peak memory {last['peak_mb']} MB (to be {CLAIMS_MB_AT_MOST} or less)"
    )


def truth_table(found: Found) -> str:
    """Measures over generated reports, a ratio a line."""
    lines = [f"generated reports against their truth, {found['reports']:,} reports"]
    for name, row in found.items():
        if isinstance(row, dict):
            ratio = row.get("f1", row.get("accuracy"))
            counts = ", ".join(f"{key} {value}" for key, value in row.items() if key not in ("f1", "accuracy"))
            lines.append(f"  {name:46s} {'-' if ratio is None else ratio:>7}  {counts}")
    return "\n".join(lines)


def _speed(reports: int, steps: list[int]) -> Found:
    found: Found = {"reading": [], "whole": []}
    for reader, sort in READS_A_SECOND:
        number = reports if reader == "rules" else reports // LEARNED_SAMPLE
        found["reading"].append(measure("read", number, reader, sort))
        _say(f"{reading_table(found['reading'][-1])}\n")
    _say(GROWTH_HEAD)
    for step in steps:
        found["whole"].append(_whole(step))
        _say(growth_line(found["whole"][-1]))
    found["growth"] = growth(found["whole"])
    _say(growth_summary(found["growth"]))
    return found


def _claims(steps: list[int]) -> Found:
    found: Found = {"claims": []}
    _say(f"\n{CLAIMS_HEAD}")
    for step in steps:
        with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
            found["claims"].append(measure("claims", step, Path(scratch) / "claims.book"))
        _say(claims_line(found["claims"][-1]))
    _say(claims_summary(found["claims"]))
    return found


def _whole(number: int) -> Found:
    with tempfile.TemporaryDirectory(prefix="tallybook-bench-") as scratch:
        folder = Path(scratch) / "reports"
        generate.write(folder, number)
        return measure("add", folder, Path(scratch) / "bench.book")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--full", action="store_true", help="grow to ten times as many reports and claims")
    parser.add_argument("--truth", action="store_true", help="compare with the generator's truth")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
