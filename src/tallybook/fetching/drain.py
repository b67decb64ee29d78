"""Pages that are due, asked for a few at a time; each answer is in the book before anything else is done with it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from threading import Thread
from typing import TypeVar

from sqlalchemy import Connection

from tallybook.book import Store, captures, pages, sites
from tallybook.book.captures import Capture
from tallybook.book.pages import Page
from tallybook.errors import FetchError
from tallybook.fetching.ask import Outcome, ask, backoff
from tallybook.fetching.robots import Robots
from tallybook.fetching.tools import AGAIN, Tools
from tallybook.gather.net.web import Answer

T = TypeVar("T")


@dataclass(slots=True)
class Drained:
    """What asking came to: pages that were new, changed, the same, gone; ``failed`` for good; ``later`` still due."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    later: int = 0
    failed: list[FetchError] = field(default_factory=list)

    @property
    def had(self) -> int:
        """Pages that were answered for or given up."""
        return self.new + self.changed + self.same + self.gone + len(self.failed)


Rest = Callable[[Drained], None]


class Drain:
    """Asks for the pages that are due: of several sites at once, of one site one after another with its pause."""

    def __init__(self, store: Store, tools: Tools, robots: Robots, *, only_asked: bool, rest: Rest) -> None:
        self.drained = Drained()
        self._store = store
        self._tools = tools
        self._robots = robots
        self._only_asked = only_asked
        self._rest = rest
        self._out: dict[str, tuple[Page, Future[Outcome]]] = {}

    def run(self, longest_wait: float) -> Drained:
        """Until nothing is due within ``longest_wait`` seconds. ``rest`` is called whenever there is time to read."""
        while True:
            wait_for = self._send()
            if self._out:
                self._settle()
            self._rest(self.drained)
            if self._out or wait_for == 0:
                continue
            if wait_for is None or wait_for > longest_wait:
                break
            self._tools.clock.sleep(wait_for)
        with self._store.read() as connection:
            self.drained.later = pages.waiting(connection, only_asked=self._only_asked)
        return self.drained

    def _send(self) -> float | None:
        """Ask for what can be asked for now; gives the seconds until more can be, None where nothing is due."""
        now, room = self._tools.clock.now(), self._tools.jobs - len(self._out)
        with self._store.read() as connection:
            due = pages.due(connection, now, most=room, besides=self._out, only_asked=self._only_asked) if room else []
        for page in due:
            if self._turn(page.site, now) == 0:
                self._out[page.site] = (page, _started(lambda page=page: self._ask(page)))  # type: ignore[misc]
        with self._store.read() as connection:
            turn = pages.next_turn(connection, now, only_asked=self._only_asked)
        return None if turn is None else max(0.0, turn - now)

    def _turn(self, site: str, now: float) -> float:
        with self._store.write() as connection:
            return sites.turn(connection, site, now, self._robots.pause(site))

    def _ask(self, page: Page) -> Outcome:
        known = (page.etag, page.modified) if page.capture else (None, None)
        now = self._tools.clock.now()
        return ask(self._tools.web, page.url, self._robots.permit, etag=known[0], modified=known[1], now=now)

    def _settle(self) -> None:
        """Wait for one answer at least, and keep what came."""
        wait([future for _, future in self._out.values()], return_when=FIRST_COMPLETED)
        for site, (page, future) in list(self._out.items()):
            if future.done():
                del self._out[site]
                self._keep(site, page, future.result())

    def _keep(self, site: str, page: Page, outcome: Outcome) -> None:
        with self._store.write() as connection:
            pause = self._robots.pause(site) if outcome.wait is None else outcome.wait
            sites.hold(connection, site, self._tools.clock.now() + pause)
            match outcome.kind:
                case "page":
                    self._kept(connection, page, _answer(outcome))
                case "same" if page.capture:
                    self._done(connection, page, outcome, page.capture)
                    self.drained.same += 1
                case "later" if page.tries < self._tools.retries:
                    self._postpone(connection, page, outcome)
                case "gone":
                    self._gone(connection, page, outcome)
                case _:
                    self._failed(connection, page, outcome)

    def _kept(self, connection: Connection, page: Page, answer: Answer) -> None:
        last = captures.latest(connection, page.url)
        capture = self._capture(connection, page, answer, is_read=False)
        if last is None:
            self.drained.new += 1
        elif last.id == capture.id:
            self.drained.same += 1
        else:
            self.drained.changed += 1
        self._done(connection, page, Outcome("page", answer), capture.id)

    def _gone(self, connection: Connection, page: Page, outcome: Outcome) -> None:
        """A page that was there and is not any more: that it vanished, and when, is kept as well."""
        if page.capture is None:
            self._failed(connection, page, outcome)
            return
        self._capture(connection, page, _answer(outcome), is_read=True)
        self.drained.gone += 1
        self._done(connection, page, outcome, page.capture, again=False)

    def _failed(self, connection: Connection, page: Page, outcome: Outcome) -> None:
        said = "the server says that nothing is new, but nothing was had before"
        error = outcome.error or FetchError(f"{page.url}: {said}", "run the same command again later")
        self.drained.failed.append(error)
        self._done(connection, page, outcome, page.capture, problem=error.what)

    def _postpone(self, connection: Connection, page: Page, outcome: Outcome) -> None:
        seconds = max(outcome.wait or 0.0, backoff(page.url, page.tries))
        problem = outcome.error.what if outcome.error else None
        due = self._tools.clock.now() + seconds
        pages.put(connection, page.url, due=due, tries=page.tries + 1, status=outcome.status, problem=problem)

    def _done(
        self, connection: Connection, page: Page, outcome: Outcome, capture: str | None, *,
        again: bool = True, problem: str | None = None,
    ) -> None:  # fmt: skip
        told = {"etag": page.etag, "modified": page.modified}
        if outcome.kind == "page":
            answer = _answer(outcome)
            told = {"etag": answer.header("ETag") or None, "modified": answer.header("Last-Modified") or None}
        pages.put(
            connection, page.url, due=self._next(page) if again else None, asked=False, tries=0,
            checked=self._tools.stamp(), status=outcome.status, capture=capture, problem=problem, **told,
        )  # fmt: skip

    def _next(self, page: Page) -> float | None:
        """When a page of a feed is looked at again; one that the user named is only when it is named again."""
        if page.feed is None:
            return None
        now = self._tools.clock.now()
        return next((page.seen + age for age in AGAIN if page.seen + age > now), None)

    def _capture(self, connection: Connection, page: Page, answer: Answer, *, is_read: bool) -> Capture:
        found = captures.received(
            answer.body, source=page.url, at=self._tools.stamp(), means="fetched", most=self._tools.original_size,
            url=answer.url, status=answer.status, headers=answer.headers, ip=answer.ip or None,
            redirects=answer.redirects,
        )  # fmt: skip
        return captures.put(connection, found, is_read=is_read)


def _answer(outcome: Outcome) -> Answer:
    assert outcome.answer is not None
    return outcome.answer


def _started(work: Callable[[], T]) -> Future[T]:
    """Begun in a thread of its own, which a program that ends does not wait for."""
    done: Future[T] = Future()

    def settle() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - handed to the one who waits, and raised there
            done.set_exception(error)

    Thread(target=settle, daemon=True).start()
    return done
