"""What a site's robots.txt asks of us (RFC 9309), and how long to wait between requests."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protego import Protego

NAME = "tallybook"
"""The name that a site may speak to in its robots.txt."""
MOST_BYTES = 500 * 1024
"""RFC 9309, 2.5: at least so much is read; what is beyond is left out."""
FRESH = 24 * 3600.0
"""RFC 9309, 2.4: seconds for which it may be kept."""
MOST_DELAY = 120.0
"""Seconds of Crawl-delay that are obeyed: a site that asks for more would hold a list up for days."""
ANYTHING = ""
"""What stands for one that is not there (RFC 9309, 2.3.1.3): all may be asked."""


def rules(status: int, body: bytes) -> str | None:
    """The rules that an answer to /robots.txt gives; None where the site is in no state to tell (RFC 9309, 2.3.1.4)."""
    if status == 200:
        return body[:MOST_BYTES].decode("utf-8", "replace").replace("\0", "")
    return ANYTHING if 400 <= status < 500 and status != 429 else None


def may_ask(rules: str, url: str) -> bool:
    """Whether the rules let us ask for an address."""
    return bool(_parsed(rules).can_fetch(url, NAME))


def delay(rules: str) -> float:
    """Seconds that the rules want between two requests; 0 where they say nothing."""
    parsed = _parsed(rules)
    asked = parsed.crawl_delay(NAME) or 0.0
    rate = parsed.request_rate(NAME)
    each = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return min(MOST_DELAY, max(0.0, float(asked), float(each)))


@lru_cache(maxsize=256)
def _parsed(rules: str) -> Protego:
    # Loaded here: only fetching needs it.
    from protego import Protego

    return Protego.parse(rules)
