"""The geometry of the step chart."""

from __future__ import annotations

from tallybook.export.charts import nice, steps

POINTS = [("2020-05-01", 9, "nine"), ("2020-05-01", 4, "four"), ("2020-05-03", 20, "twenty")]


def test_the_line_follows_what_stood_at_the_end_of_each_day() -> None:
    """A withdrawn 20 stays a dot; the line goes down to 12."""
    chart = steps(POINTS, [("2020-05-01", 9), ("2020-05-03", 12)])
    assert chart.path != steps(POINTS).path
    assert {dot.number for dot in chart.dots} == {"", "9", "20"}


def test_without_it_the_line_follows_each_days_largest() -> None:
    """As the dots that bear a number do."""
    chart = steps(POINTS)
    largest = [dot for dot in chart.dots if dot.number]
    assert chart.path == f"M{largest[0].x} {largest[0].y}H{largest[1].x}V{largest[1].y}"


def test_a_day_on_which_only_the_estimate_moved_is_on_the_axis() -> None:
    """An undated report was placed on it."""
    chart = steps(POINTS, [("2020-05-01", 9), ("2020-05-09", 40)])
    assert [tick.label for tick in chart.days] == ["2020-05-01", "2020-05-09"]
    assert chart.values[-1].label == str(nice(40))
