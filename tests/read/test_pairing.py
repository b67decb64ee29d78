from __future__ import annotations

from tallybook.read import candidates
from tallybook.read.document import analyse, tokenise
from tallybook.read.grammar import find_cues, path_costs
from tallybook.read.pairing import best_pair, is_source
from tallybook.records import Report


def harms(text: str) -> list[str | None]:
    (sentence,) = analyse(Report("r", "p", text)).sentences
    tokens = tokenise(text, 0, len(text))
    found = candidates.find(sentence)
    pairs = [best_pair(tokens, c, find_cues(tokens), found, path_costs(tokens)) for c in found]
    return [pair.cue.harm if pair else None for pair in pairs]


def test_the_nearest_fitting_word_wins() -> None:
    assert harms("killing 12 people and wounding 30") == ["killed", "wounded"]


def test_a_passive_does_not_look_right() -> None:
    assert harms("were killed by four gunmen") == [None]


def test_what_is_done_to_the_dead_is_no_harm_to_the_living() -> None:
    """Carrying bodies away abducts nobody; where hostages are taken it does."""
    assert harms("they had taken away at least 40 bodies from the site") == ["killed"]
    assert harms("they had taken away at least 40 villagers from the site") == ["abducted"]


def test_an_object_bars_the_subject() -> None:
    assert harms("Four gunmen killed 12 villagers") == [None, "killed"]


def test_who_speaks_is_not_harmed() -> None:
    text = "The raid killed 12 people, two medics said"
    (sentence,) = analyse(Report("r", "p", text)).sentences
    assert [is_source(sentence.tokens, c) for c in candidates.find(sentence)] == [False, True]


def test_a_clause_between_commas_does_not_part_number_and_verb() -> None:
    assert harms("Nine men, who had come down from the hills in a lorry to trade salt for grain, died") == ["killed"]


def test_a_name_counts_only_beside_the_harm_word() -> None:
    assert harms("Omar Belkadi was killed") == ["killed"]
    assert harms("Omar Belkadi saw that rain had killed the crop") == [None]
