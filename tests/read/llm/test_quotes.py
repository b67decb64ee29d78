"""Where words stand: letter for letter, whole, and with the report's own offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.llm.quotes import MOST, places, plain
from tallybook.records import Span


def found(text: str, words: str) -> list[str]:
    return [span.of(text) for span in places(plain(text), words, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "words", "stands"),
    [
        ("Police said 12 men died.", "12 men died", ["12 men died"]),
        ("Police said\n  12\u00a0men died.", "said 12 men", ["said\n  12\u00a0men"]),
        ("“Twelve of ours fell,” he said – twice.", '"Twelve of ours fell," he said - twice', None),
        ("Police said 12 men died.", '"12 men died."', ["12 men died"]),
        ("Police said 12 men died.", "...12 men died…", ["12 men died"]),
        ("Police said 12 men died.", "twelve men died", []),
        ("Police said 12 Men died.", "12 men", []),
        ("A bomb (killed 3) [sic].", "(killed 3) [sic]", ["(killed 3) [sic]"]),
        ("Police said 12 men died.", "", []),
        ("Police said 12 men died.", "...", []),
    ],
)
def test_a_quote_is_found_as_it_stands(text: str, words: str, stands: list[str] | None) -> None:
    assert found(text, words) == ([text[:-1]] if stands is None else stands)


@pytest.mark.parametrize("text", ["112 died", "121 died", "1,200 died", "3.12 died", "12,000 died", "in 2012", "A12"])
def test_a_number_is_never_cut_out_of_another(text: str) -> None:
    assert found(text, "12") == [] and found(text, "1") == []


def test_a_quote_of_a_page_is_not_looked_for() -> None:
    text = "Ten died. " * MOST
    assert found(text, text) == []


@given(st.text(), st.text(max_size=20))
def test_what_is_found_is_what_was_sought(text: str, words: str) -> None:
    for stands in found(text, words):
        assert plain(stands).split() in (plain(words).split(), plain(words).strip(" \t\r\n\"'.,;:…").split())


@given(st.text())
def test_the_plain_form_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)
