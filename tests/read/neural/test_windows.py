"""Windows: every sentence is read once as its own, whatever its length, and spans find their tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.document import analyse
from tallybook.read.neural import windows
from tallybook.records import Report


@dataclass
class Encoded:
    ids: list[int]
    offsets: list[tuple[int, int]]


class Words:
    """A tokeniser of one token a word."""

    def encode_batch(self, input: list[str], *, add_special_tokens: bool = True) -> Sequence[Encoded]:
        spans = [[match.span() for match in re.finditer(r"\S+", text)] for text in input]
        return [Encoded([1000 + k for k in range(len(own))], own) for own in spans]


def cut(text: str) -> tuple[windows.Windows, list[tuple[int, int, int]]]:
    doc = analyse(Report("r", "p", text))
    return windows.cut(text, doc.sentences, Words()), [(s.index, s.start, s.end) for s in doc.sentences]


def test_a_short_report_is_one_window_between_its_marks() -> None:
    found, sentences = cut("Two men died. Police said so.")
    [window] = found.windows
    assert (window.ids[0], window.ids[-1], len(window.ids)) == (windows.FIRST, windows.LAST, 8)
    assert found.tokens(sentences[1][0], sentences[1][1], sentences[1][1] + 6) == (0, 4, 4, 5)


@given(st.lists(st.integers(1, 220), min_size=1, max_size=30))
def test_every_sentence_has_a_home_and_no_window_is_too_long(lengths: list[int]) -> None:
    text = "\n".join(" ".join(["Word"] * length) + "." for length in lengths)
    found, sentences = cut(text)
    assert all(len(window.ids) <= windows.MOST for window in found.windows)
    assert sorted(found.home) == [index for index, _, _ in sentences]
    for index, start, _ in sentences:
        where = found.tokens(index, start, start + 4)
        assert where is not None
        window, first, last, after = where
        assert found.windows[window].starts[first] == start
        assert first == last < after < len(found.windows[window].ids)


def test_a_further_window_repeats_the_headline_and_the_sentences_before() -> None:
    found, _ = cut("\n".join(f"Line{number} " + "word " * 80 + "end." for number in range(8)))
    second = found.windows[1]
    assert second.starts[1] == 0
    assert found.home[4][:2] == (1, 1 + 3 * 82)


def test_a_sentence_without_tokens_of_its_own_is_told_apart() -> None:
    found, _ = cut("Two men died.")
    assert found.tokens(9, 0, 3) is None


@pytest.mark.parametrize("end", [1, 7])
def test_the_token_behind_the_last_one_is_the_closing_mark(end: int) -> None:
    found, _ = cut("Nobody died.")
    where = found.tokens(0, 7, 7 + end)
    assert where is not None and where[3] == 3
