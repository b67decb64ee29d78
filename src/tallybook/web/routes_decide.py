"""Deciding: judgements, what they would change, history, undo, and what is worth deciding next."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from sqlalchemy import Connection
from starlette.responses import Response

from tallybook.book import incidents, judgements, links
from tallybook.book.reviews import incidents_of
from tallybook.errors import Outdated
from tallybook.judgement import Judgement
from tallybook.web.answers import Answer
from tallybook.web.deciding import Decision, Subject, effect, entries, entry_shown, moves, said
from tallybook.web.desk import Analyst, Desk, Reader, TheDesk, reader
from tallybook.web.incident_page import incident_named, page_of
from tallybook.web.places import places_named
from tallybook.web.queues import Kind, questions
from tallybook.web.routes_page import Id, careful
from tallybook.web.rows import row, rows_of
from tallybook.web.similar import likeness, likeness_shown, likenesses
from tallybook.web.wanted import Word

router = APIRouter(prefix="/api", tags=["deciding"], dependencies=[Depends(reader)])


class Undo(BaseModel):
    """The judgement to withdraw; without an id one's own last."""

    id: Subject = ""


class Past(BaseModel):
    """A stretch of the history: on a subject, or by somebody."""

    subject: Subject | None = None
    who: Word | None = None
    offset: int = Field(0, ge=0, le=10**9)
    limit: int = Field(50, ge=0, le=500)


class Near(BaseModel):
    """How many similar incidents."""

    limit: int = Field(10, ge=0, le=50)


class Queued(BaseModel):
    """A stretch of a queue."""

    kind: Kind = "all"
    offset: int = Field(0, ge=0, le=10**9)
    limit: int = Field(50, ge=0, le=500)


class Pair(BaseModel):
    """Two incidents."""

    a: Subject
    b: Subject


class Places(BaseModel):
    """A part of a place's name, and its country."""

    find: Word
    country: Word | None = None


@router.post("/judgements")
def judge(desk: TheDesk, user: Analyst, decision: Decision) -> Response:
    """Keep a decision."""
    words = said(_homed(desk, decision), user.name)
    with desk.deciding:
        _check_seen(desk, decision)
        made = desk.book.judge(**words)
    return _decided(desk, made)


@router.post("/preview")
def preview(desk: TheDesk, user: Analyst, decision: Decision) -> Response:
    """What a decision would change; nothing is kept."""
    return Answer(careful(desk, previewed(desk, decision, user.name)))


@router.post("/undo")
def undo(desk: TheDesk, user: Analyst, withdrawn: Undo) -> Response:
    """Withdraw a decision."""
    with desk.deciding:
        made = desk.book.judge("undo", withdrawn.id, who=user.name)
    return _decided(desk, made)


@router.get("/history")
def history(desk: TheDesk, user: Reader, past: Annotated[Past, Query()]) -> Response:
    """Decisions, the newest first."""
    desk.keeper.board()
    held = desk.keeper.past.log if past.subject is None else desk.book.judgements(past.subject).all
    told = [one for one in entries(desk, held, user.name) if past.who in (None, one["who"])]
    return Answer({"total": len(told), "rows": told[past.offset : past.offset + past.limit]})


@router.get("/queue")
def queue(desk: TheDesk, wanted: Annotated[Queued, Query()]) -> Response:
    """What is worth deciding next, by its effect on the totals."""
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        total, rows = questions(connection, board, wanted.kind, wanted.offset, wanted.limit, desk.veil)
    return Answer(careful(desk, {"total": total, "rows": rows}))


@router.get("/incidents/{id}/similar")
def similar(desk: TheDesk, id: Id, near: Annotated[Near, Query()]) -> Response:
    """Other incidents that look like this one."""
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        found = likenesses(connection, incident_named(connection, id), near.limit)
    rows = [
        {"row": row(board, board.entries[board.place_of[other]]), **_likeness(pair)}
        for other, pair in found
        if other in board.place_of
    ]
    return Answer({"rows": rows})


@router.get("/compare")
def compare(desk: TheDesk, user: Reader, pair: Annotated[Pair, Query()]) -> Response:
    """Two incidents side by side, what speaks for and against their being one, and what merging them would give."""
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        one, other = incident_named(connection, pair.a), incident_named(connection, pair.b)
        pages = [page_of(connection, board, each, desk.veil) for each in (one, other)]
        alike = likeness(connection, one, other)
    merged = Decision(verdict="same", subject=one.id, other=other.id)
    is_pair = one.id != other.id and not desk.book.store.is_read_only
    told = {
        "stamp": board.stamp,
        "a": pages[0],
        "b": pages[1],
        **_likeness(alike),
        "preview": previewed(desk, merged, user.name) if is_pair else None,
    }
    return Answer(careful(desk, told))


@router.get("/places")
def places(wanted: Annotated[Places, Query()]) -> Response:
    """Places of the gazetteer, for setting an incident's."""
    return Answer({"rows": places_named(wanted.find, wanted.country)})


def previewed(desk: Desk, decision: Decision, who: str) -> dict[str, Any]:
    """The answer to ``POST /api/preview``."""
    found = desk.book.preview(desk.book.draft(**said(_homed(desk, decision), who)))
    return {
        "before": [effect(one) for one in found.before],
        "after": [effect(one) for one in found.after],
        "moves": moves(found.before, found.after),
    }


def _homed(desk: Desk, decision: Decision) -> Decision:
    """An added claim that names the incident inside its report is about what that belongs to now."""
    local = decision.change.get("local")
    if decision.verdict != "add" or decision.other is not None or not isinstance(local, str):
        return decision
    id = f"{decision.subject}:{local}"
    with desk.book.store.read() as connection:
        home = links.incident_of(connection, [id]).get(id)
    return decision.model_copy(update={"other": home})


def _likeness(pair: Any) -> dict[str, Any]:
    return {"chance": None, "verdict": None, **likeness_shown(pair)}


def _check_seen(desk: Desk, decision: Decision) -> None:
    """Raises Outdated where the incident is no longer what the analyst saw."""
    if decision.seen is None or not decision.subject.startswith("i-"):
        return
    with desk.book.store.read() as connection:
        now = incidents.bases(connection, (), [decision.subject]).get(decision.subject)
    if now != decision.seen:
        raise Outdated(f"{decision.subject} has changed since it was looked at", "look at it again, and decide then")


def _decided(desk: Desk, made: Judgement) -> Response:
    board = desk.keeper.board(fresh=True)
    with desk.book.store.read() as connection:
        about = _about(connection, made)
    shown = entry_shown(board, made, {}, desk.veil)
    return Answer({"judgement": shown, "stamp": board.stamp, "incidents": about, "rows": rows_of(board, about)})


def _about(connection: Connection, made: Judgement) -> list[str]:
    current: Judgement | None = made
    while current is not None and current.verdict == "undo":
        current = judgements.get(connection, current.subject)
    return incidents_of(connection, current) if current else []
