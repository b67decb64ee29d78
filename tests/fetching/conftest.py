"""A book that is fetched into, without a network and without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tallybook.book import Store, captures, incidents, reports
from tallybook.book.captures import Capture
from tallybook.errors import InputError
from tallybook.fetching import Change, Fetched, Tools, fetch, watch
from tallybook.gather.net.addresses import Allowed
from tallybook.gather.net.fakes import FakeClock, FakeWeb
from tallybook.pipeline import Plan
from tallybook.records import Incident, Report
from tests import storyteller
from tests.fetching.server import Server

PLAN = Plan(storyteller.read, "story/1")
WORDS = "Smoke rose over the market that morning and families waited at the hospital gate for word of their own."


def told(*lines: str, day: str = "2024-08-27", words: str = WORDS) -> str:
    """A page of plain text that the storyteller can read."""
    return "\n".join((day, "", words, "", *lines)) + "\n"


def blast(toll: int, town: str = "Town001", who: str = "a hospital", day: str = "2024-08-26") -> str:
    """A line of figures."""
    return f"{town} | {day} | the league | {toll} killed civilian | {who}"


@dataclass
class Desk:
    """A book with its tools: what fetching did can be asked of it."""

    path: Path | str
    web: FakeWeb = field(default_factory=FakeWeb)
    clock: FakeClock = field(default_factory=FakeClock)
    told: list[Change | InputError] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = Store.open(self.path)

    @property
    def tools(self) -> Tools:
        """The tools, one page at a time so that the order is known."""
        return Tools(**{"web": self.web, "clock": self.clock, "pause": 2.0, "retries": 2, "jobs": 1, **self.known})

    def fetch(self, *urls: str) -> Fetched:
        """Fetch pages."""
        return fetch(self.store, urls, PLAN, self.tools, tell=self.told.append)

    def watch(self, *feeds: str, rounds: int = 1, every: float = 900.0, since: str | None = None) -> Fetched:
        """Follow feeds for some rounds."""
        return watch(
            self.store, feeds, PLAN, self.tools, every=every, since=since, rounds=rounds, tell=self.told.append
        )

    def put(self, url: str, *lines: str, **known: Any) -> None:
        """A page of text on the fake web."""
        self.web.put(url, told(*lines), "text/plain", **known)

    def feed(self, url: str, *links: str, **known: Any) -> None:
        """A feed on the fake web; a link may carry its mark behind a blank."""
        items = (link.partition(" ") for link in links)
        entries = "".join(
            f"<entry><id>{u}</id><link href='{u}'/>{f'<updated>{m}</updated>' if m else ''}</entry>"
            for u, _, m in items
        )
        self.web.put(
            url, f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>", "application/atom+xml", **known
        )

    @property
    def changes(self) -> list[Change]:
        """The changes told so far."""
        return [each for each in self.told if isinstance(each, Change)]

    def incidents(self) -> list[Incident]:
        """All incidents, by id."""
        with self.store.read() as connection:
            found = [incidents.get(connection, id) for id in sorted(incidents.all_bases(connection))]
        return [each for each in found if each is not None]

    def best(self) -> list[int | None]:
        """The best estimates of civilians killed."""
        return sorted(each.figures["killed"]["civilian"].best or 0 for each in self.incidents())

    def reports(self) -> list[Report]:
        """All reports, by id."""
        with self.store.read() as connection:
            return list(reports.stream(connection))

    def captures(self) -> list[Capture]:
        """The chain; it must hold."""
        with self.store.read() as connection:
            assert captures.verify(connection).broken == ()
            return list(captures.stream(connection))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A book that nothing was fetched into yet."""
    found = Desk(tmp_path / "x.book")
    yield found
    found.store.close()


@pytest.fixture
def site() -> Iterator[Server]:
    """A real server on this machine."""
    with Server() as server:
        yield server


HERE = Allowed.parse("127.0.0.1")
