from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.errors import UsageError
from tallybook.gather import dates
from tallybook.gather.dates import Published, published, read_stamp
from tallybook.gather.lines import lines_of
from tests.gather.pages import STORY


def of(text: str, **meta: str) -> Published:
    return published(text, lines_of(text), meta)


@pytest.mark.parametrize(
    "line",
    [
        "4 Apr 2017",
        "April 4, 2017",
        "Tue 4th Apr, 2017 | 02:51 PM UTC",
        "2017-04-04",
        "2017.04.04",
        "Tuesday, 04/04/2017",
        "Published: 07:40 AM, 4 Apr, 2017. Get our app",
        "Issued on 4 April 2017 at 18:20",
        "Posted by staff on April 4, 2017 10:48 pm",
        "martes, 4 de abril de 2017",
        "4 avril 2017",
        "Reuters, Tuesday 4 April 2017",
        "By Newsroom | April 4, 2017",
        "Morning bulletin for Tuesday, April 4, 2017",
        "2017年4月4日",
        "4 April 2017 (updated 6 April 2017)",
    ],
)
def test_a_line_that_is_a_date_of_publication_is_read(line: str) -> None:
    assert of(f"Bomb in Homs\n{line}\n\n{STORY}") == Published("2017-04-04", "text")


@pytest.mark.parametrize(
    "line",
    [
        "On 4 April 2017 gunmen attacked the village of Tadaryat and burned the market.",
        "The bombing of 4 April 2017",
        "Massacre in Homs, 4 April 2017",
        "HOMS ATTACK, 4 APRIL 2017",
        "Since 4 April 2017",
        "A street in Homs, 4 April 2017. Photo: Agencies",
        "Handout picture, April 4, 2017",
        "Situation from 2 - 4 April 2017",
        "2 April - 4 April 2017",
        "Wednesday 4 April 2017",
        "31 February 2017",
        "Published April 4",
        "Tuesday 4 April",
        "4/4/17",
        "Case 2017-04-04-B of the tribunal was heard behind closed doors",
    ],
)
def test_other_lines_with_a_date_date_nothing(line: str) -> None:
    assert of(f"Bomb in Homs\n{line}\n\n{STORY}").date is None


@pytest.mark.parametrize("said", ["03/04/2021", "03-04-2021", "03.04.2021"])
def test_a_numeric_date_that_reads_two_ways_is_not_guessed_and_the_reason_names_it(said: str) -> None:
    assert of(f"Bomb in Homs\n{said}\n{STORY}") == Published(None, f"{said}: which is the day, which the month?")


@pytest.mark.parametrize(("said", "day"), [("13/04/2021", "2021-04-13"), ("04/13/2021", "2021-04-13")])
def test_a_numeric_date_that_reads_one_way_is_read(said: str, day: str) -> None:
    assert of(f"Bomb in Homs\n{said}\n{STORY}").date == day


def test_a_weekday_tells_the_day_from_the_month() -> None:
    assert of(f"Saturday 03/04/2021\n{STORY}").date == "2021-04-03"
    assert of(f"Thursday 03/04/2021\n{STORY}").date == "2021-03-04"


@pytest.mark.parametrize(
    "lead",
    [
        "PALEMBANG, Dec 24, 2019 (AFP) - ",
        "KABUL (Dec. 24, 2019) -- ",
        "Raqqa, SANA, 24 December 2019 - ",
        "December 24, 2019. ",
        "Tuesday 24 December 2019 - ",
        "PALEMBANG, Dec 24, 2019, AFP. ",
    ],
)
def test_a_full_date_in_a_dateline_is_read(lead: str) -> None:
    text = f"Bus falls into ravine\n\n{lead}A coach with some forty pilgrims left the road and fell into a ravine." * 2
    assert of(text) == Published("2019-12-24", "dateline")


@pytest.mark.parametrize("lead", ["KABUL, Aug. 15 (Reuters) - ", "On December 24, 2019 - ", "By December 24, 2019, "])
def test_a_dateline_without_year_or_a_sentence_with_a_date_gives_none(lead: str) -> None:
    assert of(lead + STORY).date is None


def test_a_diary_whose_entries_each_have_a_date_is_not_dated_by_the_first() -> None:
    days = ["Thursday February 21, 2008. ", "Saturday February 23. ", "February 26. "]
    assert of("\n".join(day + STORY.splitlines()[0] for day in days)).date is None


def test_a_machines_mark_is_read_and_a_partial_one_is_not_filled_up() -> None:
    assert of(f" date 2026-01-31 {STORY}") == Published("2026-01-31", "text")
    assert of(f" date 2022-01 {STORY}") == Published(None, "only 2022-01, not a day")


def test_front_matter_is_read_before_the_text() -> None:
    assert of(f"4 April 2017\n{STORY}", date="2017-04-05T08:00:00Z").date == "2017-04-05"
    assert "'soon'" in of(STORY, date="soon").source


@pytest.mark.parametrize("path", ["2017/04/04/bomb", "2017-04-04-bomb", "world/20170404_bomb", "2017/apr/04/bomb"])
def test_a_date_in_the_address_at_the_head_is_read(path: str) -> None:
    assert of(f"https://news.example/{path}\nBomb in Homs\n{STORY}") == Published("2017-04-04", "url")


def test_an_updated_line_is_used_only_where_there_is_no_other() -> None:
    assert of(f"Updated: 18-09-2022 11:47 IST\n{STORY}").date == "2022-09-18"
    assert of(f"Updated: 18-09-2022 11:47 IST\nPublished 17 September 2022\n{STORY}").date == "2022-09-17"


def test_dates_that_contradict_give_none_and_say_so() -> None:
    found = of(f"4 April 2017\nAgencies\n6 April 2017\n{STORY}")
    assert found == Published(None, "dates that contradict: 4 April 2017, 6 April 2017")


def test_a_page_without_any_date_says_so() -> None:
    assert of(STORY) == dates.UNKNOWN


@pytest.mark.parametrize("value", ["26.8.2024", "2024-8-26", "2024-02-30", "20240826", "yesterday", ""])
def test_a_given_date_that_is_none_is_a_usage_error(value: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        dates.given(value)


@given(st.dates(), st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d"]))
def test_every_day_written_plainly_is_read_back_or_left(day: date, form: str) -> None:
    said = day.strftime(form)
    found = read_stamp(said)
    assert found is None or found.date == day.isoformat()


@given(st.text(max_size=300))
def test_any_text_gives_a_real_date_or_none(text: str) -> None:
    found = of(text)
    assert found.date is None or dates.given(found.date).date == found.date
