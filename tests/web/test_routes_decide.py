"""Deciding over HTTP: shown before it is made, kept with who and why, undone, and never made on what has changed."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.web.conftest import Open, get


@pytest.fixture
def desk(open_desk: Open) -> TestClient:
    client = open_desk()
    client.headers["X-Tallybook-Token"] = client.get("/api/desk").json()["token"]
    return client


def post(client: TestClient, path: str, status: int = 200, **body: Any) -> Any:
    answer = client.post(f"/api/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def first(client: TestClient) -> Any:
    return get(client, f"incidents/{get(client, 'incidents', sort='reports', limit=1)['rows'][0]['id']}")


def figure(page: Any) -> Any:
    estimate = page["estimates"][0]
    return page["claims"][estimate["policies"]["latest"]["used"][-1]]


def test_a_figure_is_fixed_looked_at_beforehand_and_undone(desk: TestClient) -> None:
    page = first(desk)
    claim = figure(page)
    change = {"low": 300, "high": 300}
    preview = post(desk, "preview", verdict="fix", subject=claim["id"], change=change)
    [move] = [one for one in preview["moves"] if (one["harm"], one["victims"]) == (claim["harm"], claim["victims"])]
    assert move["after"]["high"] == 300 != move["before"]["high"]
    assert first(desk)["stamp"] == page["stamp"]
    made = post(
        desk, "judgements", verdict="fix", subject=claim["id"], change=change, reasons=["wrong-number"], note="n"
    )
    assert made["judgement"] | {"who": "Ada", "reasons": ["wrong-number"], "note": "n"} == made["judgement"]
    assert page["row"]["id"] in made["incidents"] and made["stamp"] != page["stamp"]
    fixed = first(desk)
    assert fixed["claims"][claim["id"]]["review"] == "fixed" and fixed["claims"][claim["id"]]["high"] == 300
    assert fixed["row"]["review"] == "fixed" and fixed["judgements"][0]["id"] == made["judgement"]["id"]
    post(desk, "undo", id=made["judgement"]["id"])
    assert first(desk)["incident"]["figures"] == page["incident"]["figures"]
    [undo, told] = get(desk, "history")["rows"]
    assert told["undone_by"] == undo["id"] and not told["stands"] and undo["verdict"] == "undo"


def test_two_incidents_are_merged_after_a_look_at_the_figures(desk: TestClient) -> None:
    rows = [row for row in get(desk, "incidents")["rows"] if row["part_of"] is None][:2]
    a, b = (row["id"] for row in rows)
    compared = get(desk, "compare", a=a, b=b)
    assert [compared[side]["row"]["id"] for side in "ab"] == [a, b]
    assert {one["id"] for one in compared["preview"]["before"]} >= {a, b}
    made = post(desk, "judgements", verdict="same", subject=a, other=b, reasons=["duplicate"])
    assert len(made["incidents"]) == 1
    post(desk, "undo")
    assert {row["id"] for row in get(desk, "incidents")["rows"]} >= {a, b}


def test_what_somebody_else_changed_meanwhile_is_not_decided_blindly(desk: TestClient) -> None:
    page = first(desk)
    id = page["row"]["id"]
    body = {"verdict": "set", "subject": id, "change": {"status": "confirmed"}, "seen": page["basis"]}
    post(desk, "judgements", **body)
    told = post(desk, "judgements", 409, **body)
    assert told["error"]["code"] == "outdated" and "look at it again" in told["error"]["next"]
    assert len(get(desk, "history")["rows"]) == 1


def test_place_and_day_are_set_and_stay_set(desk: TestClient) -> None:
    id = first(desk)["row"]["id"]
    place = get(desk, "places", find="quett", country="PK")["rows"][0]
    post(desk, "judgements", verdict="set", subject=id, change={"start": "2026-02-01", "place": place})
    row = first(desk)["row"]
    assert (row["start"], row["place"]["name"], row["place"]["precision"]) == ("2026-02-01", "Quetta", "exact")


def test_a_missed_claim_is_added_where_it_was_marked(desk: TestClient) -> None:
    page = first(desk)
    report = get(desk, f"reports/{page['incident']['reports'][0]}")
    text = report["report"]["text"]
    start = text.index(" ", len(text) // 2) + 1
    change = {
        "kind": "figure", "start": start, "end": text.index(" ", start), "harm": "missing", "victims": "civilian",
        "low": 2, "high": 2, "qualifier": "exact", "speaker": None,
    }  # fmt: skip
    post(desk, "judgements", verdict="add", subject=report["report"]["id"], other=page["row"]["id"], change=change)
    claims = get(desk, f"reports/{report['report']['id']}")["claims"]
    added = [claim for claim in claims if claim.get("harm") == "missing"]
    assert [(claim["start"], claim["reader"], claim["review"]) for claim in added] == [(start, "analyst", "fixed")]


def test_reports_are_split_off(desk: TestClient) -> None:
    page = first(desk)
    taken = page["incident"]["reports"][:1]
    post(desk, "judgements", verdict="split", subject=page["row"]["id"], change={"reports": taken})
    assert taken[0] not in first(desk)["incident"]["reports"] or first(desk)["row"]["id"] != page["row"]["id"]


@pytest.mark.parametrize(
    ("body", "status", "what"),
    [
        ({"verdict": "maybe", "subject": "i-1"}, 400, "'maybe' is not a verdict"),
        ({"verdict": "undo", "subject": "j-1"}, 400, "'undo' is not a verdict"),
        ({"verdict": "accept", "subject": "c-nothing"}, 404, "no claim"),
        ({"verdict": "note", "subject": "i-", "note": "x"}, 404, "no incident"),
        ({"verdict": "split", "subject": "i-1", "change": {"reports": "r-1"}}, 400, "is not a list of ids"),
        ({"verdict": "note", "subject": "i-1", "note": "x" * 2001}, 422, "note"),
        ({"verdict": "note"}, 422, "subject"),
    ],
)
def test_what_does_not_fit_is_named(desk: TestClient, body: dict[str, Any], status: int, what: str) -> None:
    assert what in post(desk, "judgements", status, **body)["error"]["what"]


def test_the_history_is_narrowed_to_a_subject_or_a_person(desk: TestClient) -> None:
    one, other = (row["id"] for row in get(desk, "incidents", limit=2)["rows"])
    for id in (one, other):
        post(desk, "judgements", verdict="note", subject=id, note="seen")
    assert get(desk, "history", subject=one)["total"] == 1
    assert (get(desk, "history", who="Ada")["total"], get(desk, "history", who="Ben")["total"]) == (2, 0)
    assert get(desk, "history", limit=1)["rows"][0]["subject"] == other


def test_the_queue_names_what_is_far_apart_until_somebody_looks(desk: TestClient) -> None:
    told = get(desk, "queue", kind="incidents")
    assert told["total"] > 0
    effects = [row["effect"] for row in told["rows"]]
    assert effects == sorted(effects, reverse=True)
    subject = told["rows"][0]["subject"]
    post(desk, "judgements", verdict="set", subject=subject, change={"status": "confirmed"})
    assert subject not in {row["subject"] for row in get(desk, "queue", kind="incidents")["rows"]}


def test_the_queue_of_claims_gives_them_with_their_words(desk: TestClient) -> None:
    for row in get(desk, "queue")["rows"]:
        assert row["why"] and row["kind"] in ("pair", "claim")
        assert (row["claim"] is None) == (row["kind"] == "pair")


def test_similar_incidents_come_with_what_speaks_for_and_against(desk: TestClient) -> None:
    for row in get(desk, "incidents")["rows"]:
        for near in get(desk, f"incidents/{row['id']}/similar")["rows"]:
            assert near["row"]["id"] != row["id"]
            assert all(feature["says"] for feature in near["features"])


def test_what_keeps_apart_two_that_look_the_same_is_said(desk: TestClient) -> None:
    """The reader told the raids of the eve and the wave apart, in a report that tells both."""
    eve = next(row["id"] for row in get(desk, "incidents")["rows"] if "Harnai" in row["title"])
    rows = get(desk, f"incidents/{eve}/similar")["rows"]
    compared = [get(desk, "compare", a=eve, b=row["row"]["id"]) for row in rows]
    for told in (*rows, *compared):
        assert told["apart"] is None or told["verdict_of_linking"] == "same"
    assert any("told the two apart" in (told["apart"] or "") for told in compared)


def test_decisions_are_there_when_the_desk_is_opened_again(desk: TestClient, open_desk: Open) -> None:
    id = first(desk)["row"]["id"]
    post(desk, "judgements", verdict="note", subject=id, note="keep me")
    assert get(open_desk(), "history")["rows"][0]["note"] == "keep me"
