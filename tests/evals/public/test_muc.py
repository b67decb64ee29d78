"""Templates of the key against the reader's incidents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.public import muc
from tallybook.records import Reading, Report
from tallybook.workers import Reader
from tests.evals.public import scripted


def fills(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"type": "colon_clause", "strings_lhs": said.split("|"), "strings_rhs": [name]} for said, name in pairs]


def template(number: list[dict[str, Any]], effect: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"message_template": 1, "hum_tgt_number": number, "hum_tgt_effect_of_incident": effect, **more}


def measured(tmp_path: Path, text: str, *templates: dict[str, Any], reader: Reader = scripted.read) -> dict[str, Any]:
    message = {"dateline": "SANTA ROSA, 9 MAR 31 (RADIO SUR)", "text": text, "templates": list(templates)}
    (tmp_path / "tst3.json").write_text(json.dumps({"TST3-X-1": message}), encoding="utf-8")
    return dict(muc.measure(tmp_path, reader, None).rows)


def counts(row: Any) -> tuple[int, int, int]:
    return row["hit"], row["predicted"], row["gold"]


NUMBER, EFFECT = "victim number, matched templates", "victim effect, matched templates"


def test_number_and_effect_of_a_target_are_right_where_a_figure_has_them(tmp_path: Path) -> None:
    key = template(fills(("6", "PRIESTS"), ("2", "MAIDS")), fills(("DEATH", "PRIESTS"), ("INJURY", "MAIDS")))
    rows = measured(tmp_path, "6 PRIESTS killed and 2 MAIDS killed.", key)
    assert counts(rows[NUMBER]) == (2, 2, 2) and counts(rows[EFFECT]) == (1, 2, 2)


@pytest.mark.parametrize(("said", "right"), [("90 -", 1), ("- 90", 1), ("89|90", 1), ("89", 0), ("PLURAL", 0)])
def test_ranges_and_alternatives_are_read(said: str, right: int, tmp_path: Path) -> None:
    rows = measured(tmp_path, "90 PEOPLE killed.", template(fills((said, "PEOPLE")), fills(("DEATH", "PEOPLE"))))
    assert rows[NUMBER]["hit"] == right


def test_plural_takes_a_vague_figure(tmp_path: Path) -> None:
    vague = scripted.changing(low=3, high=None, qualifier="vague")
    rows = measured(tmp_path, "9 PEOPLE killed.", template(fills(("PLURAL", "PEOPLE")), []), reader=vague)
    assert rows[NUMBER]["hit"] == 1


def test_one_dead_here_and_one_dead_there_make_no_pair(tmp_path: Path) -> None:
    key = template(fills(("1", "JUAN PEREZ")), fills(("DEATH", "JUAN PEREZ")))
    rows = measured(tmp_path, "1 JUDGE killed.", key)
    assert rows["templates paired with an incident"]["right"] == 0
    assert rows["victim number, found in all templates"]["asked"] == 1


def test_the_same_day_makes_a_pair(tmp_path: Path) -> None:
    day = [{"type": "simple_strings", "strings": ["08 MAR 31"]}]
    key = template(fills(("1", "JUAN PEREZ")), fills(("DEATH", "JUAN PEREZ")), incident_date=day)
    rows = measured(tmp_path, "1 JUDGE killed.", key, reader=scripted.changing(incident={"start": "2031-03-08"}))
    assert counts(rows[NUMBER]) == counts(rows[EFFECT]) == (1, 1, 1)


def test_an_optional_template_that_is_not_found_is_not_missed(tmp_path: Path) -> None:
    optional = template(fills(("3", "GUARDS")), [], message_template_optional=True)
    rows = measured(tmp_path, "Nothing.", optional, {"message_template": "*"})
    assert rows["templates paired with an incident"]["asked"] == 0


def test_fighters_and_further_incidents_are_not_judged(tmp_path: Path) -> None:
    key = template(fills(("3", "GUARDS")), fills(("DEATH", "GUARDS"), ("NO INJURY", "GUARDS")))
    rows = measured(tmp_path, "3 GUARDS killed, 30 insurgents killed.", key)
    assert counts(rows[NUMBER]) == counts(rows[EFFECT]) == (1, 1, 1)


def test_lines_are_joined_and_the_dateline_dates_the_report(tmp_path: Path) -> None:
    seen: list[Report] = []

    def noting(report: Report) -> Reading:
        seen.append(report)
        return Reading(report.id)

    measured(tmp_path, "ONE LINE\nAND THE NEXT.\n\n   A PARAGRAPH.", reader=noting)
    assert "ONE LINE AND THE NEXT.\n\n   A PARAGRAPH." in seen[0].text and seen[0].published == "2031-03-09"
