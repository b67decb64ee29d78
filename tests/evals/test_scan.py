"""The measure of the first scan: what a gold loses, what public sets pass, and which words do not fit."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from evals import scan
from tallybook.errors import UsageError

RAID = "Gunmen attacked a checkpoint on Sunday and killed four policemen, an official said; six soldiers were wounded. "
MATCH = "Harbour beat Valley in the league on Sunday; the striker scored two goals and the coach praised his fans. "


def gold(folder: Path, name: str, text: str, figures: int) -> None:
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    told = {"figures": [{"at": [0, 7]}] * figures, "incidents": {"A": {}} if figures else {}}
    (folder / f"{name}.gold.json").write_text(json.dumps(told), encoding="utf-8")


def invoked(*words: str) -> str:
    done = CliRunner().invoke(scan.command, list(words), standalone_mode=False, catch_exceptions=False)
    return done.output


def test_the_claims_of_a_dropped_report_are_lost_and_a_passed_one_of_nothing_is_counted(tmp_path: Path) -> None:
    gold(tmp_path, "kept", RAID * 4, 3)
    gold(tmp_path, "lost", MATCH * 5, 2)
    gold(tmp_path, "match", MATCH * 6, 0)
    gold(tmp_path, "short", "Nothing happened.", 0)
    line = scan.gold_line("mine", tmp_path)
    assert line == "mine: 2 of 5 claims lost, in 1 of 2 reports; 1 of 2 ordinary reports passed"


def test_the_committed_gold_loses_no_claim() -> None:
    assert invoked("own").startswith("own: 0 of 47 claims lost")


def test_texts_of_a_public_set_are_counted_and_shown_by_their_densest_stretch(tmp_path: Path) -> None:
    folder = tmp_path / "polnear" / "dev"
    folder.mkdir(parents=True)
    (folder / "match.txt").write_text(MATCH * 8, encoding="utf-8")
    (folder / "raid.txt").write_text(MATCH * 60 + RAID * 8, encoding="utf-8")
    judged = [scan._judged(name, text) for name, text in scan.SETS["polnear"](tmp_path)]
    assert [(one.name, one.passed) for one in judged] == [("match.txt", False), ("raid.txt", True)]
    assert judged[1].stretch.startswith("Gunmen attacked") and judged[1].words > scan.LONG
    assert scan.set_line("polnear", judged).endswith(
        "1 of 2 (0.500) passed; under 600 words 0 of 1 (0.000), longer 1 of 1 (1.000)"
    )


def test_nothing_to_measure_and_a_folder_without_gold_say_what_to_type(tmp_path: Path) -> None:
    for words in ((), (f"mine={tmp_path}",)):
        try:
            invoked(*words)
        except UsageError as error:
            assert error.next
        else:
            raise AssertionError("not refused")
