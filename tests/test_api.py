"""The library, as a user's script meets it."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import tallybook
from tallybook import api, pipeline, readers
from tallybook.errors import BookError, InputError, NotFound, UsageError
from tests import storyteller
from tests.storyteller import stories


@pytest.fixture(autouse=True)
def simple_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "named", lambda name, settings=None: storyteller.read)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return storyteller.write(tmp_path / "in", stories(12))


@pytest.fixture
def book(tmp_path: Path, folder: Path) -> Iterator[tallybook.Book]:
    opened = tallybook.open(tmp_path / "x.book")
    opened.add(folder)
    yield opened
    opened.close()


def test_the_public_names_are_settled() -> None:
    assert sorted(tallybook.__all__) == [
        "Added", "Book", "Capture", "Change", "Claim", "Estimate", "Fetched", "Incident", "Report", "Results",
        "Settings", "Shown", "TallybookError", "Tools", "Why", "account", "cluster_add", "cluster_export", "evaluate",
        "gather_check", "open", "read_file", "read_text", "verify", "vocabulary_check",
    ]  # fmt: skip
    assert all(getattr(tallybook, name) is not None for name in tallybook.__all__)
    assert set(tallybook.__all__) <= set(dir(tallybook))


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="shut"):
        _ = tallybook.shut


def test_paths_are_one_or_several(tmp_path: Path, folder: Path) -> None:
    with tallybook.open(tmp_path / "y.book") as book:
        assert book.add(str(folder)).new == 12
        assert book.add([folder / "000000.txt", folder / "000001.txt"]).already == 2


def test_incidents_can_be_gone_through_again_and_counted(book: tallybook.Book) -> None:
    found = book.incidents(harm="killed", limit=2)
    assert len(found) == len(list(found)) == len(list(found)) == 2
    assert repr(found) == "<2 results>"


def test_a_book_can_be_added_to_while_its_incidents_are_gone_through(book: tallybook.Book, tmp_path: Path) -> None:
    seen = 0
    for incident in book.incidents():
        seen += 1
        more = storyteller.write(tmp_path / incident.id, stories(2, seed=seen + 5))
        book.add(more)
    assert seen == 3 and len(book.reports()) > 12


def test_results_become_data_frames(book: tallybook.Book) -> None:
    incidents = book.incidents().to_pandas()
    assert len(incidents) == len(book.incidents())
    assert (incidents["killed_civilian_low"] <= incidents["killed_civilian_high"]).all()
    claims = book.claims(kind="figure").to_pandas()
    assert set(claims["incident"]) == set(incidents["id"])
    assert list(book.reports().to_pandas()["path"]) != []


def test_without_pandas_the_error_says_how_to_install_it(book: tallybook.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pandas":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UsageError, match="pandas is not installed") as raised:
        book.incidents().to_pandas()
    assert "pip install" in raised.value.next


def test_claims_index_their_reports_text(book: tallybook.Book) -> None:
    texts = {report.id: report.text for report in book.reports()}
    quoted = list(book.quotes(book.claims()))
    assert [quote.words for quote in quoted] == [texts[c.report][c.start : c.end] for c in book.claims()]
    assert all(quote.incident for quote in quoted)


def test_an_unknown_incident_is_not_found(book: tallybook.Book) -> None:
    with pytest.raises(NotFound, match="i-nothing"):
        book.show("i-nothing")
    with pytest.raises(NotFound):
        book.why("")


def test_an_ambiguous_beginning_names_some_that_it_may_mean(tmp_path: Path) -> None:
    with tallybook.open(tmp_path / "y.book") as book:
        book.add(storyteller.write(tmp_path / "many", stories(80)))
        ids = [incident.id for incident in book.incidents()]
        first = next(id[:3] for id in ids if sum(other.startswith(id[:3]) for other in ids) > 1)
        with pytest.raises(NotFound, match=f"'{first}' begins the ids of several incidents"):
            book.show(first)


def test_a_question_finishes_what_a_killed_run_left(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, tallybook.open(tmp_path / "y.book") as book:
        patch.setattr(pipeline, "finish", lambda *_, **__: 0)
        book.add(folder)
        assert list(book.incidents()) == []
    with tallybook.open(tmp_path / "y.book") as book:
        assert len(book.incidents()) == 3


def test_every_run_is_kept_with_its_settings(tmp_path: Path, folder: Path) -> None:
    opened = tallybook.open(tmp_path / "y.book", settings=tallybook.Settings(batch=5))
    book = api.Book(opened.store, opened.settings, clock=lambda: datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    book.add(folder)
    (run,) = book.runs()
    assert (run.started, run.digest) == ("2026-01-02T03:04:00+00:00", tallybook.Settings(batch=5).digest())
    assert '"batch":5' in run.settings and '"new":12' in run.outcome
    book.close()


def test_one_text_is_read_without_a_book(folder: Path) -> None:
    text = "Town001 | 2024-08-26 | the league | 5 killed civilian | the police\n"
    report, reading = tallybook.read_text(text, date="2024-08-26")
    assert (report.published, len(reading.claims)) == ("2024-08-26", 1)
    assert len(tallybook.read_file(folder / "000000.txt").reading.claims) == 1
    with pytest.raises(InputError, match=r"no\.txt"):
        tallybook.read_file(folder / "no.txt")


def test_a_damaged_book_is_a_book_error(tmp_path: Path, book: tallybook.Book) -> None:
    book.close()
    with book.store.write() as connection:
        connection.exec_driver_sql("UPDATE incidents SET record = '{}'")
    with pytest.raises(BookError, match="damaged incident"):
        list(book.incidents())


def test_a_change_of_vocabulary_changes_the_mark_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    before = readers.mark("rules")
    assert before == readers.mark("rules") and before.startswith("rules ")
    monkeypatch.setattr(readers, "vocabulary_digest", lambda: "other")
    assert readers.mark("rules") != before


def test_estimates_stand_side_by_side_under_all_policies(book: tallybook.Book) -> None:
    (incident, *_) = (one for one in book.incidents() if one.figures)
    found = book.estimates(incident.id)
    assert list(found) == ["latest", "ucdp", "acled", "gtd", "ibc"]
    assert found["latest"] == incident.figures
    assert book.estimates(incident.id, policy="gtd") == {"gtd": found["gtd"]}


def test_another_policy_changes_nothing_in_the_book(book: tallybook.Book, tmp_path: Path) -> None:
    before = [path.read_bytes() for path in book.export("jsonl", tmp_path / "before")]
    other = {one.id: one.figures for one in book.incidents(policy="ibc")}
    assert {id: book.estimates(id, policy="ibc")["ibc"] for id in other} == other
    assert [one.policy for one in book.incidents(policy="ibc", limit=1)] == ["ibc"]
    assert len(book.incidents(policy="ibc")) == len(book.incidents())
    written = book.export("jsonl", tmp_path / "ibc", policy="ibc")[2].read_text(encoding="utf-8")
    assert '"policy": "ibc"' in written
    assert [path.read_bytes() for path in book.export("jsonl", tmp_path / "after")] == before


def test_every_export_takes_a_policy(book: tallybook.Book, tmp_path: Path) -> None:
    for format in ("csv", "page"):
        assert any("acled" in p.read_text("utf-8") for p in book.export(format, tmp_path / format, policy="acled"))


def test_a_policys_least_number_is_its_own(book: tallybook.Book) -> None:
    found = list(book.incidents(policy="ibc", harm="killed", min=1))
    assert found and all((one.figures["killed"][v].best or 0) >= 0 for one in found for v in one.figures["killed"])
    assert len(book.incidents(policy="ibc", harm="killed", min=1)) == len(found)
    assert len(list(book.incidents(policy="ibc", harm="killed", min=1, limit=1))) == 1


def test_a_history_ends_with_the_estimate(book: tallybook.Book) -> None:
    (incident, *_) = (one for one in book.incidents() if one.figures)
    for toll in book.history(incident.id):
        estimate = incident.figures[toll.harm][toll.victims]
        assert (toll.standing[-1].low, toll.standing[-1].high) == (estimate.low, estimate.high)


def test_an_unknown_policy_is_a_usage_error(book: tallybook.Book) -> None:
    with pytest.raises(UsageError, match="not a policy"):
        book.history(next(iter(book.incidents())).id, policy="mean")
