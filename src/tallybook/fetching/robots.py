"""The robots.txt of the sites that are asked: had once a day, kept in the book, obeyed for every address."""

from __future__ import annotations

from threading import Lock

from tallybook.book import Store, sites
from tallybook.errors import Forbidden
from tallybook.fetching.tools import Tools
from tallybook.gather.net import robots
from tallybook.gather.net.addresses import WebAddress
from tallybook.gather.net.web import Unanswered


class Robots:
    """Says what may be asked. Used by several threads at once."""

    def __init__(self, store: Store, tools: Tools) -> None:
        self._store = store
        self._tools = tools
        self._known: dict[str, tuple[float, str]] = {}
        self._lock = Lock()

    def permit(self, address: WebAddress) -> None:
        """Raises Forbidden for an address that its site asks us to leave alone, Unanswered where it does not say."""
        if not robots.may_ask(self._rules(address.site), str(address)):
            what = f"{address}: the site's robots.txt asks programs to leave it alone"
            raise Forbidden(what, "save the page in a browser and add the file: tallybook add BOOK FILE")

    def pause(self, site: str) -> float:
        """Seconds between two requests to a site, as far as its robots.txt is known."""
        known = self._in_memory(site)
        return max(self._tools.pause, robots.delay(known) if known else 0.0)

    def _rules(self, site: str) -> str:
        known = self._in_memory(site)
        if known is None:
            known = self._kept(site)
        return self._asked(site) if known is None else known

    def _in_memory(self, site: str) -> str | None:
        with self._lock:
            at, rules = self._known.get(site, (0.0, ""))
        return rules if 0 <= self._tools.clock.now() - at < robots.FRESH else None

    def _kept(self, site: str) -> str | None:
        with self._store.read() as connection:
            found = sites.robots(connection, site, self._tools.clock.now() - robots.FRESH)
        return None if found is None else self._remember(site, found)

    def _asked(self, site: str) -> str:
        try:
            answer = self._tools.web.get(f"{site}/robots.txt")
        except Unanswered as error:
            raise Unanswered(f"the robots.txt of {site} does not answer ({error})", again=error.again) from error
        found = robots.rules(answer.status, answer.body)
        if found is None:
            raise Unanswered(f"the robots.txt of {site} does not answer (status {answer.status})")
        with self._store.write() as connection:
            sites.put_robots(connection, site, found, self._tools.clock.now())
        return self._remember(site, found)

    def _remember(self, site: str, rules: str) -> str:
        with self._lock:
            self._known[site] = (self._tools.clock.now(), rules)
        return rules
