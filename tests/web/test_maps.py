"""The map shows what is known of a place, and nothing more exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.book.spread import Toll
from tallybook.web.board import Board
from tallybook.web.maps import RADIUS_M, all_features, features
from tests.web.made import CHAD, KABUL, QUETTA, SIBI, board, entry, relaxed


def shown(one: Board, zoom: float, **words: Any) -> list[dict[str, Any]]:
    found = features(one, np.ones(len(one), dtype=np.bool_), zoom, **words)["features"]
    return list(found)


def test_near_incidents_are_one_cluster_from_afar_and_two_from_near() -> None:
    two = board(entry("a", killed=Toll(1, 2, 3)), entry("b", place=SIBI, killed=Toll(10, 20, 30)))
    [cluster] = shown(two, 0)
    told = cluster["properties"]
    assert (told["kind"], told["count"], told["low"], told["best"], told["high"]) == ("cluster", 2, 11, 22, 33)
    assert told["bbox"] == [66.99, 29.54, 67.88, 30.18]
    assert [one["properties"]["id"] for one in shown(two, 10)] == ["a", "b"]


@pytest.mark.parametrize(("precision", "metres"), RADIUS_M.items())
def test_a_circle_is_as_wide_as_what_is_not_known(precision: str, metres: int) -> None:
    [feature] = shown(board(entry("a", place={**QUETTA, "precision": precision})), 5)
    assert feature["properties"]["radius_m"] == metres


def test_what_is_known_by_its_country_alone_has_no_point() -> None:
    [area] = shown(board(entry("a", place=CHAD), entry("b", place=CHAD), entry("c", place=None)), 5)
    assert area["geometry"] is None
    told = area["properties"]
    assert (told["kind"], told["country"], told["name"], told["iso_n3"], told["count"]) == (
        "area",
        "TD",
        "Chad",
        "148",
        2,
    )


def test_a_place_without_coordinates_counts_for_its_country() -> None:
    [area] = shown(board(entry("a", place={**QUETTA, "lat": None, "lon": None})), 5)
    assert (area["properties"]["kind"], area["properties"]["country"]) == ("area", "PK")


def test_a_clusters_circle_reaches_its_farthest_member() -> None:
    [cluster] = shown(board(entry("a"), entry("b", place=KABUL)), 0)
    assert cluster["properties"]["radius_m"] > 240_000


def test_the_coarse_mode_widens_every_circle() -> None:
    one = board(entry("a"))
    fine, coarse = shown(one, 5)[0], shown(one, 5, is_coarse=True)[0]
    assert coarse["properties"]["radius_m"] == fine["properties"]["radius_m"] + 40_000


def test_a_file_of_features_holds_every_incident_in_order() -> None:
    one = board(entry("a"), entry("b", place=CHAD), entry("c", place=None))
    found = all_features(one, np.array([2, 0, 1]))["features"]
    assert [(f["properties"]["id"], f["geometry"] is None) for f in found] == [("c", True), ("a", False), ("b", True)]


_PLACES = st.builds(lambda lat, lon: {**QUETTA, "lat": lat, "lon": lon}, st.floats(-90, 90), st.floats(-180, 180))


@relaxed
@given(st.lists(_PLACES, max_size=12), st.floats(0, 24))
def test_every_incident_is_counted_once_at_every_zoom(places: list[dict[str, Any]], zoom: float) -> None:
    one = board(*(entry(f"{number:02}", place=place) for number, place in enumerate(places)))
    told = [feature["properties"] for feature in shown(one, zoom)]
    assert sum(each.get("count", 1) for each in told) == len(places)
    assert all(each["kind"] != "cluster" or each["count"] > 1 for each in told)
