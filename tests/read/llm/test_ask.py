"""Asking on and giving up: what is tried again, how long is waited, and when the run stops."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tallybook.errors import BudgetSpent, LlmError, NoServer
from tallybook.read.llm import prompt, web
from tallybook.read.llm.ask import MOST_WAIT, TOTAL, Asker
from tallybook.read.llm.run import MOST_FAILURES, Run
from tallybook.read.llm.server import Server
from tallybook.settings import ENV_LLM_KEY
from tests.read.llm.misbehaving import EMPTY, Hands, Model, Step, completes, says, silent, status, truncated

MESSAGES = prompt.messages("Ten people were killed.")
KEY = "sk-very-secret"


@pytest.fixture
def asker(model: Model, hands: Hands, tmp_path: Path) -> Iterator[Asker]:
    yield Asker(Server(model.url, "small", 20.0, 3, 100), Run(tmp_path, 100), web.send, hands.clock())


def asking(asker: Asker, **changes: Any) -> Asker:
    """The same with another server's settings."""
    server = asker.server
    given = {"timeout": server.timeout, "retries": server.retries, **changes}
    return Asker(Server(server.url, server.model, **given), asker.run, asker.send, asker.clock)


def test_the_question_names_the_model_and_asks_for_json(asker: Asker, model: Model) -> None:
    asker.ask(MESSAGES)
    [asked] = model.asked
    assert asked.path == "/v1/chat/completions" and asked.authorization is None
    assert asked.body["model"] == "small" and asked.body["response_format"] == {"type": "json_object"}
    assert "Ten people were killed." in asked.report


def test_a_key_is_sent_as_it_should_be(asker: Asker, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_LLM_KEY, f" {KEY}\n")
    asker.ask(MESSAGES)
    assert model.asked[0].authorization == f"Bearer {KEY}"


def test_the_wait_that_a_busy_server_asks_for_is_kept(asker: Asker, model: Model, hands: Hands) -> None:
    model.does(status(429, Retry_After="7"), says(EMPTY))
    asker.ask(MESSAGES)
    assert hands.slept == [7.0]


def test_the_wait_may_be_a_date(asker: Asker, model: Model, hands: Hands) -> None:
    model.does(status(429, Retry_After="Tue, 14 Nov 2023 22:13:31 GMT"), says(EMPTY))  # 11 seconds after today
    asker.ask(MESSAGES)
    assert hands.slept == [11.0]


@pytest.mark.parametrize(("words", "wait"), [("86400", MOST_WAIT), ("soon", 1.0), ("-5", 1.0), ("9" * 5000, 1.0)])
def test_a_wait_without_sense_or_bound_is_not_kept(
    asker: Asker, model: Model, hands: Hands, words: str, wait: float
) -> None:
    model.does(status(429, Retry_After=words), says(EMPTY))
    asker.ask(MESSAGES)
    assert hands.slept == [wait]


@pytest.mark.parametrize(
    "fault",
    [
        status(500),
        status(503, b"<html>loading</html>"),
        truncated,
        status(200, b"not json"),
        status(200, b"[]"),
        status(200, b'{"choices": []}'),
        status(200, b'{"choices": [3]}'),
        completes({"message": {"content": None}}),
        says("I am sorry, but"),
        says('{"figures": [{"quote": "Ten'),
    ],
)
def test_a_fault_that_may_pass_is_asked_again(asker: Asker, model: Model, hands: Hands, fault: Step) -> None:
    model.does(fault, says(EMPTY))
    assert asker.ask(MESSAGES)
    assert len(model.asked) == 2 and hands.slept == [1.0]


def test_each_wait_is_twice_the_one_before(asker: Asker, model: Model, hands: Hands) -> None:
    model.does(status(500), status(502), truncated, says(EMPTY))
    asker.ask(MESSAGES)
    assert hands.slept == [1.0, 2.0, 4.0]


def test_after_the_last_try_the_report_has_no_answer(asker: Asker, model: Model) -> None:
    model.does(says("no JSON"))
    with pytest.raises(LlmError, match=r"4 tries: the model gave no JSON") as raised:
        asker.ask(MESSAGES)
    assert not isinstance(raised.value, NoServer) and len(model.asked) == 4


def test_an_answer_that_was_cut_off_is_said_to_be(asker: Asker, model: Model) -> None:
    model.does(completes({"message": {"content": '{"figures": ['}, "finish_reason": "length"}))
    with pytest.raises(LlmError, match="cut off"):
        asker.ask(MESSAGES)


def test_a_slow_server_is_asked_again(asker: Asker, model: Model) -> None:
    model.does(silent, says(EMPTY))
    assert asking(asker, timeout=0.5).ask(MESSAGES)


def test_all_tries_together_have_a_time(asker: Asker, model: Model, hands: Hands) -> None:
    model.does(status(429, Retry_After="50"))
    with pytest.raises(LlmError):
        asking(asker, retries=20).ask(MESSAGES)
    assert sum(hands.slept) < TOTAL * asker.server.timeout and len(model.asked) == 2


def test_a_refused_key_stops_the_run_at_once(asker: Asker, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENV_LLM_KEY, KEY)
    model.does(status(401, f'{{"error": "wrong key {KEY}"}}'.encode()))
    for _ in range(3):
        with pytest.raises(NoServer, match=f"refuses the key in {ENV_LLM_KEY}") as raised:
            asker.ask(MESSAGES)
        assert KEY not in str(raised.value)
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("code", "said"), [(401, "asks for a key"), (402, "payment"), (404, "no model 'small'"), (307, "elsewhere")]
)
def test_what_no_question_can_pass_stops_the_run(asker: Asker, model: Model, code: int, said: str) -> None:
    model.does(status(code))
    with pytest.raises(NoServer, match=said) as raised:
        asker.ask(MESSAGES)
    assert raised.value.next
    with pytest.raises(NoServer, match=said):
        asker.ask(MESSAGES)
    assert len(model.asked) == 1


def test_what_a_server_says_is_shown_short_and_without_the_key(
    asker: Asker, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ENV_LLM_KEY, KEY)
    model.does(status(413, f"\x1b[31m{'x ' * 50}{KEY}{'y ' * 5000}".encode()))
    with pytest.raises(LlmError, match="status 413") as raised:
        asker.ask(MESSAGES)
    assert KEY not in raised.value.what and "\x1b" not in raised.value.what and len(raised.value.what) < 400


def test_a_server_without_json_mode_is_asked_plainly_from_then_on(asker: Asker, model: Model) -> None:
    model.does(status(400, b"response_format?"), says(EMPTY))
    asker.ask(MESSAGES)
    asker.ask(MESSAGES)
    assert ["response_format" in asked.body for asked in model.asked] == [True, False, False]


def test_a_question_that_is_refused_plainly_too_fails_alone(asker: Asker, model: Model) -> None:
    model.does(status(400, b"too long"), status(400, b"too long"), says(EMPTY))
    with pytest.raises(LlmError, match="too long"):
        asker.ask(MESSAGES)
    assert asker.ask(MESSAGES)


def test_a_server_that_is_down_report_after_report_is_given_up(asker: Asker, model: Model) -> None:
    model.does(status(503))
    once = asking(asker, retries=0)
    for _ in range(MOST_FAILURES - 1):
        with pytest.raises(LlmError) as raised:
            once.ask(MESSAGES)
        assert not isinstance(raised.value, NoServer)
    for _ in range(2):
        with pytest.raises(NoServer, match="status 503"):
            once.ask(MESSAGES)
    assert len(model.asked) == MOST_FAILURES


def test_an_answer_ends_the_row_of_failures(asker: Asker, model: Model) -> None:
    model.does(status(503), status(503), says(EMPTY), status(503), status(503), says(EMPTY))
    once = asking(asker, retries=0)
    for answered in (False, False, True, False, False, True):
        if answered:
            once.ask(MESSAGES)
        else:
            with pytest.raises(LlmError):
                once.ask(MESSAGES)


def test_no_more_is_asked_than_the_budget_allows(asker: Asker, model: Model) -> None:
    model.does(status(500), says(EMPTY))
    poor = Asker(asker.server, Run(asker.run.folder, 3), asker.send, asker.clock)
    poor.ask(MESSAGES)
    poor.ask(MESSAGES)
    with pytest.raises(BudgetSpent, match="3 requests that llm_budget allows"):
        poor.ask(MESSAGES)
    assert len(model.asked) == 3


def test_looking_whether_anybody_is_there_asks_nothing(asker: Asker, model: Model) -> None:
    asker.greet()
    assert len(model.greeted) == 1 and model.asked == []


@pytest.mark.parametrize("code", [404, 405, 500, 503])
def test_a_server_without_a_list_of_models_is_there_too(asker: Asker, model: Model, code: int) -> None:
    model.greeting = status(code)
    asker.greet()


def test_nobody_there_is_said_with_the_address(hands: Hands, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with pytest.raises(NoServer, match=f"nobody answers at {url}"):
            Asker(Server(url, "small"), Run(tmp_path, 9), web.send, hands.clock()).greet()


@pytest.mark.parametrize("given", ["two words", "kéy", "line\nline", "bell\x07"])
def test_what_is_no_key_is_not_sent_and_not_shown(
    asker: Asker, model: Model, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(ENV_LLM_KEY, given)
    with pytest.raises(NoServer) as raised:
        asker.greet()
    assert given not in str(raised.value) and model.greeted == []
