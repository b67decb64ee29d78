"""Analysts' decisions: what each does to the record, and that nothing but another decision takes it back."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tallybook import api, decisions, pipeline
from tallybook.book import Store, changes, judgements, queries
from tallybook.book.reviews import reviews
from tallybook.book.selected import Selection
from tallybook.errors import NotFound, UsageError
from tallybook.export import jsonl, table
from tallybook.judgement import Judgement
from tallybook.pipeline import Plan
from tallybook.records import AnyClaim, Figure, Incident, Reading, Report, identity
from tallybook.settings import Settings
from tests import storyteller
from tests.storyteller import story

ROOT = Path(__file__).parents[1]
PLAN = Plan(storyteller.read, "story 1")
LINE = "{} | {} | the league | {} killed civilian | {}\n"


def opened(path: Path | str) -> api.Book:
    return api.Book(Store.open(path), Settings(), clock=lambda: datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))


def exported(book: api.Book, folder: Path) -> dict[str, bytes]:
    with book.store.read() as connection:
        paths = (*jsonl.write(Selection(connection), folder), *table.write(Selection(connection), folder))
    return {path.name: path.read_bytes() for path in paths}


@pytest.fixture
def book(tmp_path: Path) -> Iterator[api.Book]:
    """Two reports on an attack in one town, and one on two attacks in others."""
    made = [
        story("a.txt", "one morning\n" + LINE.format("Town001", "2024-08-26", 5, "the police"), "2024-08-26"),
        story("b.txt", "another word\n" + LINE.format("Town001", "2024-08-26", 7, "a hospital"), "2024-08-27"),
        story(
            "c.txt",
            "third words\n"
            + LINE.format("Town002", "2024-08-26", 9, "the army")
            + LINE.format("Town003", "2024-08-20", 30, "the army"),
            "2024-08-27",
        ),
    ]
    with opened(tmp_path / "x.book") as found:
        pipeline.add_reports(found.store, made, PLAN)
        yield found


def at(book: api.Book, town: str) -> Incident:
    (found,) = (incident for incident in book.incidents() if incident.place and incident.place.name == town)
    return found


def killed(incident: Incident) -> tuple[int | None, int | None, int | None]:
    estimate = incident.figures["killed"]["civilian"]
    return estimate.low, estimate.best, estimate.high


def claim_of(book: api.Book, number: int) -> AnyClaim:
    (found,) = (claim for claim in book.claims() if isinstance(claim, Figure) and claim.low == number)
    return found


# What each verdict does


def test_two_incidents_judged_the_same_are_one_though_their_towns_differ(book: api.Book) -> None:
    book.judge("same", at(book, "Town001").id, at(book, "Town002").id, who="ana", why="one square, two names")
    assert len(book.incidents()) == 2
    assert killed(at(book, "Town001")) == (5, 9, 9)


def test_two_incidents_of_one_report_can_be_one(book: api.Book) -> None:
    book.judge("same", at(book, "Town002").id, at(book, "Town003").id, who="ana")
    assert sorted(len(incident.members) for incident in book.incidents()) == [2, 2]


def test_incidents_judged_different_stay_apart_when_linked_anew(book: api.Book) -> None:
    whole = at(book, "Town001")
    book.judge("split", whole.id, parts=["a.txt"], who="ana")
    assert sorted(killed(i) for i in book.incidents() if i.place and i.place.name == "Town001") == [
        (5, 5, 5),
        (7, 7, 7),
    ]
    one, other = (i for i in book.incidents() if i.place and i.place.name == "Town001")
    book.judge("undo", who="ana")
    assert at(book, "Town001") == whole
    book.judge("split", whole.id, parts=["a.txt"], who="ana")
    book.judge("different", one.id, other.id, who="ana")
    split = next(told for told in book.judgements().all if told.verdict == "split" and told.id)
    assert len(book.incidents()) == 4 and split.who == "ana"


def test_the_later_of_two_judgements_that_contradict_each_other_stands(book: api.Book) -> None:
    one, other = at(book, "Town001").id, at(book, "Town002").id
    different = book.judge("different", one, other, who="ana")
    book.judge("same", one, other, who="ben")
    assert killed(at(book, "Town001")) == (5, 9, 9)
    book.judge("undo", who="ben")
    assert at(book, "Town001").id == one
    assert different.id not in book.judgements().withdrawn


def test_unsure_changes_nothing_but_the_log(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    book.judge("unsure", at(book, "Town001").id, at(book, "Town002").id, who="ana")
    assert exported(book, tmp_path / "after") == before
    assert [told.verdict for told in book.judgements().all] == ["unsure"]


def test_a_rejected_claim_counts_for_nothing_and_is_named_with_the_reason(book: api.Book) -> None:
    claim = claim_of(book, 5)
    other = story("d.txt", "a fourth\n" + LINE.format("Town001", "2024-08-26", 6, "the army"), "2024-08-26")
    pipeline.add_reports(book.store, [other], PLAN)
    local = next(m for m in at(book, "Town001").members if m.startswith(claim.report))
    book.judge("reject", claim.id, who="ana", why="a misprint")
    incident = at(book, "Town001")
    assert killed(incident) == (6, 7, 7) and local in incident.members
    kept = next(one for one in book.claims(incident=incident.id) if one.id == claim.id)
    assert kept.judged is not None and (kept.judged.verdict, kept.judged.why) == ("reject", "a misprint")


def test_a_rejected_claim_counts_under_no_policy_and_in_no_history(book: api.Book) -> None:
    book.judge("reject", claim_of(book, 5).id, who="ana")
    incident = at(book, "Town001")
    for figures in book.estimates(incident.id).values():
        assert figures["killed"]["civilian"].low == 7
    (toll,) = book.history(incident.id)
    assert [point.low for point in toll.points] == [7]


def test_an_incident_of_which_every_claim_is_rejected_is_none(book: api.Book) -> None:
    book.judge("reject", claim_of(book, 30).id, who="ana", reason="not-violence")
    assert {i.place.name for i in book.incidents() if i.place} == {"Town001", "Town002"}


def test_a_rejected_incident_is_none_and_comes_back_when_that_is_undone(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    gone = at(book, "Town001")
    made = book.judge("reject", gone.id, who="ana", reason="not-violence")
    assert {i.place.name for i in book.incidents() if i.place} == {"Town002", "Town003"}
    told = [claim for claim in book.claims() if claim.report in gone.reports]
    assert told and all(claim.is_rejected for claim in told)
    assert [one.id for one in book.judgements(told[0].id).all] == []
    book.judge("undo", made.id, who="ana")
    assert exported(book, tmp_path / "after") == before


def test_what_another_reader_finds_of_a_rejected_incident_is_rejected_too(book: api.Book) -> None:
    book.judge("reject", at(book, "Town003").id, who="ana")
    text = "third words\n" + "".join(
        LINE.format(town, day, n, "the army")
        for town, day, n in (("Town002", "2024-08-26", 9), ("Town003", "2024-08-20", 30))
    )
    pipeline.add_reports(
        book.store, [story("c.txt", text, "2024-08-27")], replace(PLAN, reader=read_wide, read_by="wide")
    )
    assert {i.place.name for i in book.incidents() if i.place} == {"Town001", "Town002"}


def test_an_accepted_incident_changes_no_figure_and_is_marked(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    found = at(book, "Town001")
    book.judge("accept", found.id, who="ana")
    assert exported(book, tmp_path / "after") == before
    with book.store.read() as connection:
        assert reviews(connection) == {found.id: "accepted"}
    assert [one.verdict for one in book.judgements(found.id).all] == ["accept"]


def test_a_rejected_claim_beside_others_is_left_out_by_name(book: api.Book, tmp_path: Path) -> None:
    text = "words\n" + "".join(LINE.format("Town009", "2024-08-26", n, who) for n, who in ((4, "the army"), (8, "x y")))
    pipeline.add_reports(book.store, [story("e.txt", text, "2024-08-26")], PLAN)
    claim = claim_of(book, 8)
    book.judge("reject", claim.id, who="ana", why="a misprint")
    estimate = at(book, "Town009").figures["killed"]["civilian"]
    assert (estimate.best, estimate.left_out) == (4, ((claim.id, "rejected by ana: a misprint"),))
    page = book.record(tmp_path / "record.html").read_text("utf-8")
    assert "rejected by ana: a misprint" in page
    assert any(
        "rejected by ana" in told for reason in book.why(at(book, "Town009").id).reasons for _, told in reason.left_out
    )
    for policy, figures in book.estimates(at(book, "Town009").id).items():
        under = figures["killed"]["civilian"]
        assert (under.best, dict(under.left_out)[claim.id]) == (4, "rejected by ana: a misprint"), policy
    (toll,) = book.history(at(book, "Town009").id)
    assert [point.low for point in toll.points] == [4]


def test_a_fixed_claim_counts_as_fixed_and_keeps_what_was_read_beside_it(book: api.Book) -> None:
    claim = claim_of(book, 5)
    book.judge("fix", claim.id, who="ana", change={"low": "6", "high": 10, "qualifier": "range"})
    assert killed(at(book, "Town001")) == (6, 7, 10)
    fixed = next(one for one in book.claims() if one.id == claim.id)
    assert fixed.judged is not None
    assert dict(fixed.judged.read) == {"low": 5, "high": 5, "qualifier": "exact"}
    book.judge("accept", claim.id, who="ben")
    again = next(one for one in book.claims() if one.id == claim.id)
    assert again.judged is not None and (again.judged.verdict, again.judged.who) == ("fix", "ben")
    assert len(again.judged.judgements) == 2


def test_a_speaker_and_a_span_can_be_fixed(book: api.Book) -> None:
    claim = claim_of(book, 5)
    change = {"speaker": "the league", "speaker_kind": "armed_group", "start": claim.start, "end": claim.start + 1}
    book.judge("fix", claim.id, who="ana", change=change)
    fixed = next(one for one in book.claims() if one.id == claim.id)
    assert fixed.speaker is not None and fixed.speaker.kind == "armed_group"
    text = next(report.text for report in book.reports() if report.id == claim.report)
    assert text[fixed.speaker.start : fixed.speaker.end] == "the league" and text[fixed.start : fixed.end] == "5"
    book.judge("undo", who="ana")
    assert claim_of(book, 5) == claim


def test_a_missed_claim_is_added_by_its_words(book: api.Book) -> None:
    incident = at(book, "Town001")
    change = {"words": "one morning", "harm": "wounded", "low": 3, "high": 3, "speaker": "none"}
    judged = book.judge("add", "a.txt", incident.id, who="ana", reason="missed", change=change)
    (added,) = (claim for claim in book.claims() if claim.reader == "analyst")
    assert added.judged is not None and added.judged.judgements == (judged.id,)
    assert at(book, "Town001").figures["wounded"]["unspecified"].best == 3


def test_a_claim_is_moved_to_another_incident(book: api.Book) -> None:
    claim = claim_of(book, 5)
    book.judge("move", claim.id, at(book, "Town002").id, who="ana")
    assert killed(at(book, "Town001")) == (7, 7, 7)
    assert killed(at(book, "Town002")) == (5, 9, 9)
    assert not at(book, "Town002").date_inferred


def test_a_claim_moves_within_its_report_without_anything_made_for_it(book: api.Book) -> None:
    book.judge("move", claim_of(book, 30).id, at(book, "Town002").id, who="ana")
    assert killed(at(book, "Town002")) == (30, 30, 30)
    assert len(book.incidents()) == 2


def test_a_claim_that_is_split_off_makes_an_incident_of_its_own(book: api.Book) -> None:
    whole = at(book, "Town001")
    book.judge("split", whole.id, parts=[claim_of(book, 5).id], who="ana", change={"place": "Hill road"})
    assert killed(at(book, "Hill road")) == (5, 5, 5)
    assert killed(at(book, "Town001")) == (7, 7, 7)


def test_what_is_set_stands_over_what_the_reports_tell(book: api.Book) -> None:
    change = {
        "date": "2024-08-25",
        "place": "Hill road",
        "status": "disputed",
        "type": "Abduction",
        "groups": "the front",
    }
    book.judge("set", at(book, "Town001").id, who="ana", why="the court's file", change=change)
    incident = at(book, "Hill road")
    assert (incident.start, incident.end, incident.status) == ("2024-08-25", "2024-08-25", "disputed")
    assert (incident.title, incident.groups) == ("Abduction in Hill road", ("the front",))
    assert incident.date_why == "set by ana: the court's file" and not incident.date_inferred
    again = story("d.txt", "a fourth\n" + LINE.format("Town001", "2024-08-26", 6, "the army"), "2024-08-26")
    pipeline.add_reports(book.store, [again], PLAN)
    assert at(book, "Hill road").start == "2024-08-25"


def test_a_note_is_kept_and_changes_nothing(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    incident, claim = at(book, "Town001"), claim_of(book, 5)
    for subject in (incident.id, claim.id, claim.report):
        book.judge("note", subject, who="ana", why="ask the hospital", reason="source")
    assert exported(book, tmp_path / "after") == before
    assert len(book.judgements(incident.id).all) == 2
    assert len(book.judgements(claim.id).all) == 1
    assert len(book.judgements(claim.report).all) == 3


def test_a_copy_of_a_judged_report_is_judged_with_it(tmp_path: Path) -> None:
    """What was rejected does not come back by its copy, in whatever order the two came in."""
    words = (
        "smoke rose over the market while families waited outside and shops closed early on the road to the hill " * 3
    )
    text = (
        words
        + "\n"
        + LINE.format("Town001", "2024-08-26", 5, "the police")
        + LINE.format("Town001", "2024-08-26", 8, "a b")
    )
    first, copy = story("a.txt", text, "2024-08-26"), story("b.txt", "!! " + text, "2024-08-27")
    with opened(tmp_path / "x.book") as book:
        pipeline.add_reports(book.store, [first], PLAN)
        book.judge("reject", claim_of(book, 8).id, who="ana")
        alone = killed(at(book, "Town001"))
        pipeline.add_reports(book.store, [copy], PLAN)
        assert sorted(report.same_as is not None for report in book.reports()) == [False, True]
        assert killed(at(book, "Town001")) == alone == (5, 5, 5)
        book.judge("undo", who="ana")
        assert killed(at(book, "Town001"))[2] == 8


def test_what_is_judged_of_a_wave_is_judged_of_its_sites(tmp_path: Path) -> None:
    def wave(path: str, day: str) -> Report:
        towns = "".join(LINE.format(town, day, 5, "the army") for town in ("Town001", "Town002"))
        return story(path, f"{path} told\nWAVE\n{towns}", day)

    with opened(tmp_path / "x.book") as book:
        pipeline.add_reports(book.store, [wave("a.txt", "2024-08-26"), wave("b.txt", "2024-09-12")], PLAN)
        roots = [incident.id for incident in book.incidents() if incident.part_of is None]
        told = book.judge("different", *roots, who="ana")
        assert [len(told.targets), len(told.others)] == [2, 2]
        site = next(incident for incident in book.incidents() if incident.part_of == roots[0])
        book.judge("different", roots[0], site.id, who="ana")
        assert next(i for i in book.incidents() if i.id == site.id).part_of is None


# Previews


def test_a_preview_shows_what_would_change_and_keeps_nothing(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    told = book.draft("same", at(book, "Town001").id, at(book, "Town002").id, who="ana")
    preview = book.preview(told)
    assert [len(preview.before), len(preview.after)] == [2, 1]
    assert preview.total() == ((14, 16, 16), (5, 9, 9))
    assert exported(book, tmp_path / "after") == before and book.judgements().all == ()
    book.judge("same", at(book, "Town001").id, at(book, "Town002").id, who="ana")
    assert preview.after == (at(book, "Town001"),)


def test_the_preview_of_an_undo_shows_what_comes_back(book: api.Book) -> None:
    book.judge("reject", claim_of(book, 5).id, who="ana")
    preview = book.preview(book.draft("undo", who="ana"))
    assert [killed(i) for i in preview.after] == [(5, 7, 7)]
    assert killed(at(book, "Town001")) == (7, 7, 7)


# What does not fit


@pytest.mark.parametrize(
    ("arguments", "change", "told"),
    [
        (("same", "{one}"), {}, "needs two incidents"),
        (("same", "{one}", "{one}"), {}, "are one incident"),
        (("maybe", "{one}"), {}, "'maybe' is not a verdict"),
        (("fix", "{claim}"), {}, "nothing is given to fix"),
        (("fix", "{claim}"), {"low": "many"}, "low 'many' is not a whole number"),
        (("fix", "{claim}"), {"low": 9, "high": 3}, "low 9 is over high 3"),
        (("fix", "{claim}"), {"colour": "red"}, "a figure has no field 'colour'"),
        (("fix", "{claim}"), {"harm": "hurt"}, "'hurt' is not a harm"),
        (("fix", "{claim}"), {"end": 10_000}, "are no stretch of a.txt"),
        (("reject", "{claim}"), {"low": 3}, "reject takes no fields"),
        (("set", "{one}"), {}, "nothing is given to set"),
        (("set", "{one}"), {"date": "yesterday"}, "'yesterday' is not a date"),
        (("set", "{one}"), {"start": "2024-08-26", "end": "2024-08-20"}, "is before start"),
        (("set", "{one}"), {"lat": 95, "lon": 2}, "lat 95 is not a coordinate"),
        (("set", "{one}"), {"title": "x"}, "has no field 'title'"),
        (("split", "{one}"), {}, "nothing is named to take out"),
        (("note", "{one}"), {}, "the note is empty"),
        (("undo",), {}, "ana has decided nothing that still stands"),
        (("move", "{claim}"), {}, "needs the incident to move to"),
        (("move", "{claim}", "{one}"), {}, "is already in"),
        (("add", "a.txt", "{one}"), {"words": "not there", "harm": "killed", "low": 1}, "0 times"),
        (("add", "a.txt", "{one}"), {"words": "one", "low": 1}, "a figure needs harm"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_kept(
    book: api.Book, arguments: tuple[str, ...], change: dict[str, Any], told: str
) -> None:
    names = {"one": at(book, "Town001").id, "claim": claim_of(book, 5).id}
    with pytest.raises(UsageError, match=told) as raised:
        book.judge(*(word.format(**names) for word in arguments), who="ana", change=change)
    assert raised.value.next and book.judgements().all == ()


def test_nobody_decides_without_a_name(book: api.Book) -> None:
    with pytest.raises(UsageError, match="nobody is named"):
        book.judge("reject", claim_of(book, 5).id, who=" ")


def test_a_split_leaves_something(book: api.Book) -> None:
    with pytest.raises(UsageError, match="would have nothing left"):
        book.judge("split", at(book, "Town001").id, parts=["a.txt", "b.txt"], who="ana")
    with pytest.raises(UsageError, match="does not tell"):
        book.judge("split", at(book, "Town001").id, parts=["c.txt"], who="ana")


def test_a_withdrawn_judgement_is_not_withdrawn_again(book: api.Book) -> None:
    made = book.judge("reject", claim_of(book, 5).id, who="ana")
    undone = book.judge("undo", made.id, who="ben")
    with pytest.raises(UsageError, match="is withdrawn already"):
        book.judge("undo", made.id, who="ana")
    book.judge("undo", undone.id, who="ana")
    assert killed(at(book, "Town001")) == (7, 7, 7)


def test_an_unknown_claim_is_not_found(book: api.Book) -> None:
    with pytest.raises(NotFound, match="the book has no claim 'c-none'"):
        book.judge("reject", "c-none", who="ana")


# What survives


def read_wide(report: Report) -> Reading:
    """A reader that finds the same with other spans and other ids: the whole line of a figure."""
    whole = storyteller.read(report)
    wide = (replace(claim, start=claim.sentence.start, id=identity("c", "wide", claim.id)) for claim in whole.claims)
    return Reading(whole.report, tuple(wide), whole.incidents)


def test_a_rejection_holds_where_another_reader_gives_the_claim_another_span_and_id(book: api.Book) -> None:
    book.judge("reject", claim_of(book, 5).id, who="ana")
    told = list(book.reports())
    pipeline.add_reports(book.store, told, replace(PLAN, reader=read_wide, read_by="wide"))
    assert killed(at(book, "Town001")) == (7, 7, 7) and book.orphans() == ()


def test_a_judgement_that_no_longer_finds_its_claim_is_told_and_waits(book: api.Book, tmp_path: Path) -> None:
    book.judge("fix", claim_of(book, 5).id, who="ana", change={"low": 6, "high": 6})
    before = exported(book, tmp_path / "before")
    told = list(book.reports())
    pipeline.add_reports(book.store, told, replace(PLAN, reader=lambda r: Reading(r.id), read_by="blind"))
    (orphan,) = book.orphans()
    assert 'no reader finds the figure "5 killed civilian" in a.txt any more' in orphan.missing
    pipeline.add_reports(book.store, told, PLAN)
    assert book.orphans() == () and exported(book, tmp_path / "after") == before


def decide(book: api.Book, chance: random.Random) -> Judgement | None:
    """A decision of any kind on whatever is there; None where there is nothing to decide so."""
    found, claims = list(book.incidents()), list(book.claims())
    verdict = chance.choice(
        (
            "same",
            "different",
            "split",
            "split claim",
            "move",
            "fix",
            "reject",
            "reject all",
            "accept",
            "add",
            "set",
            "note",
        )
    )
    one, other = chance.choice(found).id, chance.choice(found).id
    claim, shown = chance.choice(claims), book.show(one)
    judge: dict[str, Callable[[], Judgement]] = {
        "same": lambda: book.judge("same", one, other, who="ana"),
        "different": lambda: book.judge("different", one, other, who="ana"),
        "split": lambda: book.judge("split", one, parts=[chance.choice(shown.reports).id], who="ana"),
        "split claim": lambda: book.judge("split", one, parts=[chance.choice(shown.claims).claim.id], who="ana"),
        "move": lambda: book.judge("move", claim.id, one, who="ana"),
        "fix": lambda: book.judge("fix", claim.id, who="ana", change={"low": chance.randrange(9), "high": 30}),
        "reject": lambda: book.judge("reject", claim.id, who="ana"),
        "reject all": lambda: book.judge("reject", one, who="ana"),
        "accept": lambda: book.judge("accept", one, who="ana"),
        "add": lambda: book.judge(
            "add", claim.report, one, who="ana", change={"start": 0, "end": 4, "harm": "wounded", "low": 2, "high": 2}
        ),
        "set": lambda: book.judge("set", one, who="ana", change={"date": f"2024-08-{chance.randrange(10, 30)}"}),
        "note": lambda: book.judge("note", one, who="ana", why="x"),
    }
    try:
        return judge[verdict]()
    except UsageError:
        return None


def put(book: api.Book, found: Judgement) -> None:
    """A judgement made in another book."""
    with book.store.write() as connection:
        decisions.keep(connection, found)


def judged_book(folder: Path, seed: int, count: int) -> tuple[api.Book, list[Report], dict[str, bytes]]:
    """A book of hard reports with some decisions, its reports, and what it exported before the decisions."""
    book, made = opened(folder / "x.book"), storyteller.crowd(10, seed)
    pipeline.add_reports(book.store, made, PLAN)
    before = exported(book, folder / "before")
    chance = random.Random(seed)
    for _ in range(count):
        decide(book, chance)
    return book, made, before


relaxed = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.file_only
@relaxed
@given(st.integers(0, 2**16), st.integers(1, 5), st.integers(0, 2**16))
def test_undoing_all_decisions_in_any_order_restores_the_bytes_of_the_export(seed: int, count: int, order: int) -> None:
    with TemporaryDirectory() as name:
        book, _, before = judged_book(Path(name), seed, count)
        made = [told.id for told in book.judgements().all]
        for id in random.Random(order).sample(made, len(made)):
            book.judge("undo", id, who="ben")
        assert exported(book, Path(name) / "after") == before
        assert book.verify().breaks == () and book.verify().judgements == 2 * len(made)
        book.close()


@relaxed
@given(st.integers(0, 2**16), st.integers(1, 5), st.integers(0, 2**16), st.integers(1, 4))
def test_the_order_of_reports_and_decisions_changes_no_byte(seed: int, count: int, order: int, pieces: int) -> None:
    with TemporaryDirectory() as name, patch.multiple(pipeline, STEP=3, SETTLED=3):
        folder = Path(name)
        book, made, _ = judged_book(folder, seed, count)
        expected, log = exported(book, folder / "expected"), list(book.judgements().all)
        chance = random.Random(order)
        shuffled = chance.sample(made, len(made))
        other = opened(folder / "y.book")
        for piece in range(pieces):
            pipeline.add_reports(other.store, shuffled[piece::pieces], PLAN)
            for _ in range(chance.randrange(len(log) + 1)):
                put(other, log.pop(0))
        for judgement in log:
            put(other, judgement)
        pipeline.finish(other.store)
        assert exported(other, folder / "got") == expected
        book.close()
        other.close()


@pytest.mark.file_only
@relaxed
@given(st.integers(0, 2**16), st.integers(1, 5))
@example(seed=42213, count=2)
def test_decisions_survive_another_reader_and_come_back_with_the_first(seed: int, count: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        book, made, _ = judged_book(folder, seed, count)
        expected = exported(book, folder / "expected")
        for reader, mark in ((storyteller.read_half, "half"), (read_wide, "wide")):
            pipeline.add_reports(book.store, made, replace(PLAN, reader=reader, read_by=mark))
            other = opened(folder / f"{mark}.book")
            pipeline.add_reports(other.store, made, replace(PLAN, reader=reader, read_by=mark))
            for judgement in book.judgements().all:
                put(other, judgement)
            pipeline.finish(other.store)
            assert exported(book, folder / mark) == exported(other, folder / f"{mark}2")
            other.close()
        pipeline.add_reports(book.store, made, PLAN)
        assert exported(book, folder / "again") == expected
        book.close()


def test_a_decision_s_changes_are_noted_when_it_is_made_and_as_its_own(tmp_path: Path) -> None:
    """And what came before it is noted as before it."""
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    book = api.Book(Store.open(tmp_path / "noted.book"), Settings(), clock=lambda: now[0])
    told = LINE.format("Town001", "2024-08-26", 5, "the police")
    pipeline.add_reports(book.store, [story("a.txt", told, "2024-08-26")], PLAN)
    now[0] = datetime(2026, 1, 2, tzinfo=UTC)
    first = book.judge("reject", next(iter(book.claims())).id, who="ana")
    now[0] = datetime(2026, 1, 9, tzinfo=UTC)
    with book.store.read() as connection:
        noted = list(changes.since(connection))
        assert not changes.is_waiting(connection)
    of = {each.judgement: each.at for each in noted}
    assert of == {0: "2026-01-02T00:00:00+00:00", 1: "2026-01-02T00:00:00+00:00"}
    assert [(each.judgement, each.kind) for each in noted] == [(0, "added"), (1, "withdrawn")]
    assert first.when == "2026-01-02T00:00:00+00:00"
    book.close()


# Two at once


_JUDGE = """
import sys
from tests.test_decisions import opened
with opened(sys.argv[1]) as book:
    claim = next(claim for claim in book.claims() if claim.id == sys.argv[2])
    for number in range(int(sys.argv[4])):
        book.judge("note", claim.id, who=sys.argv[3], why=f"note {number}")
        book.judge("reject", claim.id, who=sys.argv[3])
        book.judge("undo", who=sys.argv[3])
"""


def test_two_processes_that_judge_at_once_lose_nothing(book: api.Book, tmp_path: Path) -> None:
    before = exported(book, tmp_path / "before")
    claim, rounds = claim_of(book, 5), 6
    running = [
        subprocess.Popen([sys.executable, "-c", _JUDGE, book.store.name, claim.id, who, str(rounds)], cwd=ROOT)
        for who in ("ana", "ben")
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    told = book.judgements()
    assert len(told.all) == 2 * 3 * rounds
    for who in ("ana", "ben"):
        assert [t.why for t in told.all if t.who == who and t.verdict == "note"] == [f"note {n}" for n in range(rounds)]
    found = book.verify()
    assert found.holds and found.judgements == 2 * 3 * rounds
    assert exported(book, tmp_path / "after") == before


def test_a_decision_that_was_kept_but_not_derived_is_finished_by_the_next_question(book: api.Book) -> None:
    drafted = book.draft("reject", claim_of(book, 5).id, who="ana")
    put(book, drafted)
    with book.store.read() as connection:
        assert list(judgements.log(connection)) == [drafted]
        assert queries.loose_ends(connection) > 0
    assert killed(at(book, "Town001")) == (7, 7, 7)
