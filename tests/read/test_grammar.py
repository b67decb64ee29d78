from __future__ import annotations

import pytest

from tallybook.read.document import tokenise
from tallybook.read.grammar import Cue, find_cues, harm_of_group, path_costs


def cues(text: str) -> tuple[Cue, ...]:
    return find_cues(tokenise(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "passive", "active"),
    [
        ("nine were killed", True, False),
        ("nine have been killed", True, False),
        ("rebels have killed nine", False, True),
        ("nine killed in raid", False, False),
    ],
)
def test_the_auxiliary_tells_the_voice(text: str, passive: bool, active: bool) -> None:
    (cue,) = (cue for cue in cues(text) if cue.harm == "killed")
    assert (cue.passive, cue.active) == (passive, active)


@pytest.mark.parametrize("text", ["did not kill nine", "could kill nine", "plotted to kill nine", "never killed nine"])
def test_harm_not_done_is_unreal(text: str) -> None:
    assert all(cue.unreal for cue in cues(text))


def test_may_have_been_killed_stays_a_claim() -> None:
    assert not any(cue.unreal for cue in cues("nine may have been killed"))


def test_two_harms_in_one_phrase_are_one_cue() -> None:
    (cue,) = cues("killed or wounded nine")
    assert (cue.harm, cue.combined) == ("killed", "wounded")


def test_the_longest_harm_phrase_wins() -> None:
    assert [cue.last - cue.first for cue in cues("shot dead")] == [1]


def test_farther_words_cost_more() -> None:
    tokens = tokenise("nine who had come , died", 0, 24)
    sums = path_costs(tokens)
    assert sums == sorted(sums) and len(sums) == len(tokens) + 1


def test_a_group_noun_has_its_harm() -> None:
    assert (harm_of_group("injured"), harm_of_group("table")) == ("wounded", None)
