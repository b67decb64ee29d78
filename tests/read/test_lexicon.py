from __future__ import annotations

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
