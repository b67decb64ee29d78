"""Two analysts: who is there, what was given to whom, their answers, how far they agree, what is settled."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import Connection
from starlette.responses import Response

from tallybook.book import coding, incidents
from tallybook.book.coding import Assignment, Coding
from tallybook.errors import NotAllowed, NotFound, UsageError
from tallybook.web import accounts
from tallybook.web.agreement import Rounds, agreement, disagreements
from tallybook.web.answers import Answer
from tallybook.web.blind import rounds_of
from tallybook.web.deciding import Note, Subject
from tallybook.web.desk import Analyst, Desk, Lead, Reader, TheDesk, reader
from tallybook.web.form import checked, settled, variables
from tallybook.web.rows import rows_of
from tallybook.web.wanted import Filter, Word

router = APIRouter(prefix="/api", tags=["two analysts"], dependencies=[Depends(reader)])
MOST_ASSIGNED = 1_000
Answered = Annotated[str, Field(max_length=200)] | Annotated[int, Field(ge=0, le=10**9)] | None


class Assign(BaseModel):
    """Incidents, by id or by a filter as in an address, and the analysts that each is given to."""

    incidents: list[Subject] = Field(default_factory=list, max_length=MOST_ASSIGNED)
    filter: Annotated[str, Field(max_length=2_000)] | None = None
    to: list[Word] = Field(min_length=1, max_length=20)
    note: Note = ""


class Assigned(BaseModel):
    """Whose assignments: all that still wait, or all that are done."""

    who: Word | None = None
    state: Literal["open", "done"] | None = None


class Answers(BaseModel):
    """An analyst's answers on an incident."""

    incident: Subject
    answers: dict[Word, Answered] = Field(max_length=40)
    note: Note = ""


class Settlement(BaseModel):
    """The answer that holds where analysts differ."""

    incident: Subject
    variable: Word
    value: Answered
    note: Note = ""


@router.get("/people")
def people(desk: TheDesk) -> Response:
    """Who may log in."""
    if desk.options.accounts is None:
        return Answer({"rows": [{"name": desk.alone.user.name, "role": desk.alone.user.role}]})
    known = accounts.load(desk.options.accounts)
    return Answer({"rows": [{"name": name, "role": known[name].role} for name in sorted(known)]})


@router.post("/assignments")
def assign(desk: TheDesk, user: Lead, given: Assign) -> Response:
    """Give incidents to analysts; two who are given the same one code it blind."""
    _check_known(desk, given.to)
    wanted = given.incidents or _filtered(desk, given.filter)
    with desk.book.store.write() as connection:
        found = incidents.get_all(connection, wanted)
        if missing := [id for id in wanted if id not in found]:
            raise NotFound(f"the book has no incident {missing[0]!r}", "load the list anew")
        made = (
            Assignment(id, who, user.name, desk.now(), given.note, found[id].reports)
            for id in dict.fromkeys(wanted)
            for who in dict.fromkeys(given.to)
        )
        assigned = coding.assign(connection, made)
    return Answer({"assigned": assigned})


@router.get("/assignments")
def assignments(desk: TheDesk, user: Reader, wanted: Annotated[Assigned, Query()]) -> Response:
    """What was given to whom; all but a lead see their own."""
    who = wanted.who if user.role == "lead" else user.name
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        rounds = rounds_of(connection)
        now = coding.incidents_now(connection, rounds.assignments)
    rows = [
        {
            "incident": now.get(one.incident, one.incident),
            "who": one.who,
            "by": one.by,
            "when": one.when,
            "note": one.note,
            "state": "done" if rounds.is_done(one.incident, one.who) else "open",
            "answers": _own(rounds, one, user.name),
            "row": next(iter(rows_of(board, [now.get(one.incident, "")])), None),
        }
        for one in rounds.assignments
        if who in (None, one.who)
    ]
    fitting = [row for row in rows if wanted.state in (None, row["state"])]
    return Answer({"total": len(fitting), "rows": fitting})


@router.get("/codings/form")
def form() -> Response:
    """What is asked."""
    return Answer({"variables": [variable.shown() for variable in variables()]})


@router.post("/codings")
def code(desk: TheDesk, user: Analyst, given: Answers) -> Response:
    """Keep an analyst's answers on an incident that they were given."""
    answers = checked(given.answers)
    with desk.book.store.write() as connection:
        rounds = rounds_of(connection)
        incident = _assigned_as(connection, rounds, given.incident, user.name)
        if not rounds.is_open(incident):
            raise NotAllowed("all who were asked have answered", "a lead settles what differs")
        coding.code(connection, Coding(incident, user.name, desk.now(), answers, given.note))
        is_open = rounds_of(connection).is_open(incident)
    return Answer({"incident": given.incident, "answers": answers, "open": is_open})


@router.get("/agreement")
def agreed(desk: TheDesk) -> Response:
    """Krippendorff's alpha for each variable."""
    with desk.book.store.read() as connection:
        return Answer(agreement(rounds_of(connection)))


@router.get("/disagreements")
def differing(desk: TheDesk) -> Response:
    """What analysts answered differently."""
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        rounds = rounds_of(connection)
        now = coding.incidents_now(connection, rounds.assignments)
    rows = [
        {**one, "incident": id, "row": next(iter(rows_of(board, [id])), None)}
        for one in disagreements(rounds)
        for id in (now.get(one["incident"], one["incident"]),)
    ]
    return Answer({"total": len(rows), "rows": rows})


@router.post("/settlements")
def settle(desk: TheDesk, user: Lead, given: Settlement) -> Response:
    """Settle a disagreement; what has a field of the record becomes a judgement that sets it, all else a note."""
    answer = checked({given.variable: given.value})
    with desk.book.store.read() as connection:
        rounds = rounds_of(connection)
        named = _as_assigned(connection, rounds, given.incident)
    if named is None or named not in rounds.compared():
        raise UsageError(f"nothing is to be settled on {given.incident}", "see GET /api/disagreements")
    verdict, change = settled(given.variable, answer[given.variable])
    why = f"settled: {given.variable} is {answer[given.variable]}" + (f"; {given.note}" if given.note else "")
    made = desk.book.judge(verdict, given.incident, who=user.name, why=why, reason="source", change=change)
    with desk.book.store.write() as connection:
        coding.code(connection, Coding(named, user.name, desk.now(), answer, given.note, settles=True))
    board = desk.keeper.board(fresh=True)
    return Answer({"judgement": made.id, "stamp": board.stamp})


def _own(rounds: Rounds, one: Assignment, asking: str) -> dict[str, Any] | None:
    found = rounds.answers.get(one.incident, {}).get(one.who)
    return dict(found.answers) if found and (one.who == asking or not rounds.is_open(one.incident)) else None


def _assigned_as(connection: Connection, rounds: Rounds, incident: str, who: str) -> str:
    """The id under which an incident was given to an analyst. Raises NotAllowed where it was not."""
    now = coding.incidents_now(connection, rounds.assignments)
    for one in rounds.assignments:
        if one.who == who and incident in (one.incident, now.get(one.incident)):
            return one.incident
    raise NotAllowed(f"{incident} was not given to {who}", "ask a lead for it")


def _as_assigned(connection: Connection, rounds: Rounds, incident: str) -> str | None:
    now = coding.incidents_now(connection, rounds.assignments)
    return next((one.incident for one in rounds.assignments if incident in (one.incident, now.get(one.incident))), None)


def _filtered(desk: Desk, given: str | None) -> list[str]:
    if given is None:
        raise UsageError("no incident is named", 'give {"incidents": [...]} or {"filter": "country=PK"}')
    chosen = desk.chosen(_filter(given))
    found = [entry.id for entry, fits in zip(chosen.board.entries, chosen.mask, strict=True) if fits]
    if len(found) > MOST_ASSIGNED:
        raise UsageError(
            f"the filter lets {len(found):,} incidents through", f"narrow it to {MOST_ASSIGNED:,} or fewer"
        )
    return found


def _filter(given: str) -> Filter:
    one = ("part_of", "from", "to", "min", "bbox", "text")
    told = {name: values[-1] if name in one else values for name, values in parse_qs(given.lstrip("?")).items()}
    try:
        return Filter.model_validate(told)
    except ValidationError as error:
        raise UsageError(f"{given[:100]!r} is not a filter", "write it as in the page's address") from error


def _check_known(desk: Desk, names: list[str]) -> None:
    if desk.options.accounts is None:
        return
    known = accounts.load(desk.options.accounts)
    for name in names:
        if name not in known:
            raise UsageError(f"there is no account {name!r}", f"there are: {', '.join(sorted(known))}")
