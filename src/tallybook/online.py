"""The part of an open book that asks the web and shows what was received: pages fetched, feeds followed, originals.

``Online`` is a part of ``api.Book``; whoever never asks the web loads none of what does.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from tallybook.book import Store, captures, queries, words
from tallybook.book.captures import Capture
from tallybook.errors import InputError, NotFound
from tallybook.pipeline import Plan, Watcher
from tallybook.settings import Settings

if TYPE_CHECKING:
    from tallybook.fetching import Change, Fetched, Tools


class Online:
    """Asks the web for a book, and holds what was received."""

    store: Store
    settings: Settings
    _clock: Callable[[], datetime]

    @abstractmethod
    def _plan(self, jobs: int) -> Plan:
        """How to read and link."""

    @abstractmethod
    def _remember(self, started: str, numbers: Mapping[str, int]) -> None:
        """Keep what a run did."""

    def fetch(
        self,
        urls: str | Iterable[str],
        *,
        jobs: int = 1,
        tell: Callable[[Change | InputError], None] | None = None,
        watch: Watcher | None = None,
        tools: Tools | None = None,
    ) -> Fetched:
        """Fetch pages of the web into the book, each kept as received; safe to repeat and to interrupt.

        A page that is there already is asked for only what is new in it; one that changed is kept beside what it said
        before. ``tell`` is called with each Change of the record and each InputError as they come; the result holds
        both. ``tools`` replaces the web and the clock (``tallybook.fetching.Tools``). Raises MissingPart, BookError.
        """
        # Loaded here: nothing else needs the network.
        from tallybook import fetching

        started = self._clock().isoformat(timespec="seconds")
        wanted = [urls] if isinstance(urls, str) else list(urls)
        fetched = fetching.fetch(
            self.store, wanted, self._plan(jobs), tools or fetching.tools_of(self.settings),
            tell=tell or fetching.nobody, watch=watch,
        )  # fmt: skip
        self._remember(started, fetched.numbers())
        return fetched

    def watch(
        self,
        feeds: str | Iterable[str],
        *,
        every: str | float = "15m",
        since: str | None = None,
        rounds: int | None = None,
        jobs: int = 1,
        tell: Callable[[Change | InputError], None] | None = None,
        watch: Watcher | None = None,
        tools: Tools | None = None,
    ) -> Fetched:
        """Follow feeds: every so often what is new in them is fetched and read, and what it changed is told.

        ``every`` is in seconds, or words such as ``15m``; ``since`` (YYYY-MM-DD) leaves out pages that a feed dates
        before. Ends after ``rounds``, or never; the rest as in ``fetch``. Raises UsageError for ``every`` or ``since``,
        Forbidden for an address that may not be asked, MissingPart, BookError.
        """
        # Loaded here: nothing else needs the network.
        from tallybook import fetching

        started = self._clock().isoformat(timespec="seconds")
        fetched = fetching.watch(
            self.store, [feeds] if isinstance(feeds, str) else list(feeds), self._plan(jobs),
            tools or fetching.tools_of(self.settings), every=words.seconds(every), since=words.day(since),
            rounds=rounds, tell=tell or fetching.nobody, watch=watch,
        )  # fmt: skip
        self._remember(started, fetched.numbers())
        return fetched

    def captures(self, source: str | None = None) -> tuple[Capture, ...]:
        """What was received, in the order of the chain: all, or of one source the versions that were kept.

        ``source`` is the address or path, or a report's id (or a beginning of it) or path. Raises NotFound.
        """
        with self.store.read() as connection:
            if source is None:
                return tuple(captures.stream(connection))
            found = captures.of_source(connection, words.text(source, "source"))
            return found or captures.of_report(connection, queries.resolve_report(connection, source))

    def original(self, capture: Capture) -> bytes:
        """The bytes as received. Raises NotFound where the book keeps their digest alone."""
        with self.store.read() as connection:
            data = captures.original(connection, capture.digest)
        if data is None:
            what = f"the book keeps no bytes of {capture.source} as received on {capture.at}, only their digest"
            raise NotFound(what, "look at the file that was added; its SHA-256 must be " + capture.digest)
        return data
