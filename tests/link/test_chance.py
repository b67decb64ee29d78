"""A sum of weights read as a chance: it rises with the sum, and the thresholds mean what they are for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.link import score
from tallybook.link.chance import chance
from tallybook.link.score import SAME, UNSURE
from tests.link.telling import KAKATA, node

SUMS = st.floats(-20, 20)


@given(SUMS, SUMS)
def test_more_that_speaks_for_a_pair_is_never_less_of_a_chance(one: float, other: float) -> None:
    """And it is a chance: between 0 and 1."""
    low, high = sorted((one, other))
    assert 0 <= chance(low) <= chance(high) <= 1


def test_what_linking_joins_is_likely_one_and_what_it_is_unsure_of_may_go_either_way() -> None:
    """Else the thresholds and the fit would contradict each other."""
    assert chance(SAME) > 0.7
    assert 0.3 < chance(UNSURE) < 0.7


def test_where_a_gate_shuts_no_chance_is_told() -> None:
    """The chances were fitted to pairs that no gate parts."""
    assert score(node("a.txt"), node("b.txt", place=KAKATA)).chance is None
    assert score(node("a.txt"), node("b.txt")).chance == chance(score(node("a.txt"), node("b.txt")).value)
