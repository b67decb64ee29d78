"""The views: pages of a list, the same result as a file, the tray of what the map and the timeline cannot show."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Open, get


def table(client: TestClient, path: str, **params: Any) -> list[dict[str, str]]:
    answer = client.get(f"/api/{path}", params=params)
    assert answer.status_code == 200 and "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_pages_of_the_list_follow_each_other(desk: TestClient) -> None:
    whole = [row["id"] for row in get(desk, "incidents")["rows"]]
    parts = [row["id"] for offset in (0, 3, 6) for row in get(desk, "incidents", offset=offset, limit=3)["rows"]]
    assert parts == whole[:9] and get(desk, "incidents", offset=10**6)["rows"] == []


def test_the_list_is_sorted_by_how_far_voices_are_apart(desk: TestClient) -> None:
    spreads = [row["spread"] for row in get(desk, "incidents", sort="spread")["rows"]]
    assert spreads == sorted(spreads, reverse=True) and spreads[0] > 0


@pytest.mark.parametrize("params", [{}, {"country": "IR"}, {"missing": "date"}, {"sort": "title", "order": "asc"}])
def test_every_file_of_the_list_holds_its_incidents_in_its_order(desk: TestClient, params: dict[str, str]) -> None:
    ids = [row["id"] for row in get(desk, "incidents", **params)["rows"]]
    assert [row["id"] for row in table(desk, "incidents.csv", **params)] == ids
    assert [row["id"] for row in get(desk, "incidents.json", **params)] == ids
    assert [row["properties"]["id"] for row in get(desk, "incidents.geojson", **params)["features"]] == ids


def test_the_tray_holds_what_has_no_date_whatever_is_filtered_as_missing(desk: TestClient) -> None:
    told = get(desk, "tray", missing="place")
    assert told["date"]["total"] == len(told["date"]["rows"]) == get(desk, "timeline")["undated"] > 0
    assert {row["missing"] for row in table(desk, "tray.csv")} == {"date"}


def test_map_timeline_and_facets_count_what_the_list_does(desk: TestClient) -> None:
    total = get(desk, "incidents", victims="civilian")["total"]
    on_map = get(desk, "map", victims="civilian", zoom=3)
    assert on_map["total"] == get(desk, "facets", victims="civilian")["total"] == total
    in_time = get(desk, "timeline", victims="civilian")
    assert sum(each["incidents"] for each in in_time["bins"]) + in_time["undated"] == total


def test_views_are_there_as_tables(desk: TestClient) -> None:
    assert {row["facet"] for row in table(desk, "facets.csv")} >= {"country", "month", "review"}
    assert [row["start"] for row in table(desk, "timeline.csv", by="year")] == ["2024", "2026"]


def test_one_facet_is_searched(desk: TestClient) -> None:
    assert [value["value"] for value in get(desk, "facets/country", find="ira")["values"]] == ["IR"]
    assert desk.get("/api/facets/colour").status_code == 404


def test_a_view_that_was_answered_once_is_made_anew_when_the_book_changes(desk: TestClient) -> None:
    first = get(desk, "facets")
    assert get(desk, "facets") == first
    id = get(desk, "incidents")["rows"][0]["id"]
    headers = {"X-Tallybook-Token": get(desk, "desk")["token"]}
    body = {"verdict": "set", "subject": id, "change": {"status": "confirmed"}}
    assert desk.post("/api/judgements", json=body, headers=headers).status_code == 200
    after = {value["value"]: value["count"] for value in get(desk, "facets")["facets"]["review"]["values"]}
    assert after["fixed"] == 1


@pytest.mark.parametrize(
    "query",
    ["zoom=nan", "limit=501", "offset=-1", "sort=colour", "disagreement=much", "min=-1", "country=" + "x" * 201],
)
def test_what_cannot_be_asked_is_refused_with_its_name(desk: TestClient, query: str) -> None:
    view = "map" if query.startswith("zoom") else "incidents"
    answer = desk.get(f"/api/{view}?{query}")
    assert answer.status_code == 422 and answer.json()["error"]["code"] == "shape"
    assert query.split("=")[0] in answer.json()["error"]["what"]


def test_answers_are_packed_for_those_who_take_it(open_desk: Open) -> None:
    answer = open_desk().get("/api/incidents", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
