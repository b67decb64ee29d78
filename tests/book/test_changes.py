"""The change feed: what became of incidents, run by run, whatever linking does in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallybook import pipeline
from tallybook.book import Store, changes, links, queries, todo
from tallybook.book.changes import Change
from tallybook.records import Reading, Report
from tests.storyteller import crowd, read, read_half, story

PLAN = pipeline.Plan(read, "story 1")
DAY = datetime(2024, 9, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "x.book")
    yield made
    made.close()


def noted(store: Store, found: list[Report], day: int, plan: pipeline.Plan = PLAN) -> list[Change]:
    """Adds the reports on that day and gives the changes that were noted for it."""
    pipeline.add_reports(store, found, plan)
    with store.write() as connection:
        count = changes.note(connection, (DAY + timedelta(days=day)).isoformat())
    with store.read() as connection:
        every = list(changes.since(connection))
    return every[len(every) - count :]


def tale(name: str, town: str, toll: int, day: str = "2024-08-26") -> Report:
    return story(f"{name}.txt", f"{name}\n{town} | {day} | the league | {toll} killed civilian | the police\n", day)


def test_a_new_incident_is_added_and_a_new_figure_revises_it(store: Store) -> None:
    (added,) = noted(store, [tale("a", "Town001", 5)], 0)
    (revised,) = noted(store, [tale("b", "Town001", 9)], 1)
    assert (added.kind, added.others) == ("added", ())
    assert revised.kind in ("revised", "added")
    assert added.state is not None and revised.state is not None
    assert added.state["figures"] == {"killed": {"civilian": [5, 5, 5]}}
    assert len(revised.state["reports"]) == 2


def test_what_is_made_anew_and_comes_out_the_same_is_no_change(store: Store) -> None:
    noted(store, crowd(20, 4), 0)
    with store.write() as connection:
        marked = [report.id for report in crowd(20, 4)]
        for report in marked:
            links.unlink(connection, [report])
        todo.mark(connection, "links", marked)
    pipeline.finish(store)
    with store.write() as connection:
        assert changes.is_waiting(connection)
        assert changes.note(connection, "2030") == 0
        assert not changes.is_waiting(connection)


def test_an_incident_that_nobody_tells_any_more_leaves_a_tombstone(store: Store) -> None:
    report = tale("a", "Town001", 5)
    (added,) = noted(store, [report], 0)
    (gone,) = noted(store, [report], 1, pipeline.Plan(lambda given: Reading(given.id), "blind"))
    assert (gone.kind, gone.incident, gone.state, gone.others) == ("withdrawn", added.incident, None, ())


def test_an_incident_that_went_into_another_says_which(store: Store) -> None:
    first = noted(store, crowd(40, 7), 0)
    later = noted(store, crowd(60, 7)[40:], 1)
    gone = [change for change in later if change.state is None]
    assert gone
    with store.read() as connection:
        there = {incident.id for incident in queries.incidents_by_id(connection)}
    assert {change.incident for change in first} - there == {change.incident for change in gone}
    assert all(change.kind in ("merged", "split") and set(change.others) <= there for change in gone)


def test_a_clock_that_goes_backwards_makes_no_change_older(store: Store) -> None:
    noted(store, [tale("a", "Town001", 5)], 9)
    (later,) = noted(store, [tale("b", "Town030", 5)], 2)
    assert later.at == (DAY + timedelta(days=9)).isoformat()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 29), min_size=1, max_size=5))
def test_following_the_feed_gives_the_book(tmp_path_factory: pytest.TempPathFactory, cuts: list[int]) -> None:
    store = Store.open(tmp_path_factory.mktemp("feed") / "x.book")
    reports, last = crowd(30, 11), 0
    for day, cut in enumerate([*sorted(cuts), 30]):
        noted(store, reports[last:cut], day, PLAN if day % 2 else pipeline.Plan(read_half, "half"))
        last = cut
    followed: dict[str, object] = {}
    with store.read() as connection:
        for change in changes.since(connection):
            assert change.state is not None or change.incident in followed
            followed[change.incident] = change.state
        there = {incident.id: changes.state(incident) for incident in queries.incidents_by_id(connection)}
    assert {id: state for id, state in followed.items() if state is not None} == there
    store.close()
