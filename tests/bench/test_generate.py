"""Generated reports are the same every time, hold what their truth says, and are as varied as they claim to be."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench import compose, generate, world
from tallybook.evaluation import gold

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made() -> list[generate.Generated]:
    return list(generate.reports(600))


def test_the_same_seed_makes_the_same_reports_in_another_process(made: list[generate.Generated]) -> None:
    code = "from bench import generate; print([r.text for r in generate.reports(12)])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str([report.text for report in made[:12]])


def test_another_seed_makes_other_reports(made: list[generate.Generated]) -> None:
    assert [r.text for r in generate.reports(5, seed=2)] != [r.text for r in made[:5]]


def test_a_longer_run_begins_with_the_shorter_one(made: list[generate.Generated]) -> None:
    assert list(generate.reports(40)) == made[:40]


def test_every_figure_stands_where_the_truth_says(made: list[generate.Generated]) -> None:
    for report in made:
        for figure in report.gold["figures"]:
            start, end = figure["at"]
            assert report.text[start:end] == figure["text"]
            assert figure["incident"] in report.gold["incidents"]
            assert figure["speaker"] is None or figure["speaker"].lower() in report.text.lower()


def test_no_slot_is_left_open(made: list[generate.Generated]) -> None:
    assert not [report.path for report in made if "{" in report.text or "}" in report.text or "None" in report.text]


def test_reports_are_of_about_400_words(made: list[generate.Generated]) -> None:
    words = [len(report.text.split()) for report in made]
    assert 380 < sum(words) / len(words) < 450


def test_about_one_report_in_ten_tells_of_no_violence(made: list[generate.Generated]) -> None:
    calm = [report for report in made if report.attack is None]
    assert 0.05 < len(calm) / len(made) < 0.15
    assert not any(report.gold["figures"] or report.gold["incidents"] for report in calm)


def test_there_are_about_eight_reports_an_attack(made: list[generate.Generated]) -> None:
    times = Counter(report.attack for report in made if report.attack is not None)
    assert 6 < sum(times.values()) / len(times) < 10


def test_the_days_follow_the_number_of_reports_so_that_density_stays() -> None:
    days = [world.attack(index, 1).day for index in (0, 300, 3000)]
    assert [(day - days[0]).days for day in days] == [0, 100, 1000]


def test_tolls_never_fall_with_time() -> None:
    for index in range(50):
        told = world.attack(index, 1)
        known = [told.known(told.harmed, offset) for offset in range(6)]
        assert known == sorted(known) and known[-1] == told.harmed


def test_towns_are_real_varied_and_named_once() -> None:
    towns = world.towns()
    assert 350 <= len(towns) <= 400 and len({town.country for town in towns}) == 25
    assert len({town.name.lower() for town in towns}) == len(towns)


@pytest.mark.parametrize("value", [1, 2, 9, 10, 23, 24, 61, 1250])
def test_bounds_are_those_of_the_words(value: int) -> None:
    for seed in range(40):
        said = compose.number(random.Random(seed), value, "killed", "unspecified", plain=0.1)
        assert said.low is None or said.high is None or said.low <= said.high
        assert said.with_noun().endswith("person" if value == 1 else "people")
        assert (said.low == said.high == value) or said.qualifier != "exact"


def test_an_apposition_loses_its_comma_before_a_full_stop() -> None:
    voice = world.Voice("the mayor, Ruth Cruz,", "government")
    draft = compose.Draft()
    draft.add("{k} {k_be} killed, according to {s}.", {"k": compose.count("killed", "child", 1), "s": voice})
    assert draft.text == "One child was killed, according to the mayor, Ruth Cruz."
    assert draft.figures[0]["speaker"] == "the mayor, Ruth Cruz"


def test_a_copy_has_the_words_of_the_report_before_it_under_another_head() -> None:
    told = world.attack(0, 1)
    original, copy = generate._report(told, 1, 0, 0), generate._report(told, 1, 1, 0)
    assert original[0] != copy[0]
    assert original[0].split("\n\n")[2:] == copy[0].split("\n\n")[2:]


def test_what_is_written_can_be_evaluated(tmp_path: Path) -> None:
    generate.write(tmp_path, 60, gold=True)
    truth = gold.load(tmp_path)
    assert len(truth.reports) == 60 == len(gold.texts(tmp_path))
    keys = {f"{report}:{key}" for report, data in truth.reports.items() for key in data["incidents"]}
    members = [member for incident in truth.incidents for member in incident.members]
    assert len(members) == len(set(members)) and set(members) <= keys
    assert all(key.endswith(":B") for key in keys - set(members))


def test_only_texts_are_written_where_the_truth_is_not_asked_for(tmp_path: Path) -> None:
    size = generate.write(tmp_path, 3)
    written = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert written == ["r0000000.txt", "r0000001.txt", "r0000002.txt"]
    assert size == sum(path.stat().st_size for path in tmp_path.rglob("*.txt"))


def test_a_report_is_published_within_days_of_its_attack(made: list[generate.Generated]) -> None:
    for report in made:
        if report.attack is not None and report.gold["published"]:
            published = dt.date.fromisoformat(report.gold["published"])
            assert 0 <= (published - world.attack(report.attack, 1).day).days <= 5


def test_a_report_without_a_date_says_so_in_its_truth(made: list[generate.Generated]) -> None:
    undated = [report for report in made if report.gold["published"] is None]
    assert 0.01 < len(undated) / len(made) < 0.08
    assert not any(re.search(r"20\d\d", report.text.split("\n\n")[1]) for report in undated)


def test_gold_is_plain_json(made: list[generate.Generated]) -> None:
    assert json.loads(json.dumps(made[0].gold)) == made[0].gold
