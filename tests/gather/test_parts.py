from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather.front_matter import front_matter
from tallybook.gather.lines import lines_of
from tallybook.gather.parts import bare, divide
from tallybook.records import Part
from tallybook.vocabulary import load
from tests.gather.pages import OTHER, STORY


def parts_of(text: str) -> tuple[Part, ...]:
    return divide(text, lines_of(text), front_matter(text))


def role_at(text: str, words: str) -> str:
    at = text.index(words)
    return next(part.role for part in parts_of(text) if part.start <= at < part.end)


PIECES = st.sampled_from([
    STORY, OTHER, "Leave a Comment", "Share:", "READ MORE", "By A. Reporter", "4 Apr 2017", "  ", "---", "date: x",
    "Nine die in attack on coach near Kalat", "- One\n- Two", "https://news.example/1", " date 2026-01-31 ",
])  # fmt: skip


@given(st.one_of(st.text(min_size=1, max_size=500), st.lists(PIECES, min_size=1, max_size=12).map("\n".join)))
def test_parts_tile_any_text(text: str) -> None:
    parts = parts_of(text)
    assert (parts[0].start, parts[-1].end) == (0, len(text))
    assert all(part.start < part.end for part in parts)
    assert all(one.end == next_.start and one.role != next_.role for one, next_ in pairwise(parts))


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Comment",
        "3 Comments | Post a comment",
        "Share:",
        "Facebook Twitter WhatsApp",
        "Tags: Kalat, police, separatists",
        "Read more: Three held over rail blast",
        "READ ALSO - Governor meets elders",
        "https://news.example/55hue",
        "By Sana Baloch",
        "(Reporting by Sana Baloch; editing by the Karachi desk)",
        "Written by our correspondent",
        "4 April 2017",
        "Published: 4 April 2017 11:20",
        "Photo: Ali Raza / AFP",
        "(Reuters)",
        "--AFP",
        "© 2017 The Daily",
        "Your email address will not be published. Required fields are marked *",
        "Subscribe to our newsletter and never miss a story",
        "* * *",
    ],
)
def test_the_pages_own_lines_are_furniture(line: str) -> None:
    text = f"Nine die in attack on coach near Kalat\n{STORY}\n{line}\n"
    assert role_at(text, line) == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Photo: Rescuers carry one of nine victims from the coach",
        "(Nine coffins stand in the yard of the hospital. AFP)",
        "Continuing violence",
        "HISTORY OF AN INSURGENCY",
        "By Tuesday evening the toll stood at 11.",
        "UPDATE: the toll has gone up to 11.",
        "More than 20 people were hurt.",
        "- Nine passengers shot, four people wounded",
        "Also on Monday two policemen died.",
        "Updated at noon. An earlier version spoke of five dead.",
        "Source: nine killed in attack on a coach in the south, says hospital",
        "Follow-up strikes killed three.",
    ],
)
def test_lines_that_may_carry_a_claim_stay(line: str) -> None:
    text = f"Attack on coach near Kalat\n{STORY}\n{line}\n{STORY.splitlines()[1]}\n"
    assert role_at(text, line) == "body"


def test_the_first_title_is_the_headline_and_so_is_its_repetition() -> None:
    title = "Nine die in attack on coach near Kalat"
    text = f"World\n{title}\n\n{STORY}\n{title}\n"
    roles = [part.role for part in parts_of(text)]
    assert roles == ["furniture", "headline", "body", "headline"]


def test_titles_below_a_heading_of_teasers_are_furniture_until_prose_comes_back() -> None:
    text = (
        f"{STORY}\n\nRelated stories:\nThree held over rail blast\nElders call for talks\n{STORY.splitlines()[0]} More."
    )
    assert role_at(text, "Three held") == "furniture"
    assert [part.role for part in parts_of(text)] == ["body", "furniture", "body"]


def test_a_heading_of_teasers_above_the_article_takes_nothing_with_it() -> None:
    text = f"Latest news\nNine die in attack on coach near Kalat\n{STORY}"
    assert [part.role for part in parts_of(text)] == ["furniture", "headline", "body"]


def test_a_machines_mark_is_furniture_and_the_sentence_behind_it_is_not() -> None:
    text = f" date 2026-01-31 {STORY}"
    assert parts_of(text)[0] == Part(0, len(" date 2026-01-31 "), "furniture")
    assert role_at(text, "QUETTA") == "body"


def test_front_matter_is_furniture_but_for_its_title() -> None:
    text = f"---\ntitle: Nine die near Kalat\ndate: 2024-08-26\n---\n{STORY}"
    assert role_at(text, "Nine die near Kalat") == "headline"
    assert role_at(text, "date: 2024") == "furniture"
    assert role_at(text, "QUETTA") == "body"


def test_days_that_head_the_entries_of_a_diary_stay() -> None:
    entry = STORY.splitlines()[0]
    text = "\n".join(f"{n} May 2017\n{entry}\n{entry}" for n in range(1, 9))
    assert role_at(text, "4 May 2017") == "body"


@pytest.mark.parametrize("name", ["furniture", "publication", "copies"])
def test_every_entry_of_the_vocabulary_is_in_lower_case_and_found_as_it_is_looked_up(name: str) -> None:
    data = load(name)
    lists = [words for words in data.values() if isinstance(words, list)]
    assert all(isinstance(word, str) and word == word.casefold() for words in lists for word in words)
    if name == "furniture":
        whole = {word for word in data["whole"] + data["teasers"] if word[0].isalnum() and word[-1].isalnum()}
        assert {word for word in whole if bare(word) != word} == set()


def test_a_title_around_its_own_address_is_a_button_to_share_it() -> None:
    title = "Ministry denies that its troops shelled the market"
    text = f"{STORY}\n{title}\nhttps://example.org/x\n{title}\n- Two traders died, a doctor said\n"
    roles = {text[part.start : part.end].strip(): part.role for part in parts_of(text)}
    assert all(role == "furniture" for words, role in roles.items() if title in words)
