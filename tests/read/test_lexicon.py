from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.read.document import tokenise
from tallybook.read.lexicon import Phrases


def test_the_longest_phrase_wins() -> None:
    table = Phrases([("shot", 1), ("shot dead", 2), ("shot dead by", 3)])
    tokens = tokenise("was shot dead there", 0, 19)
    assert table.at(tokens, 1) == (2, 2)


def test_a_phrase_may_not_run_over_the_end() -> None:
    table = Phrases([("shot dead", 2)])
    assert table.at(tokenise("shot", 0, 4), 0) is None


def test_the_first_entry_of_a_word_stands() -> None:
    assert Phrases([("dead", "a"), ("dead", "b")]).at(tokenise("dead", 0, 4), 0) == (1, "a")


WORDS = st.sampled_from(["in", "the", "total", "war", "of", "year's", "up"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=6)


@given(PHRASES, st.lists(WORDS, min_size=1, max_size=8).map(" ".join))
def test_no_phrase_is_found_where_none_of_the_signs_stands(phrases: list[str], text: str) -> None:
    table = Phrases((phrase, True) for phrase in phrases)
    tokens = tokenise(text, 0, len(text))
    found = any(table.at(tokens, index) is not None for index in range(len(tokens)))
    assert not found or not table.signs.isdisjoint(token.low for token in tokens)
