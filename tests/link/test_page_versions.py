"""Versions of one page tell of one incident, also where nothing in them says when it was."""

from __future__ import annotations

from dataclasses import replace

from tallybook.link import block_keys, score
from tallybook.link.nodes import Node, Toll
from tallybook.records import Place

QUETTA = Place("Quetta", "PK", "Balochistan", 30.18, 67.0)
LORALAI = Place("Loralai", "PK", "Balochistan", 30.37, 68.6)


def node(report: str, toll: int, page: str | None, place: Place = QUETTA) -> Node:
    tolls = (Toll("killed", "unspecified", toll, toll, "whole", True),)
    return Node(
        f"{report}:A",
        report,
        place=place,
        places=(place,),
        type="Remote explosive/landmine/IED",
        tolls=tolls,
        page=page,
    )


def test_undated_versions_of_one_page_are_one_incident_and_two_pages_are_not_joined_for_that() -> None:
    one, other = node("r-1", 24, "https://a.example/1"), node("r-2", 26, "https://a.example/1")
    assert score(one, other).same
    assert not score(one, replace(other, page="https://a.example/2")).same
    assert not score(replace(one, page=None), replace(other, page=None)).same


def test_a_page_that_came_to_tell_of_another_town_is_another_incident() -> None:
    page = "https://a.example/live"
    assert not score(node("r-1", 24, page), node("r-2", 3, page, LORALAI)).same


def test_versions_of_one_page_are_found_whatever_else_they_share() -> None:
    one, other = node("r-1", 24, "https://a.example/1"), node("r-2", 26, "https://a.example/1", LORALAI)
    assert set(block_keys(one)) & set(block_keys(other))
