"""The feeds that are watched: when each is due, and what its server said of it the last time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from tallybook.book.batches import batches
from tallybook.book.capture_schema import feeds


@dataclass(frozen=True, slots=True)
class FeedState:
    """A feed's state; ``parent`` is the index of sitemaps that named it, ``due`` seconds since 1970."""

    url: str
    due: float
    parent: str | None = None
    mark: str = ""
    tries: int = 0
    checked: str | None = None
    etag: str | None = None
    modified: str | None = None
    problem: str | None = None


def follow(connection: Connection, urls: Iterable[str], now: float, parent: str | None = None) -> None:
    """Know these feeds; those not known yet are due at once."""
    wanted = sorted(set(urls))
    for batch in batches(wanted):
        there = set(connection.scalars(select(feeds.c.url).where(feeds.c.url.in_(batch))))
        rows = [{"url": url, "due": now, "parent": parent, "mark": "", "tries": 0} for url in batch if url not in there]
        if rows:
            connection.execute(insert(feeds), rows)


def tell(connection: Connection, parent: str, named: Iterable[tuple[str, str]], now: float) -> None:
    """Follow the feeds that an index names, as (url, mark); one whose mark changed, or that has none, is due."""
    marks = dict(named)
    follow(connection, marks, now, parent)
    for url, mark in marks.items():
        changed = or_(feeds.c.mark != mark, feeds.c.mark == "")
        connection.execute(update(feeds).where(feeds.c.url == url, changed).values(mark=mark, due=now))


def due(connection: Connection, urls: Iterable[str], now: float) -> list[FeedState]:
    """Those of the feeds, and of the feeds they name, that are due, by address."""
    found: dict[str, FeedState] = {}
    for batch in batches(sorted(set(urls))):
        rows = select(feeds).where(or_(feeds.c.url.in_(batch), feeds.c.parent.in_(batch)), feeds.c.due <= now)
        found |= {row.url: FeedState(**dict(row._mapping)) for row in connection.execute(rows)}
    return [found[url] for url in sorted(found)]


def next_due(connection: Connection, urls: Iterable[str]) -> float | None:
    """When the next of the feeds is due."""
    times = [
        connection.scalar(select(func.min(feeds.c.due)).where(or_(feeds.c.url.in_(b), feeds.c.parent.in_(b))))
        for b in batches(sorted(set(urls)))
    ]
    return min((time for time in times if time is not None), default=None)


def put(connection: Connection, url: str, **state: Any) -> None:
    """Change what is known of a feed."""
    connection.execute(update(feeds).where(feeds.c.url == url).values(**state))
