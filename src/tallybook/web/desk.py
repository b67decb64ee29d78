"""One running desk: the book, its board, who may use it; and how a route gets at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Annotated, Any

from anyio import CapacityLimiter
from fastapi import Depends, Request
from starlette.responses import Response

from tallybook.api import Book
from tallybook.errors import LoginNeeded, NotAllowed
from tallybook.web.accounts import ROLES, Role
from tallybook.web.answers import as_json
from tallybook.web.board import Board
from tallybook.web.coarse import coarse
from tallybook.web.columns import Mask
from tallybook.web.entries import Entry
from tallybook.web.guard import TOKEN_HEADER
from tallybook.web.keeper import Keeper
from tallybook.web.options import Options
from tallybook.web.sessions import COOKIE, Logins, Session, Sessions, User, same
from tallybook.web.veils import Veil
from tallybook.web.wanted import Filter, everything, masks

ANSWERS_KEPT = 64
PAGES_AT_ONCE = 2
"""Incidents' pages that are made at once; the others wait in line. All at once, each would take as long as all."""


class Desk:
    """The parts of a running desk."""

    def __init__(self, book: Book, options: Options, clock: Callable[[], datetime] | None = None) -> None:
        self._clock = clock or _utc
        self.book = book
        self.options = options
        self.veil = Veil(names=options.hide_names)
        self.keeper = Keeper(book, _coarse_entry if options.coarse else _as_it_is)
        self.deciding = Lock()
        self.pages = CapacityLimiter(PAGES_AT_ONCE)
        self._answers: dict[tuple[str, str, str], bytes] = {}
        self._remembering = Lock()
        self.sessions = Sessions()
        self.logins = Logins()
        # Without accounts there is one user, at this machine, whose pages show this token.
        self.alone = self.sessions.start(User(options.analyst, "lead"))[1]

    def now(self) -> str:
        """The time as the book keeps it."""
        return self._clock().isoformat(timespec="seconds")

    def session(self, request: Request) -> Session | None:
        """Whose request it is: that of the login, or without accounts that of the one user."""
        if self.options.accounts is None:
            return self.alone
        return self.sessions.find(request.cookies.get(COOKIE))

    def remembered(self, name: str, wanted: Filter, make: Callable[[Chosen], Any]) -> Response:
        """A view's answer, made once for one state of the book and one filter: most ask for the same few."""
        key = (self.keeper.board().stamp, name, wanted.model_dump_json())
        kept = self._answers.get(key)
        if kept is None:
            kept = as_json(make(self.chosen(wanted)))
            with self._remembering:
                while len(self._answers) >= ANSWERS_KEPT:
                    self._answers.pop(next(iter(self._answers)))
                self._answers[key] = kept
        return Response(kept, media_type="application/json")

    def chosen(self, wanted: Filter) -> Chosen:
        """The board and what of it a filter lets through."""
        board = self.keeper.board()
        found = masks(board, wanted, lambda words: self.keeper.telling(board, words))
        return Chosen(board, wanted, found, everything(board, found))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a filter lets through: the mask of each parameter, and that of all together."""

    board: Board
    wanted: Filter
    masks: dict[str, Mask]
    mask: Mask


async def desk_of(request: Request) -> Desk:
    """The desk that a request reached."""
    found: Desk = request.app.state.desk
    return found


TheDesk = Annotated[Desk, Depends(desk_of)]


async def _session(request: Request, desk: TheDesk) -> Session:
    found = desk.session(request)
    if found is None:
        raise LoginNeeded("nobody is logged in", "log in first: POST /api/login")
    return found


TheSession = Annotated[Session, Depends(_session)]


async def reader(session: TheSession) -> User:
    """Anybody who is logged in."""
    return session.user


async def analyst(session: TheSession, request: Request) -> User:
    """One who may decide, with the token that shows that the desk's own page asks."""
    return _writer(session, request, "analyst")


async def lead(session: TheSession, request: Request) -> User:
    """One who may also assign and settle."""
    return _writer(session, request, "lead")


Reader = Annotated[User, Depends(reader)]
Analyst = Annotated[User, Depends(analyst)]
Lead = Annotated[User, Depends(lead)]


def check_token(session: Session, request: Request) -> None:
    """Raises NotAllowed where the request does not show its session's token."""
    if not same(request.headers.get(TOKEN_HEADER), session.token):
        raise NotAllowed("the request does not show the token of its login", "load the page anew")


def _writer(session: Session, request: Request, least: Role) -> User:
    check_token(session, request)
    if ROLES.index(session.user.role) < ROLES.index(least):
        raise NotAllowed(f"{session.user.name} is a {session.user.role}", f"ask somebody who is {least} at least")
    return session.user


def _utc() -> datetime:
    return datetime.now(UTC)


def _as_it_is(entry: Entry) -> Entry:
    return entry


def _coarse_entry(entry: Entry) -> Entry:
    return replace(entry, place=coarse(entry.place))
