"""What the demonstration must show: the examples, read as one book, give the record that a careful person would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tallybook
from tallybook.records import Figure, Incident, Report

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tallybook.Book]:
    with tallybook.open(tmp_path_factory.mktemp("examples") / "demo.book") as made:
        assert not made.add(EXAMPLES).failed
        yield made


@pytest.fixture(scope="module")
def reports(book: tallybook.Book) -> dict[str, Report]:
    return {report.path: report for report in book.reports()}


def toll(incident: Incident, harm: str, victims: str) -> tuple[int | None, int | None, int | None]:
    estimate = incident.figures[harm][victims]
    return estimate.low, estimate.best, estimate.high


def about(book: tallybook.Book, reports: dict[str, Report], *paths: str) -> list[Incident]:
    """The incidents that all of these reports tell of, background aside."""
    wanted = {reports[path].id for path in paths}
    return [each for each in book.incidents() if wanted <= set(each.reports) and not each.background]


@pytest.fixture(scope="module")
def wave(book: tallybook.Book, reports: dict[str, Report]) -> Incident:
    """The attacks of 31 January 2026, as four outlets tell them."""
    paths = ("meridian-wire-attacks.txt", "lowland-times.md", "harbour-post.txt", "noshki-gazette.txt")
    [found] = [each for each in about(book, reports, *paths) if each.part_of is None]
    return found


def test_the_wave_keeps_low_best_and_high_of_each_class(wave: Incident) -> None:
    assert wave.start == "2026-01-31" and wave.place is not None and wave.place.country == "PK"
    assert toll(wave, "killed", "security_force") == (15, 22, 22)
    assert toll(wave, "killed", "civilian") == (11, 36, 36)
    assert toll(wave, "killed", "armed_group") == (92, 197, 197)
    assert toll(wave, "killed", "unspecified")[1:] == (255, 255)


def test_who_did_it_and_who_condemned_it_is_kept_apart(wave: Incident) -> None:
    assert any("Balochistan Liberation Army" in name for name in wave.claimed_by)
    assert any("India" in name for name in wave.blamed)
    condemned = " ".join(wave.condemned_by)
    for name in ("Security Council", "China", "United States", "European Union", "Iran", "Türkiye"):
        assert name in condemned


def test_the_sums_that_the_reports_make_are_found(book: tallybook.Book) -> None:
    held = [check.text for each in book.incidents() for check in each.checks if check.holds]
    sums = [frozenset(re.findall(r"\d+", text)) for text in held]
    assert {"197", "22", "36", "255"} in sums
    assert {"92", "41", "133"} in sums


def test_the_raids_of_the_day_before_are_another_incident(
    book: tallybook.Book, reports: dict[str, Report], wave: Incident
) -> None:
    [raids] = [each for each in about(book, reports, "meridian-wire-raids.txt") if each.part_of is None]
    assert raids.id != wave.id and raids.start == "2026-01-30"
    assert toll(raids, "killed", "armed_group") == (41, 41, 41)


def test_the_denied_strike_stays_and_is_disputed(book: tallybook.Book, reports: dict[str, Report]) -> None:
    [strike] = [
        each for each in about(book, reports, "frontier-courier.txt", "sarhad-review.md") if each.status == "disputed"
    ]
    assert toll(strike, "killed", "armed_group")[1:] == (12, 12)
    assert toll(strike, "wounded", "armed_group")[1:] == (4, 4)
    assert strike.denied_by and strike.confirmed_by


def test_the_attacks_of_august_2024_hold_the_killing_of_passengers(
    book: tallybook.Book, reports: dict[str, Report]
) -> None:
    found = about(book, reports, "capital-ledger.txt", "state-desk-bulletin.txt")
    [whole] = [each for each in found if each.part_of is None]
    assert whole.start == "2024-08-26"
    assert toll(whole, "killed", "unspecified")[1:] == (38, 38)
    assert toll(whole, "killed", "armed_group") == (21, 21, 21)
    [site] = [each for each in found if each.part_of == whole.id]
    assert {estimate.best for estimate in site.figures["killed"].values()} == {23}


def test_an_undated_report_stays_undated(reports: dict[str, Report]) -> None:
    assert {path for path, report in reports.items() if report.published is None} == {
        "frontier-courier.txt",
        "sarhad-review.md",
        "state-desk-bulletin.txt",
    }


def test_a_wire_copy_is_known_as_one(reports: dict[str, Report]) -> None:
    assert reports["karez-daily.txt"].same_as == reports["meridian-wire-attacks.txt"].id
    assert [path for path, report in reports.items() if report.same_as is not None] == ["karez-daily.txt"]


def test_nothing_of_the_article_glued_to_a_page_makes_a_claim(book: tallybook.Book, reports: dict[str, Report]) -> None:
    report = reports["frontier-courier.txt"]
    glued = report.text.index("Ferry line to link")
    assert [claim for claim in book.claims(report=report.id) if claim.start >= glued] == []


@pytest.mark.parametrize("path", ["sunday-whistle.txt", "valley-messenger.txt"])
def test_sport_and_accidents_make_no_figure_and_no_incident(
    book: tallybook.Book, reports: dict[str, Report], path: str
) -> None:
    assert [claim for claim in book.claims(report=reports[path].id) if isinstance(claim, Figure)] == []
    assert about(book, reports, path) == []
