"""A web and a clock that are not there, for tests and for trying things out: no network, no waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from tallybook.gather.net.addresses import joined, web_address
from tallybook.gather.net.web import Answer, Headers, Permit, Unanswered

Page = Answer | Unanswered | Callable[[Headers], Answer]


@dataclass
class FakeClock:
    """A clock that moves only when someone sleeps; ``slept`` are the seconds of each sleep."""

    time: float = 1_700_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Seconds since 1970."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass at once."""
        self.slept.append(seconds)
        self.time += seconds


@dataclass
class FakeWeb:
    """Pages by address: an answer, a function of the headers sent, or an Unanswered; ``asked`` is who was asked for."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def put(self, url: str, body: str | bytes, kind: str = "text/html", status: int = 200, **headers: str) -> None:
        """Put a page there; ``headers`` have ``_`` for ``-``."""
        data = body.encode() if isinstance(body, str) else body
        told = (("Content-Type", kind), *((name.replace("_", "-"), value) for name, value in headers.items()))
        self.pages[url] = Answer(url, status, told, data, "192.0.2.1")

    def get(self, url: str, headers: Headers = (), permit: Permit | None = None) -> Answer:
        """As ``Web.get``: 404 for what is not there, 304 where the ETag sent is the page's own."""
        address = web_address(url)
        if permit is not None:
            permit(address)
        self.asked.append(str(address))
        page = self.pages.get(str(address), Answer(str(address), 404))
        answer = page(headers) if callable(page) else page
        if isinstance(answer, Unanswered):
            raise answer
        if answer.header("ETag") and ("If-None-Match", answer.header("ETag")) in headers:
            return Answer(answer.url, 304, answer.headers)
        if answer.header("Location"):
            return self.get(joined(address, answer.header("Location")), headers, permit)
        return answer
