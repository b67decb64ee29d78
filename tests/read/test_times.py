"""Expressions of time against the report's date."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read import dates
from tallybook.read.document import analyse
from tallybook.read.times import TimeMention, find
from tallybook.records import Report

SATURDAY = "2026-01-31"


def times_of(text: str, published: str | None = SATURDAY) -> tuple[TimeMention, ...]:
    return find(analyse(Report("r", "p", text, published=published)))


def one(text: str, published: str | None = SATURDAY) -> TimeMention:
    found = times_of(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "first", "last", "kind"),
    [
        ("Ten died on Saturday.", "2026-01-31", "2026-01-31", "day"),
        ("Ten died on Friday night.", "2026-01-30", "2026-01-30", "day"),
        ("Early Monday a bomb went off.", "2026-01-26", "2026-01-26", "day"),
        ("The convoy was hit last Friday.", "2026-01-30", "2026-01-30", "day"),
        ("The court will sit on Monday.", "2026-02-02", "2026-02-02", "day"),
        ("Talks resume next Tuesday.", "2026-02-03", "2026-02-03", "day"),
        ("Yesterday two men died.", "2026-01-30", "2026-01-30", "day"),
        ("Two men died overnight.", "2026-01-30", "2026-01-31", "day"),
        ("A shell fell this morning.", "2026-01-31", "2026-01-31", "day"),
        ("A shell fell last night.", "2026-01-30", "2026-01-30", "day"),
        ("Six were killed in the past 48 hours.", "2026-01-29", "2026-01-31", "window"),
        ("Six were killed over the past four days.", "2026-01-27", "2026-01-31", "window"),
        ("Trains stood still for a fifth day.", "2026-01-27", "2026-01-31", "ordinal_day"),
        ("Trains stood still for a fifth consecutive day.", "2026-01-27", "2026-01-31", "ordinal_day"),
        ("He was shot on 28 January.", "2026-01-28", "2026-01-28", "day"),
        ("He was shot on December 30.", "2025-12-30", "2025-12-30", "day"),
        ("He was shot on Jan. 31, 2014.", "2014-01-31", "2014-01-31", "day"),
        ("He was shot on 31/01/2014.", "2014-01-31", "2014-01-31", "day"),
        ("The raids of 7 to 25 July 2022 cost many lives.", "2022-07-07", "2022-07-25", "span"),
        ("It went on from Wednesday to Friday.", "2026-01-28", "2026-01-30", "span"),
        ("Fighting has raged since Tuesday.", "2026-01-27", "2026-01-31", "span"),
        ("In 2014 gunmen stormed a school.", "2014", "2014", "background"),
        ("In March 2019 a mosque was attacked.", "2019-03", "2019-03", "background"),
        ("In December a mosque was attacked.", "2025-12", "2025-12", "background"),
        ("The two went to war in June last year.", "2025-06", "2025-06", "background"),
        ("A bomb killed ten there last month.", "2025-12", "2025-12", "background"),
        ("A bomb killed ten there a year ago.", "2025", "2025", "background"),
        ("On New Year's Eve ten died.", "2025-12-31", "2025-12-31", "day"),
        ("He died on Christmas Day 2009.", "2009-12-25", "2009-12-25", "day"),
        ("It happened two days ago.", "2026-01-29", "2026-01-29", "day"),
    ],
)
def test_a_time_is_resolved_against_the_reports_date(text: str, first: str, last: str, kind: str) -> None:
    found = one(text)
    assert (found.first, found.last, found.kind) == (first, last, kind)


def test_january_of_this_year_keeps_the_months_precision() -> None:
    assert one("The two sides clashed in January this year.").first == "2026-01"


@pytest.mark.parametrize(
    ("text", "first", "kind"),
    [
        ("The night before, eleven people died.", "2026-01-28", "day"),
        ("The evening before, eleven people died.", "2026-01-28", "day"),
        ("The previous night eleven people died.", "2026-01-28", "day"),
        ("It came thirteen days after gunmen killed 22 people.", "2026-01-16", "background"),
        ("It comes a day after gunmen killed 22 people.", "2026-01-28", "background"),
    ],
)
def test_what_came_before_is_counted_from_the_day_told_last(text: str, first: str, kind: str) -> None:
    _, time = times_of(f"A mine went off on Thursday. {text}")
    assert (time.first, time.kind) == (first, kind)


def test_the_day_of_a_picture_is_none_to_count_from() -> None:
    caption, story = "A man walks home in Arba, August 6, 2025. (AFP)", "It came a day after gunmen killed nine people."
    assert [time.first for time in times_of(f"{caption} {story}")] == ["2025-08-06", "2026-01-30"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Seven days of airstrikes left 75 dead.", "2026-01-24"),
        ("Two weeks of heavy fighting left 75 dead.", "2026-01-17"),
    ],
)
def test_days_of_fighting_are_a_window(text: str, first: str) -> None:
    assert (one(text).first, one(text).kind) == (first, "window")


def test_days_of_mourning_are_none() -> None:
    assert times_of("The state declared seven days of mourning. Two days of fighting left nine dead.") == ()


@pytest.mark.parametrize("who", ["The arrests", "The new toll"])
def test_what_follows_an_incident_and_is_none_says_no_day(who: str) -> None:
    assert len(times_of(f"Police spoke of Thursday's bombing. {who} came two days after a bomber killed sixty.")) == 1


def test_days_after_an_incident_say_no_day_of_another() -> None:
    assert len(times_of("A mine went off on Thursday. Two days after the blast the toll rose to nine.")) == 1


def test_the_day_that_begins_a_count_of_days_is_the_one_told_last() -> None:
    found = times_of("A mine went off on Thursday. Two days earlier a bus had been hit.")
    assert [time.first for time in found] == ["2026-01-29", "2026-01-27"]


def test_that_day_is_the_day_told_last() -> None:
    found = times_of("A mine went off on Wednesday. Four more were hurt the same day.")
    assert [time.first for time in found] == ["2026-01-28", "2026-01-28"]


@pytest.mark.parametrize(
    "text", ["Ten died on Monday.", "Ten died yesterday.", "Ten died on 5 May.", "It ended last year."]
)
def test_without_a_report_date_nothing_relative_is_resolved(text: str) -> None:
    found = one(text, None)
    assert (found.first, found.last, found.kind) == (None, None, "unresolved")
    assert found.said in text


def test_a_full_date_needs_no_report_date() -> None:
    assert one("Ten died on 26 August 2024.", None).first == "2024-08-26"


def test_a_vague_time_has_no_dates() -> None:
    found = one("Violence has grown in recent years.")
    assert (found.kind, found.first) == ("vague", None)


@pytest.mark.parametrize(
    "text",
    [
        "A 24-year-old man was shot.",
        "The toll may rise.",
        "Thousands joined the march.",
        "Mr May condemned it.",
        "Some 2000 fighters fled.",
        "He was jailed for ten years.",
        "The Sun reported it.",
        "Black Friday sales began.",
        "Rate 31/02/2014 is no day.",
        "It was 01/02/2014 in one of two orders.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert times_of(text) == ()


def test_a_mention_spans_its_words_without_the_possessive() -> None:
    text = "Saturday's attack killed nine."
    found = one(text)
    assert text[found.start : found.end] == found.said == "Saturday"


def test_a_weekday_before_a_full_date_leaves_the_date_to_say_it() -> None:
    assert one("It was Friday, 30 January 2026.").first == "2026-01-30"


def test_every_mention_says_how_it_was_resolved() -> None:
    assert "on or before" in one("Ten died on Friday.").why


@given(st.dates(min_value=dates.first_day("1900"), max_value=dates.last_day("2199")), st.integers(0, 6))
def test_a_past_weekday_is_at_most_six_days_back(published: object, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    found = one(f"Ten died on {name}.", str(published))
    first = dates.day(found.first)
    assert first is not None
    assert first.weekday() == weekday
    assert 0 <= (dates.first_day(str(published)) - first).days <= 6


@given(st.text(alphabet=st.sampled_from("MayMonday 0123456789/-,.'’tshofin ago since last days\n"), max_size=60))
def test_no_text_makes_it_fail_and_spans_are_in_order(text: str) -> None:
    found = times_of(text)
    assert all(text[time.start : time.end] == time.said for time in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all(time.first is None or time.last is None or time.first[:4] <= time.last[:4] for time in found)


@pytest.mark.parametrize("text", ["On Monday, January 26, a bomb went off.", "A bomb went off on Monday January 26."])
def test_a_weekday_before_a_date_belongs_to_it(text: str) -> None:
    found = one(text)
    assert found.first == "2026-01-26"
    assert found.said.lower().startswith("on monday")
