"""Who is asking: sessions of those who logged in, and limits on how often one may ask."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from tallybook.errors import LoginNeeded, TooMany
from tallybook.web.accounts import Account, Role, fits

COOKIE = "tallybook"
LASTS = 12 * 3600.0
"""Seconds: a working day."""
MOST_SESSIONS = 1_000
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class User:
    """Who asks, and what they may do."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Session:
    """A login; ``token`` is what every request that writes must show besides the cookie."""

    user: User
    token: str
    until: float


class Sessions:
    """The logins of one running desk; they end with it."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._open: dict[str, Session] = {}

    def start(self, user: User) -> tuple[str, Session]:
        """A new session and the cookie's value for it."""
        cookie, session = secrets.token_urlsafe(32), Session(user, secrets.token_urlsafe(32), self._clock() + LASTS)
        with self._lock:
            self._open = {key: one for key, one in self._open.items() if one.until > self._clock()}
            while len(self._open) >= MOST_SESSIONS:
                self._open.pop(next(iter(self._open)))
            self._open[cookie] = session
        return cookie, session

    def find(self, cookie: str | None) -> Session | None:
        """The session of a cookie, if it still runs."""
        found = self._open.get(cookie or "")
        return found if found is not None and found.until > self._clock() else None

    def end(self, cookie: str | None) -> None:
        """Log out."""
        with self._lock:
            self._open.pop(cookie or "", None)


class Bucket:
    """So many requests at once, and so many a second after that, for each key."""

    def __init__(self, most: float, a_second: float, clock: Clock = time.monotonic) -> None:
        self._most, self._a_second, self._clock = most, a_second, clock
        self._lock = Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Takes one; gives 0, or the seconds to wait where there is none."""
        now = self._clock()
        with self._lock:
            left, then = self._left.get(key, (self._most, now))
            left = min(self._most, left + (now - then) * self._a_second)
            if left < 1:
                return (1 - left) / self._a_second
            self._left[key] = (left - 1, now)
            self._forget(now)
        return 0

    def _forget(self, now: float) -> None:
        if len(self._left) > 10_000:
            full = self._most / self._a_second
            self._left = {key: kept for key, kept in self._left.items() if now - kept[1] < full}


class Logins:
    """Logging in, slowly enough that nobody can guess."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._by_name = Bucket(5, 1 / 60, clock)
        self._by_address = Bucket(20, 1 / 30, clock)

    def user(self, accounts: dict[str, Account], name: str, password: str, address: str) -> User:
        """Who that is. Raises LoginNeeded where the two do not fit, TooMany after a few tries."""
        wait = max(self._by_name.take(name), self._by_address.take(address))
        if wait:
            raise TooMany("too many tries to log in", f"wait {round(wait) + 1} seconds and try again")
        account = accounts.get(name)
        if not fits(account, password) or account is None:
            raise LoginNeeded("the name and the password do not fit", "type them again, or ask the lead")
        return User(account.name, account.role)


def same(given: str | None, token: str) -> bool:
    """Whether a request shows the right token."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), token.encode())
