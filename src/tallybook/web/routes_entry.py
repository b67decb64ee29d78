"""The way in: what the page needs first, logging in and out, and whether the book has changed."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import func, select
from starlette.responses import Response

from tallybook import settings, vocabulary
from tallybook.book.schema import claims, reports
from tallybook.errors import UsageError
from tallybook.records import HARMS, QUALIFIERS, SCOPES, SPEAKER_KINDS, STATUSES
from tallybook.web import accounts, labels
from tallybook.web.answers import Answer
from tallybook.web.board import Board
from tallybook.web.deciding import DECISIONS
from tallybook.web.desk import Desk, TheDesk, TheSession, check_token, reader
from tallybook.web.sessions import COOKIE, LASTS, Session

router = APIRouter(prefix="/api", tags=["entry"])
_PRECISIONS = ("exact", "near", "adm2", "adm1", "country")


class Login(BaseModel):
    """A name and a password."""

    name: Annotated[str, StringConstraints(max_length=100)]
    password: Annotated[str, StringConstraints(max_length=accounts.MOST_LETTERS)] = Field(repr=False)


@router.get("/desk")
def entrance(desk: TheDesk, request: Request) -> Response:
    """What the page needs first; without a login hardly more than that one is needed."""
    return Answer(_desk(desk, desk.session(request)))


@router.post("/login")
def login(desk: TheDesk, request: Request, who: Login) -> Response:
    """Log in; gives what ``/api/desk`` gives, and a cookie."""
    if desk.options.accounts is None:
        raise UsageError("this desk has no accounts", "go on without logging in")
    address = request.client.host if request.client else "?"
    user = desk.logins.user(accounts.load(desk.options.accounts), who.name, who.password, address)
    cookie, session = desk.sessions.start(user)
    answer = Answer(_desk(desk, session))
    answer.set_cookie(
        COOKIE, cookie, max_age=int(LASTS), path="/", httponly=True, samesite="strict", secure=desk.options.https
    )
    return answer


@router.post("/logout")
def logout(desk: TheDesk, request: Request, session: TheSession) -> Response:
    """Log out."""
    check_token(session, request)
    desk.sessions.end(request.cookies.get(COOKIE))
    answer = Answer(_desk(desk, desk.session(request) if desk.options.accounts is None else None))
    answer.delete_cookie(COOKIE, path="/")
    return answer


@router.get("/stamp", dependencies=[Depends(reader)])
def stamp(desk: TheDesk) -> Response:
    """Another one whenever the book has changed."""
    return Answer({"stamp": desk.keeper.board().stamp})


def _desk(desk: Desk, session: Session | None) -> dict[str, Any]:
    options = desk.options
    told: dict[str, Any] = {
        "book": desk.book.store.name if session else None,
        "version": version("tallybook"),
        "stamp": None,
        "token": session.token if session else None,
        "user": {"name": session.user.name, "role": session.user.role} if session else None,
        "login": options.accounts is not None,
        "counts": None,
        "policies": list(settings.POLICIES),
        "policy": desk.book.settings.policy,
        "options": {
            "coarse": options.coarse,
            "hide_names": options.hide_names,
            "hide_graphic": options.hide_graphic,
            "read_only": desk.book.store.is_read_only,
            "tiles": options.tiles,
            "pmtiles": options.pmtiles,
        },
        "words": None,
    }
    if session:
        board = desk.keeper.board()
        told |= {"stamp": board.stamp, "counts": _counts(desk, board), "words": _words(desk.book.reasons())}
    return told


def _counts(desk: Desk, board: Board) -> dict[str, int]:
    with desk.book.store.read() as connection:
        whole, copies, dated = connection.execute(
            select(func.count(), func.count(reports.c.same_as), func.count(reports.c.published)).select_from(reports)
        ).one()
        claimed = connection.scalar(select(func.count()).select_from(claims)) or 0
    return {
        "incidents": len(board),
        "reports": whole,
        "copies": copies,
        "undated": whole - dated,
        "claims": claimed,
    }


def _words(reasons: dict[str, str]) -> dict[str, Any]:
    return {
        "harms": list(HARMS),
        "victims": _labelled(labels.VICTIMS),
        "statuses": list(STATUSES),
        "types": list(vocabulary.load("event_types")),
        "precisions": list(_PRECISIONS),
        "qualifiers": list(QUALIFIERS),
        "scopes": list(SCOPES),
        "speaker_kinds": list(SPEAKER_KINDS),
        "groups": _labelled(labels.groups()),
        "verdicts": list(DECISIONS),
        "reasons": _labelled(reasons),
        "disagreements": _labelled(labels.DISAGREEMENTS),
        "reviews": _labelled(labels.REVIEWS),
    }


def _labelled(words: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in words.items()]
