"""Feeds that are followed: what they name is fetched, and looked at again while it is young."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from tallybook.book import Store, feeds, pages, sites
from tallybook.book.feeds import FeedState
from tallybook.errors import FetchError, InputError
from tallybook.fetching.ask import Outcome, ask, backoff
from tallybook.fetching.fetch import Fetched, Work
from tallybook.fetching.reading import Tell, nobody
from tallybook.fetching.robots import Robots
from tallybook.fetching.tools import DAY, Tools
from tallybook.gather.feeds import Entry, Feed, feed
from tallybook.gather.net.addresses import web_address
from tallybook.pipeline import Plan, Watcher

NEW_DAYS = 7
"""A sitemap names years of pages: without ``since``, those that it dates in so many days are fetched."""
SHORT = 60.0
"""Seconds that a round waits for a page whose turn has not come; it comes in the next round otherwise."""


def watch(
    store: Store, urls: Iterable[str], plan: Plan, tools: Tools, *, every: float, since: str | None = None,
    rounds: int | None = None, tell: Tell = nobody, watch: Watcher | None = None,
) -> Fetched:  # fmt: skip
    """Follow feeds: every so many seconds what is new in them is fetched, read, and what it changed is told.

    Ends after ``rounds``, or never. All state is in the book: a watch that was killed goes on where it stopped.
    ``since`` (YYYY-MM-DD) leaves out pages that a feed dates before. Raises Forbidden for an address that may not be
    asked, BookError where the book cannot be written.
    """
    wanted = sorted({str(web_address(url, tools.allowed)) for url in urls})
    with store.write() as connection:
        feeds.follow(connection, wanted, tools.clock.now())
    work = Work(store, plan, tools, Robots(store, tools), tell, watch)
    feeding = _Feeding(work, wanted, every, since)
    while True:
        feeding.poll()
        work.round(only_asked=False, longest_wait=SHORT)
        rounds = None if rounds is None else rounds - 1
        if rounds is not None and rounds <= 0:
            return work.fetched
        tools.clock.sleep(feeding.until_next())


@dataclass(frozen=True, slots=True)
class _Feeding:
    """The feeds of one watch, asked when they are due."""

    work: Work
    wanted: list[str]
    every: float
    since: str | None

    def until_next(self) -> float:
        """Seconds until a feed or a page is due; never longer than ``every``, whatever the clock does."""
        now = self.work.tools.clock.now()
        with self.work.store.read() as connection:
            times = (feeds.next_due(connection, self.wanted), pages.next_turn(connection, now))
        return min(self.every, max(1.0, min((time - now for time in times if time is not None), default=self.every)))

    def poll(self) -> None:
        """Ask the feeds that are due, and those that they name, until none is left for this round."""
        seen: set[str] = set()
        while due := [each for each in self._due() if each.url not in seen]:
            for state in due:
                seen.add(state.url)
                error = self._kept(state, self._asked(state))
                if error is not None:
                    self.work.fetched.failed.append(error)
                    self.work.tell(error)

    def _due(self) -> list[FeedState]:
        with self.work.store.read() as connection:
            return feeds.due(connection, self.wanted, self.work.tools.clock.now())

    def _asked(self, state: FeedState) -> Outcome:
        tools, robots = self.work.tools, self.work.robots
        site = web_address(state.url, tools.allowed).site
        while True:
            now = tools.clock.now()
            with self.work.store.write() as connection:
                seconds = sites.turn(connection, site, now, robots.pause(site))
            if not seconds:
                return ask(tools.web, state.url, robots.permit, etag=state.etag, modified=state.modified, now=now)
            if seconds > SHORT:
                return Outcome("later", None, None, seconds)
            tools.clock.sleep(seconds)

    def _kept(self, state: FeedState, outcome: Outcome) -> FetchError | None:
        """What a feed said goes into the book in one step; gives an error that was not told before."""
        named, error = _parsed(outcome)
        tools = self.work.tools
        now = tools.clock.now()
        with self.work.store.write() as connection:
            if named is not None:
                self._name(connection, state, named, now)
            feeds.put(connection, state.url, **_state(state, outcome, tools, self.every, named is not None, error))
            if outcome.wait is not None and outcome.answer is not None:
                sites.hold(connection, web_address(state.url, tools.allowed).site, now + outcome.wait)
        return error if error is not None and error.what != state.problem else None

    def _name(self, connection: Connection, state: FeedState, found: Feed, now: float) -> None:
        """Mark what is new: of a sitemap that is seen for the first time, nothing that it does not date."""
        is_map = found.kind in ("sitemap", "sitemaps")
        first = self.since or (_day(now - NEW_DAYS * DAY) if is_map else None)
        young = [entry for entry in found.entries if _is_young(entry, first)]
        silent = {entry.url for entry in young if is_map and state.checked is None and not _dated(entry)}
        told = [(entry.url, entry.mark, entry.day) for entry in young]
        pages.tell(connection, state.url, told, now, silent=silent)
        feeds.tell(
            connection, state.url, [(each.url, each.mark) for each in found.feeds if _is_young(each, first)], now
        )


def _parsed(outcome: Outcome) -> tuple[Feed | None, FetchError | None]:
    answer = outcome.answer
    if answer is None or outcome.kind != "page":
        return None, outcome.error
    try:
        return feed(answer.body, answer.url, answer.header("Content-Type")), None
    except InputError as wrong:
        return None, FetchError(wrong.what, wrong.next)


def _state(
    state: FeedState, outcome: Outcome, tools: Tools, every: float, is_feed: bool, error: FetchError | None
) -> dict[str, object]:
    now, answer = tools.clock.now(), outcome.answer
    told: dict[str, object] = {"problem": error.what if error else None}
    if outcome.kind == "later":
        seconds = max(outcome.wait or 0.0, min(every, backoff(state.url, state.tries)))
        return {**told, "due": now + seconds, "tries": state.tries + 1}
    told |= {"due": now + every, "tries": 0, "checked": tools.stamp()}
    if is_feed and answer is not None:
        told |= {"etag": answer.header("ETag") or None, "modified": answer.header("Last-Modified") or None}
    return told


def _is_young(entry: Entry, first: str | None) -> bool:
    """Whether it is of that day or later; what a feed does not date counts as young."""
    return first is None or (_dated(entry) or first) >= first


def _dated(entry: Entry) -> str:
    """The latest day that a feed gives a page, "" where it gives none."""
    return max(entry.day or "", entry.mark[:10] if entry.mark[:4].isdecimal() else "")


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
