"""Sessions end, and whoever guesses waits."""

from __future__ import annotations

import pytest

from tallybook.errors import LoginNeeded, TooMany
from tallybook.web import accounts, sessions
from tallybook.web.accounts import Account
from tallybook.web.sessions import Bucket, Logins, Sessions, User, same

ADA = User("Ada", "analyst")


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_lasts_a_working_day_or_until_its_end() -> None:
    clock = Clock()
    held = Sessions(clock)
    cookie, session = held.start(ADA)
    assert held.find(cookie) == session and held.find("x") is None and held.find(None) is None
    other, _ = held.start(ADA)
    held.end(other)
    assert held.find(other) is None
    clock.now = sessions.LASTS
    assert held.find(cookie) is None


def test_the_oldest_session_gives_way_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST_SESSIONS", 2)
    held = Sessions(Clock())
    cookies = [held.start(ADA)[0] for _ in range(3)]
    assert [held.find(cookie) is not None for cookie in cookies] == [False, True, True]


def test_a_bucket_gives_so_many_at_once_and_then_so_many_a_second() -> None:
    clock = Clock()
    bucket = Bucket(2, 0.5, clock)
    assert [bucket.take("a") for _ in range(3)] == [0, 0, 2]
    assert bucket.take("b") == 0
    clock.now = 2
    assert [bucket.take("a") for _ in range(2)] == [0, 2]


def test_guessing_a_password_is_stopped_after_a_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_N", 2**4)
    known = {"Ada": Account("Ada", "analyst", accounts.hashed("three words to open"))}
    clock = Clock()
    logins = Logins(clock)
    for _ in range(5):
        with pytest.raises(LoginNeeded):
            logins.user(known, "Ada", "guess", "10.0.0.1")
    with pytest.raises(TooMany, match="too many tries"):
        logins.user(known, "Ada", "three words to open", "10.0.0.2")
    clock.now = 61
    assert logins.user(known, "Ada", "three words to open", "10.0.0.2") == ADA


def test_tokens_are_compared_whole() -> None:
    assert same("abc", "abc")
    assert not same(None, "abc") and not same("ab", "abc") and not same("\ud800", "abc")
