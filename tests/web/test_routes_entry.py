"""Logging in: without it nothing of the book is told; with it what the role allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tallybook.web import accounts
from tests.web.conftest import Open, get

PASSWORD = "three words to open"


@pytest.fixture
def guarded(open_desk: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(accounts, "_N", 2**4)
    for name, role in (("Rob", "reader"), ("Ada", "analyst")):
        accounts.put(tmp_path / "a.json", name, role, PASSWORD)
    return open_desk(accounts=tmp_path / "a.json")


def login(client: TestClient, name: str, password: str = PASSWORD) -> str:
    answer = client.post("/api/login", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["token"]
    return token


def test_without_accounts_the_one_user_leads(desk: TestClient) -> None:
    told = get(desk, "desk")
    assert told["user"] == {"name": "Ada", "role": "lead"} and not told["login"]
    assert told["counts"]["incidents"] == get(desk, "incidents")["total"] > 0
    assert {reason["value"] for reason in told["words"]["reasons"]} >= {"wrong-number", "duplicate"}


def test_before_the_login_nothing_of_the_book_is_told(guarded: TestClient) -> None:
    told = get(guarded, "desk")
    assert (
        told["login"] and [told[name] for name in ("book", "user", "token", "counts", "words", "stamp")] == [None] * 6
    )


def test_every_way_but_the_entrance_is_shut_before_the_login(guarded: TestClient) -> None:
    document = guarded.app.app.app.openapi()  # type: ignore[attr-defined]
    for path, methods in document["paths"].items():
        for method in methods:
            if path not in ("/api/desk", "/api/login"):
                answer = guarded.request(method, path.replace("{", "").replace("}", ""), json={})
                assert answer.status_code == 401, (method, path, answer.text)


def test_after_the_login_the_cookie_opens_and_after_the_logout_it_does_not(guarded: TestClient) -> None:
    token = login(guarded, "Rob")
    assert get(guarded, "incidents")["total"] > 0
    assert guarded.post("/api/logout").status_code == 403
    assert guarded.post("/api/logout", headers={"X-Tallybook-Token": token}).json()["user"] is None
    assert guarded.get("/api/incidents").status_code == 401


def test_the_cookie_is_kept_from_scripts_and_other_sites(guarded: TestClient) -> None:
    answer = guarded.post("/api/login", json={"name": "Rob", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie


def test_a_wrong_password_and_a_wrong_name_are_told_alike(guarded: TestClient) -> None:
    answers = [
        guarded.post("/api/login", json={"name": name, "password": "guessed words"}) for name in ("Rob", "Nobody")
    ]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()


def test_a_reader_does_not_decide(guarded: TestClient) -> None:
    body = {"verdict": "note", "subject": "i-zz", "note": "x"}
    headers = {"X-Tallybook-Token": login(guarded, "Rob")}
    assert "Rob is a reader" in guarded.post("/api/judgements", json=body, headers=headers).json()["error"]["what"]


def test_a_token_of_another_login_does_not_serve(guarded: TestClient) -> None:
    stolen = login(guarded, "Rob")
    login(guarded, "Ada")
    body = {"verdict": "note", "subject": "i-zz", "note": "x"}
    assert guarded.post("/api/judgements", json=body, headers={"X-Tallybook-Token": stolen}).status_code == 403


def test_the_stamp_changes_with_a_decision(desk: TestClient) -> None:
    before = get(desk, "stamp")["stamp"]
    assert get(desk, "stamp")["stamp"] == before
    token, first = get(desk, "desk")["token"], get(desk, "incidents")["rows"][0]["id"]
    body = {"verdict": "note", "subject": first, "note": "seen"}
    desk.post("/api/judgements", json=body, headers={"X-Tallybook-Token": token})
    assert get(desk, "stamp")["stamp"] != before
