"""One page or feed asked for, and what the answer comes to: its text, nothing new, gone, refused, or later."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Literal

from tallybook.book.sites import MOST_WAIT
from tallybook.errors import FetchError, Forbidden, NotThere
from tallybook.gather.net.addresses import WebAddress
from tallybook.gather.net.web import Answer, Asks, Headers, Unanswered

Kind = Literal["page", "same", "gone", "refused", "later"]
Permit = Callable[[WebAddress], None]

BASE = 5.0
"""Seconds before the first try again; each further one waits twice as long."""
MOST = MOST_WAIT
"""Seconds that are waited at most, whatever a server says."""
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_GONE = (404, 410)


_LATER = "run the same command again later"
_BY_HAND = "save it in a browser and add the file: tallybook add BOOK FILE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What asking came to. ``wait`` are the seconds that the server wants us to stay away (later), if it says so."""

    kind: Kind
    answer: Answer | None = None
    error: FetchError | None = None
    wait: float | None = None

    @property
    def status(self) -> int | None:
        """The status of the answer, None where there was none."""
        return self.answer.status if self.answer else None


def ask(web: Asks, url: str, permit: Permit, *, etag: str | None, modified: str | None, now: float) -> Outcome:
    """Ask for an address, only for what is new where it was had before. Raises nothing that a server can cause."""
    try:
        return _judged(web.get(url, _conditions(etag, modified), permit), url, now)
    except Forbidden as error:
        return Outcome("refused", None, error)
    except Unanswered as error:
        kind: Kind = "later" if error.again else "refused"
        return Outcome(kind, None, FetchError(f"{url}: {error}", _LATER if error.again else _BY_HAND))


def backoff(url: str, tries: int) -> float:
    """Seconds before a page is asked for again: twice as long each time, and not all pages at one moment."""
    spread = 1 + zlib.crc32(f"{url} {tries}".encode()) / 2**32
    return min(MOST, BASE * 2.0 ** min(tries, 20) * spread)


def _conditions(etag: str | None, modified: str | None) -> Headers:
    known = (("If-None-Match", etag), ("If-Modified-Since", modified))
    return tuple((name, value) for name, value in known if value)


def _judged(answer: Answer, url: str, now: float) -> Outcome:
    status = answer.status
    if status == 304:
        return Outcome("same", answer)
    if status in (200, 203):
        if answer.body:
            return Outcome("page", answer)
        return Outcome("refused", answer, NotThere(f"{url}: the server sends an empty page", "look at it in a browser"))
    if status in _GONE:
        what = f"{url}: the page is not there (status {status})"
        return Outcome("gone", answer, NotThere(what, "check the address; the archive of the web may have it"))
    if status in _BUSY:
        error = FetchError(f"{url}: the server is busy or down (status {status})", _LATER)
        return Outcome("later", answer, error, _retry_after(answer.header("Retry-After"), now))
    what = f"{url}: the server refuses the page (status {status})"
    return Outcome("refused", answer, NotThere(what, _BY_HAND))


def _retry_after(said: str, now: float) -> float | None:
    """Seconds that a Retry-After asks for (RFC 9110, 10.2.3): a number, or a date."""
    if said.strip().isdecimal():
        return min(MOST, float(said.strip()[:9]))
    try:
        when = parsedate_to_datetime(said)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    seconds = when.replace(tzinfo=when.tzinfo or UTC).timestamp() - now
    return min(MOST, max(0.0, seconds))
