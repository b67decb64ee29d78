"""The pages that fetching knows: what is due, and what was said of each the last time. Survives any kill."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, insert, or_, select, update

from tallybook.book.batches import batches
from tallybook.book.capture_schema import captures, pages, sites
from tallybook.book.sites import MOST_WAIT

_JOINED = pages.outerjoin(sites, sites.c.site == pages.c.site)
_BUSY = 64
"""At most so many sites are being asked at once."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page's state. ``due`` and ``seen`` are seconds since 1970, ``due`` None where nobody waits for it.

    ``asked`` says that the user named it and it has not been had since; ``feed`` is the feed that told of it, ``mark``
    and ``day`` what that feed says of its change and publication. ``capture`` is the last one that holds its text.
    """

    url: str
    seen: float
    feed: str | None = None
    mark: str = ""
    day: str | None = None
    due: float | None = None
    asked: bool = False
    tries: int = 0
    checked: str | None = None
    status: int | None = None
    etag: str | None = None
    modified: str | None = None
    capture: str | None = None
    problem: str | None = None

    @property
    def site(self) -> str:
        """Scheme, host and port: what one request at a time is for."""
        return "/".join(self.url.split("/", 3)[:3])


def ask(connection: Connection, urls: Iterable[str], now: float) -> int:
    """Mark pages that the user names as due; gives how many are.

    Where some of them are still due, or not read yet, from a round that was cut short, that round goes on: those that
    it has had already are not asked for again.
    """
    wanted = sorted(set(urls))
    there = _known(connection, wanted)
    is_cut_short = any(page.asked for page in there.values()) or _is_unread(connection, there)
    _insert(connection, [Page(url, now, due=now, asked=True) for url in wanted if url not in there])
    if not is_cut_short:
        for batch in batches(there):
            row = {"due": now, "asked": True, "tries": 0, "problem": None}
            connection.execute(update(pages).where(pages.c.url.in_(batch)).values(row))
    rows = (select(func.count()).where(pages.c.url.in_(b), pages.c.asked) for b in batches(wanted))
    return sum(connection.scalar(each) or 0 for each in rows)


def tell(
    connection: Connection,
    feed: str,
    entries: Sequence[tuple[str, str, str | None]],
    now: float,
    silent: Container[str] = (),
) -> int:
    """Mark what a feed names, as (url, mark, day): pages that are new, and those whose mark changed; gives how many.

    Those in ``silent`` are only remembered where they are new: they become due when their mark changes.
    """
    there = _known(connection, [url for url, _, _ in entries])
    fresh = {
        url: Page(url, now, feed, mark, day, due=None if url in silent else now)
        for url, mark, day in entries
        if url not in there
    }
    moved = [(url, mark) for url, mark, _ in entries if url in there and mark and there[url].mark != mark]
    _insert(connection, fresh.values())
    for url, mark in moved:
        row = {"mark": mark, "due": now, "tries": 0, "problem": None}
        connection.execute(update(pages).where(pages.c.url == url).values(row))
    return len(fresh) + len(moved)


def due(
    connection: Connection, now: float, *, most: int, besides: Container[str] = (), only_asked: bool = False
) -> list[Page]:
    """Pages to ask for now: of each site that may be asked, and is not ``besides``, the one that waits longest."""
    first = func.min(pages.c.due)
    rows = select(pages.c.site).select_from(_JOINED).where(_waits(only_asked), pages.c.due <= now, _may_be_asked(now))
    rows = rows.group_by(pages.c.site).order_by(first, pages.c.site).limit(most + _BUSY)
    free = [site for site in connection.scalars(rows) if site not in besides][:most]
    return [_first_due(connection, site, now, only_asked) for site in free]


def _first_due(connection: Connection, site: str, now: float, only_asked: bool) -> Page:
    rows = select(pages).where(_waits(only_asked), pages.c.site == site, pages.c.due <= now)
    return _page(connection.execute(rows.order_by(pages.c.due, pages.c.url).limit(1)).one()._mapping)


def next_turn(connection: Connection, now: float, *, only_asked: bool = False) -> float | None:
    """When the next page is due and its site may be asked, None where none is due at all."""
    free = case((_may_be_asked(now), 0.0), else_=sites.c.free)
    turn = case((free > pages.c.due, free), else_=pages.c.due)
    found: float | None = connection.scalar(select(func.min(turn)).select_from(_JOINED).where(_waits(only_asked)))
    return found


def waiting(connection: Connection, *, only_asked: bool = False) -> int:
    """How many pages still have to be had: asked for by the user, or to be tried again."""
    owed = or_(pages.c.asked.is_(True), pages.c.tries > 0)
    return connection.scalar(select(func.count()).select_from(pages).where(_waits(only_asked), owed)) or 0


def get(connection: Connection, url: str) -> Page | None:
    """A page's state."""
    return _known(connection, [url]).get(url)


def put(connection: Connection, url: str, **state: Any) -> None:
    """Change what is known of a page."""
    connection.execute(update(pages).where(pages.c.url == url).values(**state))


def _may_be_asked(now: float) -> ColumnElement[bool]:
    """As ``sites.turn`` has it: what lies farther ahead than any wait comes from a clock that was set back."""
    return or_(sites.c.free.is_(None), sites.c.free <= now, sites.c.free > now + MOST_WAIT)


def _is_unread(connection: Connection, urls: Iterable[str]) -> bool:
    rows = (select(captures.c.id).where(captures.c.is_read.is_(False), captures.c.source.in_(b)) for b in batches(urls))
    return any(connection.execute(each.limit(1)).first() is not None for each in rows)


def _waits(only_asked: bool) -> ColumnElement[bool]:
    waits = pages.c.due.is_not(None)
    return and_(waits, pages.c.asked.is_(True)) if only_asked else waits


def _known(connection: Connection, urls: Iterable[str]) -> dict[str, Page]:
    found: dict[str, Page] = {}
    for batch in batches(sorted(set(urls))):
        for row in connection.execute(select(pages).where(pages.c.url.in_(batch))):
            found[row.url] = _page(row._mapping)
    return found


def _insert(connection: Connection, found: Iterable[Page]) -> None:
    columns = [column.name for column in pages.columns]  # ``site`` among them
    rows = [{name: getattr(page, name) for name in columns} for page in found]
    if rows:
        connection.execute(insert(pages), rows)


def _page(row: Any) -> Page:
    return Page(**{name: value for name, value in row.items() if name != "site"})
