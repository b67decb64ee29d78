"""What fetching works with: the web, the clock, and the manners that the settings ask for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tallybook.gather.net.addresses import Allowed
from tallybook.gather.net.clock import Clock, SystemClock
from tallybook.gather.net.web import Asks, Bounds, Web, ready
from tallybook.settings import Settings

HOUR, DAY = 3600.0, 86_400.0
AGAIN = (HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY)
"""How old a page of a watched feed is when it is looked at again: tolls move most in the first hours."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The seams of fetching, and its settings; times are in seconds, sizes in bytes."""

    web: Asks
    clock: Clock = field(default_factory=SystemClock)
    pause: float = 2.0
    retries: int = 4
    jobs: int = 4
    original_size: int = 20_000_000
    longest_wait: float = 300.0
    allowed: Allowed = field(default_factory=Allowed)
    tell: Callable[[str], None] = lambda _line: None

    def stamp(self) -> str:
        """The time now, ISO 8601 (UTC)."""
        return datetime.fromtimestamp(self.clock.now(), UTC).isoformat(timespec="seconds")


def tools_of(settings: Settings, *, web: Asks | None = None, clock: Clock | None = None) -> Tools:
    """The tools that the settings ask for. Raises MissingPart where what fetches is not installed."""
    ready()
    allowed = Allowed.parse(settings.fetch_allow)
    bounds = Bounds(settings.fetch_timeout, settings.fetch_size)
    return Tools(
        web=web or Web(settings.fetch_agent, bounds, allowed),
        clock=clock or SystemClock(),
        pause=settings.fetch_pause,
        retries=settings.fetch_retries,
        jobs=settings.fetch_jobs,
        original_size=settings.original_size if settings.originals == "keep" else -1,
        allowed=allowed,
    )
