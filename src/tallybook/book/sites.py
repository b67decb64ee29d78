"""The sites that are asked: when each may be asked again, and its robots.txt. Shared by all who fetch into one book."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select, update

from tallybook.book.capture_schema import sites

MOST_WAIT = 3600.0
"""Seconds that a site is left alone at most: a clock that was set back must not stop it for a year."""


def turn(connection: Connection, site: str, now: float, pause: float) -> float:
    """Take the site's next turn: 0 where it may be asked now, and then not again before ``pause`` seconds have passed.

    Otherwise the seconds to wait.
    """
    free = connection.scalar(select(sites.c.free).where(sites.c.site == site)) or 0.0
    if now < free <= now + MOST_WAIT:
        return float(free - now)
    _put(connection, site, free=now + pause)
    return 0.0


def hold(connection: Connection, site: str, until: float) -> None:
    """Ask the site nothing before that time (seconds since 1970)."""
    _put(connection, site, free=until)


def robots(connection: Connection, site: str, since: float) -> str | None:
    """The site's robots.txt, where it was had at that time or later."""
    rows = select(sites.c.robots).where(sites.c.site == site, sites.c.robots_at >= since)
    found: str | None = connection.scalar(rows)
    return found


def put_robots(connection: Connection, site: str, rules: str, now: float) -> None:
    """Keep a site's robots.txt."""
    _put(connection, site, robots=rules, robots_at=now)


def _put(connection: Connection, site: str, **state: Any) -> None:
    changed = connection.execute(update(sites).where(sites.c.site == site).values(**state))
    if not changed.rowcount:
        connection.execute(insert(sites), [{"site": site, "free": 0.0, **state}])
