"""One request over the network: whatever the server does, it ends in time and within bounds."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

import pytest

from tallybook.read.llm import web
from tallybook.read.llm.web import Request, Unanswered, send
from tests.read.llm.misbehaving import Model, dripping, huge, silent, status, truncated


def request(url: str, timeout: float = 5.0) -> Request:
    return Request(f"{url}/chat/completions", timeout, "k-123", b"{}")


def test_an_answer_of_any_status_comes_back_whole(model: Model) -> None:
    model.does(status(503, b"later", Retry_After="7"))
    reply = send(request(model.url))
    assert (reply.status, reply.body, reply.retry_after) == (503, b"later", "7")
    assert model.asked[0].authorization == "Bearer k-123"


@pytest.mark.parametrize("step", [silent, dripping])
def test_a_slow_server_is_left_when_the_time_is_up(model: Model, step: Callable[..., None]) -> None:
    model.does(step)
    begun = time.monotonic()
    with pytest.raises(Unanswered, match=r"within 0\.2 seconds"):
        send(request(model.url, timeout=0.2))
    assert time.monotonic() - begun < 3


def test_a_body_that_breaks_off_is_no_answer(model: Model) -> None:
    model.does(truncated)
    with pytest.raises(Unanswered):
        send(request(model.url))


def test_a_body_without_end_is_cut_at_the_bound(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 1_000_000)
    model.does(huge)
    with pytest.raises(Unanswered, match="more than 1,000,000 bytes"):
        send(request(model.url))


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(Unanswered):
            send(request(f"http://127.0.0.1:{taken.getsockname()[1]}/v1"))


@pytest.mark.parametrize("url", ["http://[", "gopher://127.0.0.1/v1", "http://127.0.0.1:99999/v1"])
def test_an_address_that_is_none_is_no_answer(url: str) -> None:
    with pytest.raises(Unanswered):
        send(request(url))


def test_the_key_goes_nowhere_else(model: Model) -> None:
    model.does(status(307, b"", Location=f"{model.url}/elsewhere"), status(200))
    assert send(request(model.url)).status == 307
    assert len(model.asked) == 1


def test_a_request_does_not_show_its_key() -> None:
    assert "k-123" not in repr(request("http://127.0.0.1/v1"))
