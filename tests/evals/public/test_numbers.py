"""What a report's figures come to, and how that is compared with a record."""

from __future__ import annotations

import pytest
from evals.public.inputs import Read, sample
from evals.public.numbers import Asked, Count

from evals.public import numbers
from tallybook.gather import from_text
from tallybook.workers import Reader
from tests.evals.public import scripted


def count(text: str, reader: Reader = scripted.read) -> Count:
    report = from_text(text)
    return numbers.counted(numbers.figures_of(Read(report, reader(report)), ("killed",)), text)


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("3 guards killed.", 3),
        ("1 guard killed and 2 drivers killed.", 3),
        ("1 guard killed. 1 driver killed.", 2),
        ("4 people killed: 1 guard killed, 3 drivers killed.", 4),
        ("2 drivers killed. Later: 2 drivers killed.", 2),
        ("Nobody came.", None),
    ],
)
def test_a_report_comes_to_the_sum_of_its_different_figures_or_to_the_sum_that_it_tells(
    text: str, total: int | None
) -> None:
    assert count(text).total == total


def test_each_figure_and_what_they_add_up_to_are_stated() -> None:
    assert count("1 guard killed and 2 drivers killed.").stated == {1, 2, 3}


def test_a_figure_wider_than_an_incident_is_left_out() -> None:
    assert count("300 people killed.", scripted.changing(scope="wider")) == Count()


def test_a_background_incident_is_left_out_unless_the_past_is_asked_for() -> None:
    report = from_text("7 people killed.")
    read = Read(report, scripted.changing(incident={"background": True})(report))
    assert not numbers.figures_of(read, ("killed",))
    assert len(numbers.figures_of(read, ("killed",), past=True)) == 1


def test_a_superseded_figure_counts_only_where_there_is_no_other() -> None:
    assert count("7 people killed.", scripted.changing(current=False)).total == 7


def test_precision_is_over_reports_with_a_number_and_recall_over_records_with_one() -> None:
    three = Count(frozenset({3}), 3)
    asked = [Asked("a", "", 3, three), Asked("b", "", 5, three), Asked("c", "", 2, Count()), Asked("d", "", 0, Count())]
    row = numbers.rows("killed", asked)["killed: stated"]
    assert (row["hit"], row["predicted"], row["gold"]) == (1, 2, 3)
    nothing = numbers.rows("killed", asked)["killed: no number where the record has none"]
    assert (nothing["right"], nothing["asked"]) == (1, 1)


def test_misses_say_what_kind_they_are() -> None:
    three = Count(frozenset({1, 2, 3}), 3)
    asked = [Asked("a", "", 2, three), Asked("b", "", 5, three), Asked("c", "", 2, Count()), Asked("d", "", 0, three)]
    kinds = [miss.kind.removeprefix("killed: ") for miss in numbers.misses("killed", asked)]
    assert kinds == ["another total", "another number", "none found", "invented"]


def test_a_sample_is_evenly_spread_and_keeps_the_order() -> None:
    assert list(sample(range(10), 3)) == [0, 3, 6]
    assert list(sample(range(2), 3)) == [0, 1]
