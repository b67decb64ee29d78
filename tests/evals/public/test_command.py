"""The program prints a table a set, and its exit code says where one could not be measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result
from evals.public.table import Miss, Table

from evals.public import command

ROOT = Path(__file__).parents[3]
NARRATIVES = (
    "Incident ID,Total killed,Total wounded,Total kidnapped,Details\n"
    "1,2,0,0,Two aid workers were killed when gunmen attacked their convoy near the town.\n"
    "2,0,0,0,Nothing happened.\n"
)


def run(data: Path, *words: str) -> Result:
    return CliRunner().invoke(command.main, [*words, "--data", str(data)])


def narratives(tmp_path: Path) -> Path:
    (tmp_path / "awsd").mkdir()
    (tmp_path / "awsd" / "awsd-dev.csv").write_text(NARRATIVES, encoding="utf-8")
    return tmp_path


def test_a_table_goes_to_stdout_and_progress_to_stderr(tmp_path: Path) -> None:
    done = run(narratives(tmp_path), "awsd")
    assert done.exit_code == 0
    assert "(1 of 1, 1 claimed)" in done.stdout and "awsd: 2 of 2" not in done.stdout
    assert "awsd: 2 of 2" in done.stderr


def test_a_set_without_a_folder_is_skipped_the_others_are_measured_and_the_exit_code_says_so(tmp_path: Path) -> None:
    done = run(narratives(tmp_path), "muc", "awsd")
    assert done.exit_code == 1
    assert f"muc is skipped: there is no folder {tmp_path / 'muc'}" in done.stderr
    assert "awsd: Aid Worker" in done.stdout


def test_a_folder_without_its_file_is_skipped_by_name(tmp_path: Path) -> None:
    (tmp_path / "isaf").mkdir()
    done = run(tmp_path, "isaf")
    assert done.exit_code == 1 and "isaf-dev.jsonl" in done.stderr and not done.stdout


def test_an_unknown_set_or_reader_says_which_there_are(tmp_path: Path) -> None:
    one, other = run(tmp_path, "elsewhere"), run(tmp_path, "--reader", "oracle")
    assert one.exit_code == other.exit_code == 2
    assert "awsd, isaf, muc" in one.stderr and "rules" in other.stderr


def test_a_sample_reads_fewer_reports(tmp_path: Path) -> None:
    assert "awsd: 1 of 1" in run(narratives(tmp_path), "awsd", "--sample", "1").stderr


def test_two_runs_print_the_same(tmp_path: Path) -> None:
    data = narratives(tmp_path)
    assert run(data, "awsd", "--errors", "5").stdout == run(data, "awsd", "--errors", "5").stdout


def test_the_script_stands_beside_the_package_of_the_same_name() -> None:
    done = subprocess.run(
        [sys.executable, "evals/public.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0 and "polnear" in done.stdout


def test_misses_are_shown_as_many_as_asked_for() -> None:
    misses = tuple(Miss("none found", str(number), "word " * 100, 1) for number in range(3))
    shown = Table("one", "a set", 3, {}, failed=1, misses=misses)
    assert "none found" not in shown.text()
    assert shown.text(2).count("none found") == 2 and "reader failed" in shown.text()
