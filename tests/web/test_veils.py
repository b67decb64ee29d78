"""Names of victims and hard passages are found, and covered letter by letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.records import Figure, Report, Span
from tallybook.web.veils import COVER, Veil, covered, names, passages, veiled
from tests.web.made import relaxed


def one_killed(text: str, words: str) -> Figure:
    start = text.index(words)
    return Figure(
        id="c-1", report="r-1", start=start, end=start + len(words), sentence=Span(0, len(text)), harm="killed",
        victims="civilian", low=1, high=1, qualifier="exact",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        (
            "The dead were identified as Amal Haddad, Omar Said and Lina Noor.",
            ["Amal Haddad", "Omar Said", "Lina Noor"],
        ),
        ("Police named the victim as José Ñandú. Ñandú was forty.", ["José Ñandú", "Ñandú"]),
        ("A teacher, whose name was Amal Haddad, died; Haddad taught.", ["Amal Haddad", "Haddad"]),
        ("The army identified the town as a base.", []),
    ],
)
def test_those_whom_the_text_names_are_found_wherever_they_stand(text: str, hidden: list[str]) -> None:
    assert [text[one.start : one.end] for one in names(text, [])] == hidden


def test_one_person_who_is_counted_by_name_is_found() -> None:
    text = "Reporter Amal Haddad was killed in Quetta."
    assert [text[one.start : one.end] for one in names(text, [one_killed(text, "Reporter Amal Haddad")])] == [
        "Reporter Amal Haddad"
    ]


def test_a_passage_is_hidden_by_its_sentence() -> None:
    text = "Trains ran. Two men were beheaded there. Shops opened."
    [found] = passages(text)
    assert (text[found.start : found.end], found.kind) == ("Two men were beheaded there.", "graphic")


def test_all_offsets_hold_under_the_veil() -> None:
    text = "The dead were identified as Amal Haddad."
    report = Veil(names=True).report(Report("r-1", "a.txt", text), [])
    assert report.text == "The dead were identified as " + COVER * 11 + "."
    assert Veil().report(Report("r-1", "a.txt", text), []).text == text


@relaxed
@given(st.text(alphabet="Ab .\n", max_size=80))
def test_covering_keeps_the_length_and_touches_only_what_is_veiled(words: str) -> None:
    text = "They were named Amal Haddad. " + words + " corpse."
    stretches = veiled(text, [])
    told = covered(text, stretches)
    assert len(told) == len(text)
    outside = [at for at in range(len(text)) if not any(one.start <= at < one.end for one in stretches)]
    assert all(told[at] == text[at] for at in outside)
