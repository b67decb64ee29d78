"""Others' records beside a book: supported, differing, or lacking in the reports."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

import tallybook
from tallybook import pipeline
from tallybook.book import Store
from tallybook.errors import InputError
from tallybook.export import compared
from tallybook.export.comparison import Comparison, Match, compare, distance
from tallybook.export.others import EVERYWHERE, Other
from tallybook.records import Incident, Place
from tallybook.settings import Settings
from tests.export.tellings import BALOCHISTAN, KHARAN, figures, incident
from tests.storyteller import read, stories

AT = {"lat": 28.6, "lon": 65.4, "radius": 25.0}


def theirs(**more: Any) -> Other:
    given = {"id": "1", "start": "2023-05-01", "country": "PK", "best": 6, **AT, **more}
    return Other(**{"end": given["start"], **given})


def ours(name: str = "one", **more: Any) -> Incident:
    plain = {"start": "2023-05-01", "place": KHARAN, "figures": figures(killed={"civilian": (5, 6, 8)})}
    return incident(name, **{**plain, **more})


def matched(record: Other, *incidents: Incident) -> Match:
    (match,) = compare([record], incidents).matches
    return match


def test_a_record_that_the_reports_tell_alike_is_supported() -> None:
    match = matched(theirs(), ours())
    assert (match.verdict, match.differs, match.days_apart) == ("supported", (), 0)
    assert match.km_apart is not None and match.km_apart < 5


@pytest.mark.parametrize(("low", "best", "high"), [(None, 8, None), (6, 20, 30), (0, 1, 5), (1, 1, 6)])
def test_bounds_that_meet_support_each_other(low: int | None, best: int, high: int | None) -> None:
    own = ours(figures=figures(killed={"civilian": (5, 6, 8)}))
    meets = (low or best) <= 6 <= (high or best) or 5 <= best <= 8
    assert matched(theirs(low=low, best=best, high=high), own).verdict == ("supported" if meets else "differs")


def test_another_toll_differs_and_both_are_told() -> None:
    match = matched(theirs(low=20, best=25, high=25), ours())
    assert (match.verdict, match.differs) == ("differs", ("killed: theirs 20-25-25, the reports' 5-6-8",))


def test_where_the_reports_tell_of_no_death_theirs_differ() -> None:
    assert matched(theirs(), ours(figures={})).differs == ("killed: theirs 6, the reports tell of none",)
    assert matched(theirs(best=0), ours(figures={})).verdict == "supported"


@pytest.mark.parametrize(
    ("start", "verdict"),
    [("2023-05-02", "supported"), ("2023-05-03", "differs"), ("2023-05-04", "differs"), ("2023-05-05", "lacking")],
)
def test_days_apart_are_told_and_too_many_are_another_event(start: str, verdict: str) -> None:
    assert matched(theirs(start=start), ours()).verdict == verdict


def test_another_country_or_a_far_place_is_another_event() -> None:
    assert matched(theirs(country="IR"), ours()).verdict == "lacking"
    assert matched(theirs(lat=33.7, lon=73.0), ours()).verdict == "lacking"
    assert matched(theirs(lat=33.7, lon=73.0, radius=EVERYWHERE), ours()).verdict == "supported"


def test_a_region_reaches_as_far_as_it_is_exact() -> None:
    assert matched(theirs(lat=29.9, lon=66.0), ours(place=BALOCHISTAN)).verdict == "supported"


def test_without_coordinates_a_name_decides() -> None:
    nameless = {"lat": None, "lon": None}
    assert matched(theirs(**nameless, place="Kharan town"), ours()).verdict == "supported"
    assert matched(theirs(**nameless, place="Quetta"), ours()).verdict == "lacking"
    assert matched(theirs(), ours(place=Place("Kharan", "PK"))).verdict == "lacking"


def test_of_several_the_nearest_is_taken() -> None:
    near, far = ours("near"), ours("far", start="2023-05-02")
    match = matched(theirs(), far, near)
    assert match.incident is not None and match.incident.id == near.id


def test_an_undated_incident_is_no_match_and_not_counted_as_ours_alone() -> None:
    found = compare([theirs()], [ours(start=None)])
    assert (found.matches[0].verdict, found.only_ours) == ("lacking", ())


def test_a_wave_may_be_counted_with_its_sites_or_without() -> None:
    wave = ours("wave", figures=figures(killed={"civilian": 30}))
    site = ours("site", part_of=wave.id, start="2023-06-01", figures=figures(killed={"civilian": 10}))
    assert matched(theirs(best=30), wave, site).verdict == "supported"
    assert matched(theirs(best=20), wave, site).verdict == "supported"
    assert matched(theirs(best=25), wave, site).verdict == "differs"


def test_a_long_campaign_is_found_at_its_end() -> None:
    assert matched(theirs(start="2023-12-31"), ours(start="2023")).verdict == "supported"


def test_what_only_the_reports_tell_is_listed() -> None:
    found = compare([theirs(), InputError("line 3: no day")], [ours(), ours("two", start="2022-01-01")])
    assert found.only_ours == (ours("two", start="2022-01-01").id,)
    assert [found.count(verdict) for verdict in compared.VERDICTS] == [1, 0, 0]
    assert len(found.failed) == 1


def test_distance_is_that_on_the_globe() -> None:
    assert distance(0, 0, 0, 180) == pytest.approx(20015, abs=1)
    assert distance(10, 20, 10, 20) == 0


@pytest.fixture
def book(tmp_path: Path) -> Iterator[tallybook.Book]:
    store = Store.open(tmp_path / "x.book")
    pipeline.add_reports(store, stories(60), pipeline.Plan(read, "story"))
    made = tallybook.Book(store, Settings())
    yield made
    made.close()


@pytest.mark.parametrize("format", ["ucdp", "acled"])
def test_a_book_supports_every_row_of_its_own_export(book: tallybook.Book, tmp_path: Path, format: str) -> None:
    path, *_ = book.export(format, tmp_path)
    found = book.import_(path)
    assert isinstance(found, Comparison)
    dated = [match for match in found.matches if match.incident]
    assert dated and {match.verdict for match in found.matches} == {"supported"}
    assert found.only_ours == ()


def test_a_comparison_is_written_as_csv_and_json(tmp_path: Path) -> None:
    found = compare([theirs(actors=("=A",), place="@x"), theirs(id="2", country="IR")], [ours()])
    table, plain = compared.write(found, tmp_path)
    rows = list(csv.DictReader(StringIO(table.read_text("utf-8"))))
    assert [row["verdict"] for row in rows] == ["supported", "lacking"]
    assert (rows[0]["actors"], rows[0]["place"], rows[0]["incident_best"]) == ("'=A", "'@x", "6")
    told = json.loads(plain.read_text("utf-8"))
    assert (told["supported"], told["lacking"], told["only_ours"]) == (1, 1, [])
