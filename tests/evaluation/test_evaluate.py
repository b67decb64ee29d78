"""The public function: gold and an export in, a table of measures out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tallybook.errors import UsageError
from tallybook.evaluation import evaluate, format_table

FIXTURES = Path(__file__).parents[1] / "fixtures" / "evaluate"


def test_without_errors_the_result_holds_measures_alone() -> None:
    assert "misses" not in evaluate(FIXTURES / "gold", FIXTURES / "poor")


def test_misses_name_the_report_and_its_words_up_to_a_number_of_each_kind() -> None:
    misses = evaluate(FIXTURES / "gold", FIXTURES / "poor", errors=2)["misses"]
    kinds = [miss["kind"] for miss in misses]
    assert len(set(kinds)) > 3 and max(kinds.count(kind) for kind in kinds) == 2
    lost = next(miss for miss in misses if miss["kind"] == "figure not found")
    assert lost["words"] in (FIXTURES / "gold" / f"{lost['where']}.txt").read_text(encoding="utf-8")


def test_the_table_shows_each_ratio_beside_its_counts() -> None:
    table = format_table(evaluate(FIXTURES / "gold", FIXTURES / "poor", errors=1))
    lines = {line.split("  ")[0]: line for line in table.splitlines()}
    assert "5 of 18, 12 claimed" in lines["figures found (span and harm)"]
    assert lines["reports missing"].split() == ["reports", "missing", "hill/a2"]
    assert "reports with a figure 1" in lines["noise"]
    assert "figure not found: coast/a1: 'At least 24 people'" in table


def test_a_ratio_of_nothing_is_shown_as_none(tmp_path: Path) -> None:
    (tmp_path / "calm.gold.json").write_text("{}", encoding="utf-8")
    for name in ("reports", "claims", "incidents"):
        (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    lines = [line.split() for line in format_table(evaluate(tmp_path, tmp_path)).splitlines()]
    assert ["speaker", "-", "0", "of", "0"] in lines


def test_an_unknown_reader_names_those_there_are() -> None:
    with pytest.raises(UsageError) as raised:
        evaluate(FIXTURES / "gold", reader="oracle")
    assert "rules" in raised.value.next


def test_gold_without_texts_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "calm.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="without texts"):
        evaluate(tmp_path)


def test_without_an_export_the_texts_are_read_and_only_those_with_gold(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIXTURES / "gold", tmp_path / "gold"))
    (folder / "README.txt").write_text("Gunmen killed 11 people in Quetta on Monday.", encoding="utf-8")
    result = evaluate(folder)
    assert result["reports"] == 6 and result["reports_missing"] == []
    assert result["figures found (span and harm)"]["hit"] > 9
    assert result["noise"]["reports"] == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gold"]
