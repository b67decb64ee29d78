"""What a first paragraph opens with where a page's lines were run together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather import from_text, leading
from tallybook.gather.lines import lines_of
from tallybook.gather.parts import divide

TITLE = "Nine die in attack on coach near Kalat"
STORY = (
    "Gunmen stopped a coach on the highway near Kalat and shot nine of its passengers, the deputy commissioner of the "
    "district told reporters at the civil hospital."
)


def opening(lead: str, title: str = TITLE) -> list[tuple[str, str]]:
    """The parts of a page with that lead, as role and words, and the day under "day"."""
    text = f"{title}\n\n{lead} {STORY}\n"
    lines = lines_of(text)
    told = [(part.role, text[part.start : part.end].strip(" .\n")) for part in divide(text, lines)]
    assert all(one != other for (one, _), (other, _) in pairwise(told))
    return [*told, ("day", leading.published(lines).date or "")]


@pytest.mark.parametrize(
    "lead",
    [
        "Wed 19 Apr 2017",
        "April 19, 2017",
        "Published April 19 2017",
        "Posted on April 19 2017",
        "Date of publication 19 April 2017",
        "19 Apr 2017 at 0914",
        "19.04.2017(updated 1404 20.04.2017) Get short URL 124",
        "Wednesday 19 Apr 2017 Print Tweet Views 458",
        "19.04.2017 Get short URL Topic Attacks on Coaches (12) 0 38",
        "Reuters Wednesday 19 April 2017",
        "19.04.2017Get short URL 0 124",
        "19 April 2017 Email Print 0 0",
        "19 April 2017 2037 UTC+3",
    ],
)
def test_a_date_of_publication_before_the_first_sentence_is_the_pages(lead: str) -> None:
    assert opening(lead) == [
        ("headline", TITLE),
        ("furniture", lead),
        ("body", STORY.strip(".")),
        ("day", "2017-04-19"),
    ]


@pytest.mark.parametrize(
    ("lead", "roles"),
    [
        (f"19 Apr 2017 {TITLE}.", ["headline", "furniture", "headline", "body"]),
        (f"{TITLE} AFP Wednesday 19 Apr 2017", ["headline", "furniture", "body"]),  # the two headlines are one part
        (f"Posted on April 19 2017 by Daily News {TITLE}", ["headline", "furniture", "headline", "body"]),
    ],
)
def test_the_headline_said_again_is_one_and_ends_before_the_sentence(lead: str, roles: list[str]) -> None:
    *parts, day = opening(lead)
    assert [role for role, _ in parts] == roles
    assert (parts[-1], day) == (("body", STORY.strip(".")), ("day", "2017-04-19"))


def test_a_headline_with_marks_is_the_same_without_them() -> None:
    found = opening("Syrias war: nine die in coach attack.", "Syria's war: nine die in coach attack")
    title = "Syria's war: nine die in coach attack"
    assert found[:2] == [("headline", f"{title}\n\n{title.replace(chr(39), '')}"), ("body", STORY.strip("."))]


@pytest.mark.parametrize(
    "lead",
    [
        "On 19 April 2017 the army said:",
        "19 April 2017 was the day when",
        "The 19 April 2017",
        f"{TITLE}, police say:",
        "Nine die in attack on coach",
        "Wednesday 18 Apr 2017",
        "19 April",
    ],
)
def test_what_goes_on_as_a_sentence_stays_one(lead: str) -> None:
    assert [role for role, _ in opening(lead)] == ["headline", "body", "day"]
    assert opening(lead)[-1] == ("day", "")


def test_a_day_that_reads_two_ways_is_the_pages_and_dates_nothing() -> None:
    found = opening("05-07-2015")
    assert ("furniture", "05-07-2015") in found
    assert found[-1] == ("day", "")


def test_the_days_of_a_diary_are_its_entries() -> None:
    page = "\n".join(f"{day} April 2017 {STORY}" for day in (19, 20, 21))
    assert leading.first(lines_of(page)) is None
    assert from_text(page, path="a.txt").published is None


def test_a_report_is_dated_by_it_where_nothing_else_tells_its_day() -> None:
    page = f"{TITLE}\n\n19 Apr 2017 {STORY}\n"
    assert (report := from_text(page, path="a.txt")).published == "2017-04-19"
    assert report.published_from == "dateline"
    stamped = f"{TITLE}\n20 April 2017\n\n19 Apr 2017 {STORY}\n"
    assert from_text(stamped, path="a.txt").published == "2017-04-20"


def body_of(page: str) -> str:
    return "".join(page[part.start : part.end] for part in divide(page, lines_of(page)) if part.role == "body").strip()


@pytest.mark.parametrize(
    ("lead", "begins"),
    [
        ("Wed 19 Apr 2017 2000 Yazidi women were abducted from the town by gunmen.", "2000 Yazidi women"),
        ("Wed 19 Apr 2017 Print Tweet 12 Iraqi soldiers died in it, the army said.", "12 Iraqi soldiers"),
        ("19.04.2017 Get short URL 0 85 12 Iraqi soldiers died in it, the army said.", "12 Iraqi soldiers"),
        ("19.04.2017 Topic War (68) 3 12 Iraqi soldiers died in it, the army said.", "12 Iraqi soldiers"),
        ("Wed 19 Apr 2017 (At least six people were wounded) It was near a mosque.", "(At least six people"),
    ],
)
def test_the_reports_own_numbers_are_no_counts_of_the_page(lead: str, begins: str) -> None:
    assert body_of(f"{TITLE}\n\n{lead} {STORY}\n").startswith(begins)


def test_a_count_that_the_title_gives_too_is_the_reports() -> None:
    page = f"12 Iraqi soldiers die near Mosul\n\nWed 19 Apr 2017 Views 12 Iraqi soldiers died near Mosul. {STORY}\n"
    assert body_of(page).startswith("12 Iraqi soldiers")


def test_a_title_that_begins_with_a_number_is_found_behind_a_button() -> None:
    title = "22 Killed In Raid Near Kalat"
    found = opening(f"Wed 19 Apr 2017 Share {title}", title)
    assert found[1:3] == [("furniture", "Wed 19 Apr 2017 Share"), ("headline", title)]


@pytest.mark.parametrize(
    "sentence",
    [
        f"{TITLE} Wednesday were from Pakistan.",
        f"{TITLE} Sadr City district, police said.",
        "July 7, 2005 London bombings killed 52 people, and the attackers came from Leeds.",
    ],
)
def test_a_sentence_that_begins_like_a_title_or_a_date_goes_on(sentence: str) -> None:
    page = f"{TITLE}\n\n{sentence} {STORY}\n"
    assert body_of(page).startswith(sentence)
    assert leading.published(lines_of(page)).date is None


def test_a_bare_date_is_the_pages_where_a_sentence_begins_behind_it() -> None:
    told = "A bombing killed nine people near Kalat, the deputy commissioner of the district told reporters there. " * 2
    assert leading.published(lines_of(f"{TITLE}\n\n7 July 2005 {told}\n")).date == "2005-07-07"


@pytest.mark.parametrize(
    ("when", "day"), [("on Wednesday", "2016-06-08"), ("on Friday", "2016-06-08"), ("there", None)]
)
def test_a_bare_date_is_the_pages_where_the_news_names_a_weekday(when: str, day: str | None) -> None:
    told = f"Chadian air strikes near Kalat killed nine people {when}. The strikes hit a market, residents said. "
    assert leading.published(lines_of(f"{TITLE}\n\n8 June 2016 {told * 2}\n")).date == day


def test_the_day_that_the_user_gives_comes_before_it() -> None:
    page = f"{TITLE}\n\nWed 19 Apr 2017 {STORY}\n"
    assert from_text(page, path="a.txt", date="2017-04-20").published == "2017-04-20"


@given(st.lists(st.sampled_from([TITLE, STORY, "19 Apr 2017", "AFP", "by", "\n", " ", "Posted on", "."]), max_size=12))
def test_the_stretches_of_any_page_follow_each_other_inside_its_line(pieces: list[str]) -> None:
    found = leading.first(lines_of(" ".join(pieces)))
    if found is not None:
        line, stretches = found
        ends = [0, *(stretch.end for stretch in stretches)]
        assert ends == sorted(set(ends))
        assert ends[-1] < len(line.text)
