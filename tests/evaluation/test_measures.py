"""What each measure counts, one case at a time."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.evaluation import figures, voices
from tallybook.evaluation.counts import Tally, b_cubed, share
from tallybook.evaluation.names import same_name

Json = dict[str, Any]


def figure(start: int, end: int, **more: Any) -> Json:
    return {"at": [start, end], "harm": "killed", "victims": "civilian", "incident": "A", "low": 3, "high": 3, **more}


def claim(start: int, end: int, **more: Any) -> Json:
    return {"start": start, "end": end, "harm": "killed", "victims": "civilian", "low": 3, "high": 3, **more}


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("the army", "Army spokesman Paul Njuguna", True),
        ("Étienne Lambert", "etienne lambert", True),
        ("Balochistan Liberation Army", "Balochistan government", True),
        ("the police", "hospital sources", False),
        ("Kulbiyow", "Kulbiyou", True),
        ("the", "police", False),
        (None, "", True),
        (None, "police", False),
    ],
)
def test_names_agree_when_half_of_the_shorter_ones_words_are_shared(
    one: str | None, other: str | None, agree: bool
) -> None:
    assert same_name(one, other) is agree


def test_a_figure_is_matched_to_the_claim_that_covers_most_of_it() -> None:
    matched = figures.match("r", [figure(10, 20)], [claim(0, 12), claim(9, 19), claim(18, 30)])
    assert [pair.claim["start"] for pair in matched.pairs] == [9]
    assert [other["start"] for other in matched.unmatched] == [0, 18]
    assert matched.found == Tally(hit=1, predicted=3, gold=1)


def test_a_claim_of_another_harm_is_no_match() -> None:
    matched = figures.match("r", [figure(10, 20)], [claim(10, 20, harm="wounded")])
    assert not matched.pairs and len(matched.missed) == 1


def test_a_claim_that_only_touches_a_figure_is_no_match() -> None:
    assert not figures.match("r", [figure(10, 20)], [claim(20, 25)]).pairs


def test_any_of_the_harms_and_victims_that_the_gold_lists_is_right() -> None:
    listed = figure(0, 5, harm=["killed", "missing"], victims=["civilian", "unspecified"])
    [pair] = figures.match("r", [listed], [claim(0, 5, harm="missing", victims="unspecified")]).pairs
    assert figures.all_right(pair)


@pytest.mark.parametrize(("low", "high", "number"), [(3, None, True), (None, 3, True), (4, None, False)])
def test_a_number_is_right_whatever_is_made_of_its_bounds(low: int | None, high: int | None, number: bool) -> None:
    [pair] = figures.match("r", [figure(0, 5)], [claim(0, 5, low=low, high=high)]).pairs
    assert figures.number_right(pair) is number
    assert not figures.bounds_right(pair)


def test_the_outlets_own_voice_is_no_speaker() -> None:
    [pair] = figures.match("r", [figure(0, 5, speaker=None)], [claim(0, 5, speaker=None)]).pairs
    assert figures.speaker_right(pair)


def test_a_claim_on_harm_without_violence_is_not_listed_as_invented() -> None:
    matched = figures.match("r", [], [claim(0, 5), claim(40, 45)])
    assert [c["start"] for c in figures.invented(matched, [figure(3, 9)])] == [40]


def test_whether_a_figure_is_current_is_not_asked_of_background_incidents() -> None:
    [pair] = figures.match("r", [figure(0, 5, current=True)], [claim(0, 5)]).pairs
    assert figures.current_asked(pair, {"A": {}})
    assert not figures.current_asked(pair, {"A": {"cluster": False}})


def test_an_actor_who_is_said_twice_to_condemn_counts_once() -> None:
    reaction = {"actor": "France", "action": "condemn"}
    named = voices.compare([reaction], [reaction, {**reaction, "actor": "the France"}], voices.reaction_agrees)
    assert named.tally == Tally(hit=1, predicted=1, gold=1)


def test_a_denial_without_a_name_is_its_speakers() -> None:
    said = {"by": None, "speaker": {"name": "River Army"}}
    assert voices.denial_agrees({"by": "The River Army"}, said)


def test_shares_of_nothing_have_no_ratio() -> None:
    assert share([]) == {"accuracy": None, "right": 0, "asked": 0}
    assert b_cubed({}, {}) == {"f1": None, "items": 0}


def test_one_cluster_for_two_incidents_costs_precision_only() -> None:
    row = b_cubed({"a": "x", "b": "y"}, {"a": "one", "b": "one"})
    assert (row["precision"], row["recall"]) == (0.5, 1.0)


@given(st.dictionaries(st.text(), st.sampled_from("xyz"), min_size=1))
def test_a_clustering_agrees_wholly_with_itself_under_other_names(clusters: dict[str, str]) -> None:
    assert b_cubed(clusters, {item: name * 2 for item, name in clusters.items()})["f1"] == 1.0
