"""The sets whose records hold numbers of victims: awsd, isaf, msa."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from evals.public import awsd, isaf, msa
from tallybook.errors import InputError, UnreadableFile
from tests.evals.public import scripted

AWSD = ("Incident ID", "Total killed", "Total wounded", "Total kidnapped", "Details")
MSA = (
    "CaseID",
    "Description",
    "Number of Civilian Fatalities",
    "Number of Enforcement Fatalities",
    "Number of Civilian Injured",
    "Number of Enforcement Injured",
)


def table(path: Path, columns: tuple[str, ...], *rows: tuple[Any, ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path.parent


def narratives(tmp_path: Path, *rows: tuple[Any, ...]) -> Path:
    return table(tmp_path / "awsd-dev.csv", AWSD, *((number, *row) for number, row in enumerate(rows, start=1)))


def counts(row: Any) -> tuple[int, int, int]:
    return row["hit"], row["predicted"], row["gold"]


@pytest.mark.parametrize(
    "text",
    [
        "2 INGO staff killed and 5 civilians killed.",
        "2 drivers killed along with 1 colleague killed (not counted here).",
        "2 people killed.",
    ],
)
def test_awsd_counts_aid_workers_where_the_text_tells_them_apart(text: str, tmp_path: Path) -> None:
    rows = awsd.measure(narratives(tmp_path, (2, 0, 0, text)), scripted.read, None).rows
    assert counts(rows["killed: total"]) == (1, 1, 1)


def test_awsd_takes_bystanders_for_nobody_of_the_record(tmp_path: Path) -> None:
    folder = narratives(tmp_path, (0, 0, 0, "4 civilians killed near a clinic."))
    assert awsd.measure(folder, scripted.read, None).rows["killed: no number where the record has none"]["right"] == 1


def test_awsd_asks_only_for_what_the_narrative_says(tmp_path: Path) -> None:
    folder = narratives(tmp_path, (0, 1, 0, "A driver was beaten."), (0, 1, 0, "A driver was hurt."))
    rows = awsd.measure(folder, scripted.read, None).rows
    assert counts(rows["wounded: stated"]) == (0, 0, 1)
    assert rows["left out: the narrative does not say so"]["wounded"] == 1


def test_awsd_does_not_ask_for_the_kidnapped_who_were_killed(tmp_path: Path) -> None:
    folder = narratives(tmp_path, (2, 0, 0, "2 drivers abducted; 2 drivers killed."))
    assert awsd.measure(folder, scripted.read, None).rows["abducted: no number where the record has none"]["asked"] == 0


def test_a_set_without_a_column_says_which(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column Details"):
        awsd.measure(table(tmp_path / "awsd-dev.csv", AWSD[:-1], (1, 0, 0, 0)), scripted.read, None)


def release(text: str, killed: int, captured: int, day: str = "2031-04-05") -> str:
    key = {"start_date": day, "min_killed": killed, "min_captured": captured}
    return json.dumps({"text": text, "gold": key}, ensure_ascii=False)


def releases(tmp_path: Path, *lines: str) -> Path:
    (tmp_path / "isaf-dev.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_isaf_compares_captured_with_detained(tmp_path: Path) -> None:
    folder = releases(tmp_path, release("1 leader detained and 2 associates detained.", 0, 3))
    rows = isaf.measure(folder, scripted.read, None).rows
    assert counts(rows["captured: total"]) == (1, 1, 1) and rows["killed: stated"]["predicted"] == 0


@pytest.mark.parametrize(("word", "number"), [("several", 3), ("numerous", 4)])
def test_isaf_reads_vague_words_by_the_sets_convention(word: str, number: int, tmp_path: Path) -> None:
    text = f"{word} insurgents"
    vague = scripted.changing(start=0, end=len(text), low=24, high=None, qualifier="vague")
    folder = releases(tmp_path, release(f"{text} and 9 others detained.", 0, number))
    assert counts(isaf.measure(folder, vague, None).rows["captured: total"]) == (1, 1, 1)


def test_isaf_asks_for_the_first_day_of_the_incident(tmp_path: Path) -> None:
    folder = releases(tmp_path, *(release("1 leader detained.", 0, 1, day) for day in ("2031-04-05", "2031-04-04")))
    rows = isaf.measure(folder, scripted.changing(incident={"start": "2031-04-05"}), None).rows
    assert counts(rows["date"]) == (1, 2, 2) and counts(rows["date, a day off allowed"]) == (2, 2, 2)


def test_isaf_ends_a_line_at_a_newline_only(tmp_path: Path) -> None:
    folder = releases(tmp_path, release("First.\u20282 insurgents killed.", 2, 0))
    assert isaf.measure(folder, scripted.read, None).reports == 1


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"isaf-dev\.jsonl:2: broken JSON"):
        isaf.measure(releases(tmp_path, release("Nothing.", 0, 0), '{"text": '), scripted.read, None)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"isaf-dev\.jsonl"):
        isaf.measure(tmp_path, scripted.read, None)


@pytest.mark.parametrize(
    ("text", "civilians", "police"),
    [
        ("4 people killed and 1 soldiers killed.", (1, 1, 1), (1, 1, 1)),
        ("5 people killed.", (1, 1, 1), (0, 0, 1)),
        ("5 people killed and 1 insurgents killed.", (1, 1, 1), (0, 0, 1)),
        ("3 people killed.", (0, 1, 1), (0, 0, 1)),
    ],
)
def test_msa_tells_police_apart_where_the_text_does(
    text: str, civilians: tuple[int, int, int], police: tuple[int, int, int], tmp_path: Path
) -> None:
    rows = msa.measure(table(tmp_path / "msa.csv", MSA, (1, text, 4, 1, 0, 0)), scripted.read, None).rows
    assert counts(rows["civilians killed: total"]) == civilians and counts(rows["police killed: total"]) == police
