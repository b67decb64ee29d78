"""Why an incident is one: what holds it together, what speaks against, what comes near."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tallybook import api, pipeline
from tallybook.book import links
from tallybook.errors import NotFound
from tallybook.records import Report
from tests.storyteller import story
from tests.test_decisions import PLAN, at, opened

LINE = "{} | {} | the league | {} killed civilian | {}\n"


def told(path: str, *lines: tuple[str, str, int], published: str = "2024-08-27") -> Report:
    return story(path, f"{path} told\n" + "".join(LINE.format(*line, "the police") for line in lines), published)


MADE = [
    told("a.txt", ("Town001", "2024-08-26", 40)),
    told("b.txt", ("Town001", "2024-08-26", 41)),
    told("c.txt", ("Town001", "2024-08-26", 42)),
    told("d.txt", ("Town001", "?", 12)),
    told("e.txt", ("Town050", "2024-08-26", 3)),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[api.Book]:
    with opened(tmp_path / "x.book") as found:
        pipeline.add_reports(found.store, MADE, PLAN)
        yield found


def test_n_members_are_held_by_n_less_one_pairs_with_their_features(book: api.Book) -> None:
    incident = max(book.incidents(), key=lambda one: len(one.members))
    found = book.links(incident.id)
    assert len(found.held) == len(incident.members) - 1 == 2
    assert {pair.one.path for pair in found.held} | {pair.other.path for pair in found.held} == {
        "a.txt",
        "b.txt",
        "c.txt",
    }
    for pair in found.held:
        features = pair.score.features()
        assert abs(sum(feature.weight for feature in features) - pair.score.value) < 1e-6
        assert all(feature.sentence.endswith(".") for feature in features)


def test_what_comes_near_is_named_with_its_incident(book: api.Book) -> None:
    incident = max(book.incidents(), key=lambda one: len(one.members))
    (near,) = book.links(incident.id).near
    assert near.score.verdict == "unsure"
    assert {near.one.path, near.other.path} & {"d.txt"} and near.one.incident != near.other.incident


def test_a_judgement_holds_and_is_named(book: api.Book) -> None:
    incident = max(book.incidents(), key=lambda one: len(one.members))
    made = book.judge("same", incident.id, at(book, "Town050").id, who="ana")
    found = book.links(next(one.id for one in book.incidents() if len(one.members) == 4))
    assert len(found.held) == 3
    assert all(made in pair.judgements for pair in found.held)
    assert [pair.score.verdict for pair in found.against] == ["never"] * 3


def test_what_looks_the_same_and_is_kept_apart_names_the_gate(tmp_path: Path) -> None:
    """One report tells two attacks on the spot, so the reports that fit both stay with one of them."""
    made = [
        told("a.txt", ("Town001", "2024-08-26", 40), ("Town001", "2024-08-27", 40)),
        told("b.txt", ("Town001", "2024-08-26", 40)),
    ]
    with opened(tmp_path / "x.book") as book:
        pipeline.add_reports(book.store, made, PLAN)
        found = book.links(max(book.incidents(), key=lambda one: len(one.members)).id)
        (near,) = found.near
        assert near.score.same and near.blocked is not None
        assert [reason for reason, _ in near.blocked.score.reasons] == ["same_report"]
        assert [one.kind for one in book.queue()] == ["pair"]


def test_the_order_of_reports_changes_nothing(book: api.Book, tmp_path: Path) -> None:
    incident = max(book.incidents(), key=lambda one: len(one.members))
    with opened(tmp_path / "y.book") as other:
        for report in MADE[::-1]:
            pipeline.add_reports(other.store, [report], PLAN)
        assert other.links(incident.id) == book.links(incident.id)


def test_a_large_incident_is_shown_by_the_pairs_that_linking_stored(
    book: api.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallybook.book.linked.ALL", 2)
    incident = max(book.incidents(), key=lambda one: len(one.members))
    found = book.links(incident.id)
    with book.store.read() as connection:
        stored = {(pair.a, pair.b) for pair in links.ends(connection, incident.members)}
    assert len(found.held) == 2 and {(pair.score.a, pair.score.b) for pair in found.held} <= stored


def test_an_unknown_incident_is_not_found(book: api.Book) -> None:
    with pytest.raises(NotFound):
        book.links("i-none")
