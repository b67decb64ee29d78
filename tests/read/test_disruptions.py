"""Disruptions: networks, trains, roads, flights, power and buildings."""

from __future__ import annotations

import pytest

from tallybook.read import disruptions
from tallybook.read.document import analyse
from tallybook.records import Report


def found(text: str) -> list[tuple[str, str]]:
    return [(claim.what, claim.detail) for claim in disruptions.find(analyse(Report("r", "p", text)))]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mobile phone and internet services were suspended in the district.", "communications"),
        ("Train services to the coast have been halted.", "rail"),
        ("The highway was closed for hours.", "road"),
        ("All flights from the city were cancelled.", "air"),
        ("The shelling cut electricity to the town.", "power"),
        ("A dozen houses were destroyed.", "property"),
    ],
)
def test_a_thing_and_its_trouble_make_a_disruption(text: str, what: str) -> None:
    assert [row[0] for row in found(text)] == [what]


def test_roads_with_both_ends_are_named_one_each() -> None:
    text = "Major roads, including routes from Adan to Lahij and from Taiz to Ibb, remain closed."
    assert found(text) == [("road", "Adan to Lahij"), ("road", "Taiz to Ibb")]


@pytest.mark.parametrize("text", ["The road was not closed.", "The airport could be shut.", "They drove home by road."])
def test_no_trouble_or_only_a_possible_one_makes_none(text: str) -> None:
    assert found(text) == []


def test_the_detail_is_in_the_reports_words() -> None:
    text = "Power lines fell and the grid was knocked out."
    doc = analyse(Report("r", "p", text))
    assert all(text[claim.start : claim.end] == claim.detail for claim in disruptions.find(doc))
