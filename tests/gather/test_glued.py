import pytest

from tallybook.gather.lines import lines_of
from tallybook.gather.parts import divide
from tests.gather.pages import OTHER, STORY

TITLE, *BULLETS = OTHER.splitlines()[:3]
LEAD, REST = OTHER.splitlines()[3:]
PLAIN = LEAD.removeprefix("ACCRA: ")


def other_of(text: str) -> str | None:
    parts = [part for part in divide(text, lines_of(text)) if part.role == "other_article"]
    return text[parts[0].start :] if parts else None


@pytest.mark.parametrize(
    "second",
    [
        f"{TITLE}\n{LEAD}\n{REST}\n",
        OTHER,
        f"{TITLE}\nBy Kofi Mensah\nPublished 4 May 2019\n{PLAIN}\n{REST}\n",
        f"{TITLE}\nAccra (Reuters) - {PLAIN}\n{REST}\n",
        f"{TITLE}\n{PLAIN}\n{REST}\n",
    ],
)
def test_an_article_glued_below_is_another_article(second: str) -> None:
    assert other_of(f"Nine die in attack on coach near Kalat\n{STORY}\n{second}") == second


def test_the_first_articles_headline_and_bullets_told_once_more_still_belong_to_it() -> None:
    title = "Nine die in attack on coach near Kalat"
    page = f"{STORY}\n{title}\nhttps://news.example/55\n{title}\n- Gunmen shot nine passengers of a coach near Kalat\n"
    assert other_of(page + OTHER) == OTHER


def test_an_article_below_a_heading_of_teasers_is_another_article_and_not_the_first_ones_body() -> None:
    second = f"{TITLE}\n{LEAD}\n{REST}\n"
    assert other_of(f"Nine die near Kalat highway\n{STORY}\nRead next\n{second}") == second


@pytest.mark.parametrize(
    "tail",
    [
        "How the attack on the coach unfolded\nKALAT: The gunmen, seven passengers said, had put logs across the"
        " highway below Kalat and waited for the coach from Quetta; Khan spoke of twenty men on motorcycles.\n" + STORY,
        "Background\nBalochistan has seen separatist violence for decades, with coaches from the north a frequent"
        " target of gunmen who look through the passengers' papers by the roadside.\n",
        "Three die as van overturns on wet road\n",
        "Musician from Kalat wins a prize in Karachi\nMore on this tomorrow.\n",
    ],
)
def test_sub_headings_background_and_lone_titles_cut_nothing(tail: str) -> None:
    assert other_of(f"Nine die in attack on coach near Kalat\n{STORY}\n{tail}") is None


def test_a_round_up_of_short_items_is_left_whole() -> None:
    towns = ("HOMS", "ALEPPO", "TRIPOLI", "MOSUL", "ADEN")
    items = [
        f"Market of {town.title()} hit by a mortar shell on Monday\n{town}: A shell fell on stalls of lane {n} and"
        f" killed {n} traders who had come from the villages around, a nurse of the infirmary there told reporters."
        for n, town in enumerate(towns, 2)
    ]
    assert other_of("News of the region in brief\n" + "\n".join(items)) is None


def test_a_situation_report_with_several_datelines_on_one_matter_is_left_whole() -> None:
    lines = STORY.splitlines()
    again = "KALAT: " + lines[1] + "\nQUETTA: " + lines[2]
    assert other_of(f"{STORY}\nSecond day of searches in the hills above Kalat\n{again}") is None
