from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.gather import from_text
from tallybook.gather.copies import canonical, groups, is_copy, signature
from tallybook.records import Report
from tests.gather.pages import OTHER, STORY


def report(text: str, path: str = "a.txt", date: str | None = None) -> Report:
    return from_text(text, path=path, date=date)


def are_copies(one: Report, other: Report) -> bool:
    assert is_copy(one, other) == is_copy(other, one)
    return is_copy(one, other)


def share_a_band(one: Report, other: Report) -> bool:
    return not set(signature(one).bands).isdisjoint(signature(other).bands)


REWRITE = STORY.replace("QUETTA: ", "Quetta (AFP) - ").replace("hurried to", "rushed to").replace("nine of", "9 of")


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        STORY + "\nLeave a Comment\nShare: Facebook Twitter\n",
        "Coach attack leaves nine dead\n4 April 2017\n\n" + STORY.replace("\n", "\n\n"),
        REWRITE,
        STORY + "\n" + OTHER,
    ],
)
def test_a_copy_or_light_rewrite_is_found(text: str) -> None:
    one, other = report(STORY), report(text, "b.txt")
    assert are_copies(one, other)
    assert share_a_band(one, other)


@pytest.mark.parametrize(
    "text",
    [
        STORY.replace("shot nine of", "shot eleven of"),
        STORY + "\nA fifth person died of wounds later, and 12 were missing.",
        "Toll of coach attack rises to 14\n" + STORY,
        STORY.replace("Kalat", "Mastung"),
        OTHER,
        "Nine people were shot near Kalat on Sunday.",
    ],
)
def test_updates_other_places_and_other_stories_are_no_copies(text: str) -> None:
    assert not are_copies(report(STORY), report(text, "b.txt"))


@pytest.mark.parametrize(("date", "same"), [("2024-08-26", True), ("2024-08-29", True), ("2024-08-30", False)])
def test_the_same_words_much_later_are_no_copy(date: str, same: bool) -> None:
    assert are_copies(report(STORY, date="2024-08-26"), report(STORY, "b.txt", date)) == same
    assert are_copies(report(STORY), report(STORY, "b.txt", date))


def test_short_texts_are_copies_only_word_for_word() -> None:
    short = "Two soldiers died in Kalat."
    assert are_copies(report(short), report(short.upper(), "b.txt"))
    assert share_a_band(report(short), report(short, "b.txt"))
    assert not are_copies(report(short), report("Two soldiers fell in Kalat.", "b.txt"))


def test_pages_without_an_article_are_never_copies() -> None:
    assert not are_copies(report("Share:\nLeave a Comment"), report("Leave a Comment", "b.txt"))
    assert signature(report("Leave a Comment")).bands == ()


def test_the_earliest_stands_for_its_copies_and_an_undated_one_last() -> None:
    early, late, none = (report(STORY, str(n), date) for n, date in enumerate(("2024-08-25", "2024-08-26", None)))
    for order in permutations((late, none, early)):
        assert canonical(order) is early
    assert canonical((none, late)) is late
    twins = [report(STORY, "x.txt"), report(STORY, "y.txt")]
    assert canonical(twins).id == min(twin.id for twin in twins)


@given(st.permutations(range(6)))
def test_groups_do_not_depend_on_the_order_of_the_reports(order: list[int]) -> None:
    texts = [STORY, REWRITE, STORY + "\nPrint", OTHER, OTHER.replace("Wednesday", "Thursday"), "Two died."]
    reports = [report(texts[n], f"{n}.txt") for n in order]
    found = [[member.path for member in group] for group in groups(reports)]
    assert sorted(map(sorted, found)) == [["0.txt", "1.txt", "2.txt"], ["3.txt", "4.txt"]]
    assert found == [[member.path for member in group] for group in groups(reversed(reports))]


def test_a_signature_is_the_same_on_every_run() -> None:
    found = signature(report(STORY))
    assert found == signature(report(STORY, "elsewhere.txt"))
    assert len(found.digest) == 240
    assert len(set(found.bands)) == 20
    assert all(-(2**63) <= band < 2**63 for band in found.bands)
    assert found.digest.hex()[:16] == signature(report(STORY.upper().lower() + "\nPrint")).digest.hex()[:16]


@given(st.text(min_size=1, max_size=300))
def test_any_text_has_a_signature_and_is_its_own_copy_or_has_no_words(text: str) -> None:
    one = report(text)
    assert is_copy(one, one) == bool(signature(one).bands)
