"""What reaches the desk: only its own page, by its own name, in measure; and nothing runs that it did not write."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tallybook.web import guard
from tallybook.web.guard import Guard, content_policy
from tallybook.web.options import Options
from tests.web.conftest import ADDRESS, Open

PATH = "/api/incidents"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "localhost.evil.example:8631"])
def test_another_name_that_points_at_this_machine_is_refused(desk: TestClient, host: str) -> None:
    answer = desk.get(PATH, headers={"host": host})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not-allowed")


@pytest.mark.parametrize("host", ["localhost:8631", "127.0.0.1", "[::1]:8631", "LOCALHOST"])
def test_this_machine_may_be_called_by_its_names(desk: TestClient, host: str) -> None:
    assert desk.get(PATH, headers={"host": host}).status_code == 200


def test_other_names_are_let_in_where_they_are_given(open_desk: Open) -> None:
    desk = open_desk(names=("Desk.Example.org",))
    assert desk.get(PATH, headers={"host": "desk.example.org"}).status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_may_not_even_read(desk: TestClient, site: str) -> None:
    assert desk.get(PATH, headers={"sec-fetch-site": site}).status_code == 403
    assert desk.get("/", headers={"sec-fetch-site": site}).status_code != 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "https://["])
def test_another_origin_is_refused(desk: TestClient, origin: str) -> None:
    assert desk.get(PATH, headers={"origin": origin}).status_code == 403


def test_the_desks_own_origin_is_let_in(desk: TestClient) -> None:
    assert desk.get(PATH, headers={"origin": ADDRESS}).status_code == 200


def test_a_decision_needs_the_token_of_the_page(desk: TestClient) -> None:
    body = {"verdict": "note", "subject": "i-zz", "note": "x"}
    assert desk.post("/api/judgements", json=body).status_code == 403
    assert desk.post("/api/judgements", json=body, headers={"X-Tallybook-Token": "guessed"}).status_code == 403
    token = desk.get("/api/desk").json()["token"]
    assert desk.post("/api/judgements", json=body, headers={"X-Tallybook-Token": token}).status_code == 404


def test_a_body_over_the_bound_is_refused_before_it_is_read(desk: TestClient) -> None:
    answer = desk.post("/api/login", content=b"x" * (guard.MOST_BYTES + 1))
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too-large")


def test_a_body_without_a_length_is_cut_off(desk: TestClient) -> None:
    chunks = (b"x" * 100_000 for _ in range(30))
    assert desk.post("/api/login", content=chunks).status_code in (400, 413, 422)


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("here")(scope, receive, send)


def test_more_requests_than_a_person_makes_are_slowed() -> None:
    client = TestClient(Guard(nothing, Options(), clock=lambda: 0.0), base_url=ADDRESS)
    answers = [client.get(PATH).status_code for _ in range(guard.AT_ONCE + 1)]
    assert answers == [200] * guard.AT_ONCE + [429]
    assert client.get(PATH).headers["retry-after"] == "60"


def test_every_answer_carries_the_headers(desk: TestClient) -> None:
    for path in (PATH, "/", "/api/none", "/assets/none.js"):
        headers = desk.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["content-security-policy"] == content_policy(Options())
    assert desk.get(PATH).headers["cache-control"] == "no-store"


def test_nothing_inline_runs_and_only_the_tiles_are_loaded_from_elsewhere() -> None:
    told = content_policy(Options(tiles="https://tiles.example/{z}/{x}/{y}.png"))
    assert "unsafe" not in told and "default-src 'none'" in told and "frame-ancestors 'none'" in told
    assert [part for part in told.split("; ") if "tiles.example" in part] == [
        "img-src 'self' data: blob: https://tiles.example", "connect-src 'self' https://tiles.example",
    ]  # fmt: skip


def test_over_tls_the_browser_is_told_to_stay_there(open_desk: Open) -> None:
    desk = open_desk(certificate="c.pem", key="k.pem")
    assert "max-age" in desk.get(PATH).headers["strict-transport-security"]
