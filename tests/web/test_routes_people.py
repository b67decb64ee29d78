"""Two analysts: given the same incidents, blind to each other, compared, settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tallybook.web import accounts
from tests.web.conftest import ADDRESS, Open, get

PASSWORD = "three words to open"
Login = Callable[[str], TestClient]


@pytest.fixture
def team(open_desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Login:
    """Logs people in to one desk: Ada and Ben are analysts, Lea leads, Rob reads."""
    monkeypatch.setattr(accounts, "_N", 2**4)
    file = tmp_path / "accounts.json"
    for name, role in (("Ada", "analyst"), ("Ben", "analyst"), ("Lea", "lead"), ("Rob", "reader")):
        accounts.put(file, name, role, PASSWORD)
    shared = open_desk(accounts=file)

    def login(name: str) -> TestClient:
        client = TestClient(shared.app, base_url=ADDRESS)
        answer = client.post("/api/login", json={"name": name, "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        client.headers["X-Tallybook-Token"] = answer.json()["token"]
        return client

    return login


def post(client: TestClient, path: str, body: Any, status: int = 200) -> Any:
    answer = client.post(f"/api/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


@pytest.fixture
def coded(team: Login) -> tuple[Login, list[str]]:
    """Three incidents given to Ada and Ben."""
    lea = team("Lea")
    incidents = [row["id"] for row in get(lea, "incidents")["rows"][:3]]
    assert post(lea, "assignments", {"incidents": incidents, "to": ["Ada", "Ben"]}) == {"assigned": 6}
    return team, incidents


def answer(client: TestClient, incident: str, status: int = 200, **answers: Any) -> Any:
    return post(client, "codings", {"incident": incident, "answers": answers}, status)


def test_an_incident_given_twice_to_one_person_is_given_once(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    assert post(team("Lea"), "assignments", {"incidents": incidents, "to": ["Ada"]}) == {"assigned": 0}


def test_incidents_are_given_by_a_filter_too(team: Login) -> None:
    lea = team("Lea")
    assigned = post(lea, "assignments", {"filter": "country=IR", "to": ["Ada"]})["assigned"]
    assert assigned == get(lea, "incidents", country="IR")["total"] == 1


def test_only_a_lead_assigns_and_only_to_those_who_are_there(team: Login) -> None:
    body = {"filter": "country=IR", "to": ["Ada"]}
    assert post(team("Ada"), "assignments", body, 403)["error"]["code"] == "not-allowed"
    assert "no account 'Zoe'" in post(team("Lea"), "assignments", {**body, "to": ["Zoe"]}, 400)["error"]["what"]


def test_nobody_sees_anothers_answers_before_both_are_done(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    answer(team("Ada"), incidents[0], killed_civilian=5)
    seen_by_ben = get(team("Ben"), "assignments")["rows"]
    assert {row["who"] for row in seen_by_ben} == {"Ben"}
    assert get(team("Lea"), "disagreements")["total"] == 0
    assert all(row["answers"] is None for row in get(team("Lea"), "assignments")["rows"])
    answer(team("Ben"), incidents[0], killed_civilian=7)
    [row] = get(team("Lea"), "disagreements")["rows"]
    assert row["answers"] == [{"who": "Ada", "value": 5}, {"who": "Ben", "value": 7}]


def test_what_one_decides_on_an_incident_stays_hidden_from_the_other(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    post(team("Ada"), "judgements", {"verdict": "note", "subject": incidents[0], "note": "the army exaggerates"})
    assert get(team("Ben"), "history")["total"] == 0
    assert get(team("Ben"), f"incidents/{incidents[0]}")["judgements"] == []
    assert get(team("Ada"), "history")["total"] == get(team("Lea"), "history")["total"] == 1
    for name in ("Ada", "Ben"):
        answer(team(name), incidents[0], happened="yes")
    assert get(team("Ben"), "history")["total"] == 1


def test_an_answer_can_be_changed_until_both_are_done(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    ada, ben = team("Ada"), team("Ben")
    answer(ada, incidents[0], happened="no")
    answer(ada, incidents[0], happened="yes")
    answer(ben, incidents[0], happened="yes")
    assert get(ada, "disagreements")["total"] == 0
    assert "all who were asked have answered" in answer(ada, incidents[0], 403, happened="no")["error"]["what"]


def test_answers_are_checked_and_only_taken_from_those_who_were_asked(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    assert "does not ask for 'weather'" in answer(team("Ada"), incidents[0], 400, weather="dry")["error"]["what"]
    assert "'some' is not a number" in answer(team("Ada"), incidents[0], 400, killed_civilian="some")["error"]["what"]
    assert "was not given to Lea" in answer(team("Lea"), incidents[0], 403, happened="yes")["error"]["what"]
    answer(team("Rob"), incidents[0], 403, happened="yes")


def test_agreement_is_measured_over_what_both_have_coded(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    for incident, (ada, ben) in zip(incidents, ((3, 3), (10, 10), (40, 41)), strict=True):
        answer(team("Ada"), incident, killed_civilian=ada, happened="yes")
        answer(team("Ben"), incident, killed_civilian=ben, happened="yes")
    told = get(team("Rob"), "agreement")
    assert (told["units"], told["coders"]) == (3, ["Ada", "Ben"])
    by_name = {row["name"]: row for row in told["variables"]}
    assert by_name["killed_civilian"]["alpha"] > 0.99
    assert by_name["happened"]["alpha"] is None and "same value" in by_name["happened"]["why"]
    assert "no incident has two answers" in by_name["killed_armed_group"]["why"]


def test_a_settled_answer_becomes_a_judgement_of_the_lead(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    answer(team("Ada"), incidents[0], start="2026-01-30", killed_civilian=3)
    answer(team("Ben"), incidents[0], start="2026-01-29", killed_civilian=4)
    lea = team("Lea")
    for variable, value in (("start", "2026-01-29"), ("killed_civilian", 4)):
        post(lea, "settlements", {"incident": incidents[0], "variable": variable, "value": value})
    assert get(lea, f"incidents/{incidents[0]}")["incident"]["start"] == "2026-01-29"
    assert [row["settled"]["value"] for row in get(lea, "disagreements")["rows"]] == ["2026-01-29", 4]
    assert {entry["verdict"] for entry in get(lea, "history")["rows"]} == {"set", "note"}


def test_nothing_is_settled_that_nobody_differs_on(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    body = {"incident": incidents[0], "variable": "start", "value": "2026-01-29"}
    assert "nothing is to be settled" in post(team("Lea"), "settlements", body, 400)["error"]["what"]


def test_assignments_stay_with_their_incident_when_it_is_merged(coded: tuple[Login, list[str]]) -> None:
    team, incidents = coded
    lea = team("Lea")
    other = next(row["id"] for row in get(lea, "incidents")["rows"] if row["id"] not in incidents)
    post(lea, "judgements", {"verdict": "same", "subject": incidents[0], "other": other, "note": "one day, one place"})
    now = {row["incident"] for row in get(team("Ada"), "assignments")["rows"]}
    assert all(get(lea, f"incidents/{id}")["incident"]["id"] == id for id in now)
