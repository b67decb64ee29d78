"""Intervals tightened by parts and totals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tallybook.reconcile.bounds import Interval, Rule, propagate

names = st.sampled_from("abcdef")


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, Interval], list[Rule]]:
    """A solution, intervals that hold it, and rules that it obeys."""
    truth = {name: draw(st.integers(0, 60)) for name in "abcdef"}
    rules = []
    for _ in range(draw(st.integers(0, 6))):
        total, *parts = draw(st.lists(names, min_size=2, max_size=4, unique=True))
        made = sum(truth[part] for part in parts)
        if made <= truth[total]:
            rules.append(Rule(total, tuple(parts), "holds", exact=made == truth[total] and draw(st.booleans())))
    given = {
        name: Interval(value - draw(st.integers(0, value)), draw(st.none() | st.integers(value, 90)))
        for name, value in truth.items()
    }
    return truth, given, rules


@given(puzzles())
def test_no_solution_is_lost_and_no_rule_that_can_hold_is_broken(
    puzzle: tuple[dict[str, int], dict[str, Interval], list[Rule]],
) -> None:
    truth, given, rules = puzzle
    solved = propagate(given, rules)
    assert solved.broken == ()
    for name, (low, high) in solved.intervals.items():
        assert low <= truth[name] and (high is None or truth[name] <= high)


@given(puzzles())
def test_propagating_again_changes_nothing(
    puzzle: tuple[dict[str, int], dict[str, Interval], list[Rule]],
) -> None:
    _, given, rules = puzzle
    once = propagate(given, rules).intervals
    assert propagate(once, rules).intervals == once


@given(puzzles(), st.randoms(use_true_random=False))
def test_the_order_of_rules_changes_no_interval(
    puzzle: tuple[dict[str, int], dict[str, Interval], list[Rule]], random: object
) -> None:
    _, given, rules = puzzle
    shuffled = list(rules)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert propagate(given, shuffled).intervals == propagate(given, rules).intervals


def test_parts_bound_a_total_from_below_and_a_total_its_parts_from_above() -> None:
    given = {"wave": Interval(0, 32), "one": Interval(19, None), "two": Interval(5, None)}
    solved = propagate(given, [Rule("wave", ("one", "two"), "sites")])
    assert solved.intervals == {"wave": Interval(24, 32), "one": Interval(19, 27), "two": Interval(5, 13)}
    assert solved.moved["wave", "low"].why == "sites"


def test_an_exact_sum_also_bounds_its_total_from_above_and_its_parts_from_below() -> None:
    given = {"all": Interval(30, None), "men": Interval(0, 20), "women": Interval(0, 15)}
    solved = propagate(given, [Rule("all", ("men", "women"), "sum", exact=True)])
    assert solved.intervals == {"all": Interval(30, 35), "men": Interval(15, 20), "women": Interval(10, 15)}


def test_a_rule_that_cannot_hold_is_set_aside_and_the_others_still_work() -> None:
    given = {"all": Interval(9, 9), "boys": Interval(14, 14), "men": Interval(3, None)}
    wrong, right = Rule("all", ("boys",), "part"), Rule("all", ("men",), "part")
    solved = propagate(given, [wrong, right])
    assert solved.broken == (wrong,)
    assert solved.intervals["men"] == Interval(3, 9)
