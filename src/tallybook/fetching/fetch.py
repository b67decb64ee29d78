"""Pages that the user names, fetched into a book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tallybook.book import Store, incidents, pages
from tallybook.errors import Forbidden, InputError
from tallybook.fetching.changes import Change
from tallybook.fetching.drain import Drain, Drained
from tallybook.fetching.reading import AT_ONCE, Taken, Tell, nobody, take
from tallybook.fetching.robots import Robots
from tallybook.fetching.tools import Tools
from tallybook.gather.net.addresses import web_address
from tallybook.pipeline import Plan, Progress, Watcher

MOST_FAILED = 100_000
"""How many errors a result holds; all of them are told as they come."""


@dataclass(slots=True)
class Fetched:
    """What a fetching came to.

    Pages: ``new``, ``changed``, the ``same`` as before, ``gone`` (there before, not any more), ``later`` (still due:
    the same command goes on with them). ``reports`` were kept of them, ``failed`` holds the error of each page that
    could not be had or read, ``changes`` what moved in the record, ``incidents`` is the number in the book.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    later: int = 0
    reports: int = 0
    incidents: int = 0
    failed: list[InputError] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def numbers(self) -> dict[str, int]:
        """The counts by name."""
        names = ("new", "changed", "same", "gone", "later", "reports", "incidents")
        return {**{name: getattr(self, name) for name in names}, "failed": len(self.failed)}

    def asked(self, drained: Drained) -> None:
        """Count what was asked for."""
        for name in ("new", "changed", "same", "gone"):
            setattr(self, name, getattr(self, name) + getattr(drained, name))
        self.later = drained.later
        self._fail(drained.failed)

    def read(self, taken: Taken) -> None:
        """Count what was read."""
        self.reports += taken.kept
        self._fail(taken.failed)

    def _fail(self, errors: Sequence[InputError]) -> None:
        """A watch may run for months: only the last errors are held."""
        self.failed += errors
        del self.failed[:-MOST_FAILED]


@dataclass(slots=True)
class Work:
    """All that one fetching has in hand: the book, how to read, the network's tools, whom to tell, and its outcome."""

    store: Store
    plan: Plan
    tools: Tools
    robots: Robots
    tell: Tell
    watch: Watcher | None = None
    fetched: Fetched = field(default_factory=Fetched)

    def round(self, *, only_asked: bool, longest_wait: float, total: int | None = None) -> None:
        """Ask for all that is due and read what came, also what a killed run left."""
        self._read()
        read = 0

        def rest(drained: Drained) -> None:
            nonlocal read
            if self.watch is not None:
                self.watch(Progress("fetch", drained.had, total))
            if drained.new + drained.changed - read >= AT_ONCE:
                read = drained.new + drained.changed
                self._read()

        drained = Drain(self.store, self.tools, self.robots, only_asked=only_asked, rest=rest).run(longest_wait)
        for error in drained.failed:
            self.tell(error)
        self.fetched.asked(drained)
        self._read()
        with self.store.read() as connection:
            self.fetched.incidents = incidents.count(connection)

    def _read(self) -> None:
        self.fetched.read(take(self.store, self.plan, self.tell, self.watch))


def fetch(
    store: Store, urls: Iterable[str], plan: Plan, tools: Tools, *, tell: Tell = nobody, watch: Watcher | None = None
) -> Fetched:
    """Pages into the book, each kept as received, read, linked and reconciled.

    Safe to repeat and to interrupt: a page is asked for only what is new, and a run that was cut short goes on where
    it stopped. ``tell`` is given each change of the record and each error as it comes. Raises BookError where the
    book cannot be written.
    """
    fetched = Fetched()
    work = Work(store, plan, tools, Robots(store, tools), _both(fetched, tell), watch, fetched)
    good = list(_addresses(urls, work))
    with store.write() as connection:
        total = pages.ask(connection, good, tools.clock.now())
    work.round(only_asked=True, longest_wait=tools.longest_wait, total=total)
    return fetched


def _addresses(urls: Iterable[str], work: Work) -> Iterator[str]:
    """The addresses in one spelling; those that are none are told."""
    for url in urls:
        try:
            yield str(web_address(url, work.tools.allowed))
        except Forbidden as error:
            work.fetched.failed.append(error)
            work.tell(error)


def _both(fetched: Fetched, tell: Tell) -> Tell:
    """Changes are collected, and all is told on."""

    def told(each: Change | InputError) -> None:
        if isinstance(each, Change):
            fetched.changes.append(each)
        tell(each)

    return told
