"""From the page's words to a judgement, and from judgements to what the page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from typing import Annotated, Any

from pydantic import BaseModel, Field, StringConstraints
from sqlalchemy import Connection
from typing_extensions import TypedDict

from tallybook.errors import UsageError
from tallybook.judgement import VERDICTS, Judgement
from tallybook.records import HARMS, VICTIMS, Estimate, Incident
from tallybook.web.blind import hidden_from
from tallybook.web.board import Board
from tallybook.web.desk import Desk
from tallybook.web.rows import place_shown
from tallybook.web.veils import Veil
from tallybook.web.wanted import Word

Note = Annotated[str, StringConstraints(max_length=2_000)]
Subject = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
DECISIONS = tuple(verdict for verdict in VERDICTS if verdict != "undo")
_PARTS = ("reports", "members", "claims")


class Decision(BaseModel):
    """What an analyst decides: see docs/api.md for what each verdict takes. ``seen`` is the page's ``basis``."""

    verdict: Word
    subject: Subject
    other: Subject | None = None
    change: dict[str, Any] = Field(default_factory=dict, max_length=40)
    reasons: list[Word] = Field(default_factory=list, max_length=5)
    note: Note = ""
    seen: Word | None = None


class Said(TypedDict):
    """The words of ``Book.judge`` that a decision means."""

    verdict: str
    subject: str
    other: str | None
    who: str
    why: str
    reason: str | None
    parts: tuple[str, ...]
    change: dict[str, Any]


def said(decision: Decision, who: str) -> Said:
    """A decision in the words of ``Book.judge``. Raises UsageError for a verdict that there is not."""
    if decision.verdict not in DECISIONS:
        raise UsageError(f"{decision.verdict!r} is not a verdict", f"there are: {', '.join(DECISIONS)}")
    reason, *more = [*decision.reasons, None] if not decision.reasons else decision.reasons
    note = " ".join((decision.note.strip(), *(f"[{code}]" for code in more if code)))
    return {
        "verdict": decision.verdict,
        "subject": decision.subject,
        "other": decision.other,
        "who": who,
        "why": note.strip(),
        "reason": reason,
        "parts": tuple(_parts(decision)),
        "change": _CHANGES.get(decision.verdict, dict)(decision.change),
    }


def _parts(decision: Decision) -> Iterable[str]:
    for name in _PARTS if decision.verdict == "split" else ():
        given = decision.change.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise UsageError(f"{name} {given!r} is not a list of ids", f'write {{"{name}": ["..."]}}')
        yield from given


def _claim_change(change: Mapping[str, Any]) -> dict[str, Any]:
    """A speaker comes with its kind and span; a judgement takes the name and the kind, and finds the span."""
    told = {name: value for name, value in change.items() if name not in ("speaker", "local")}
    if "speaker" in change:
        speaker = change["speaker"]
        told["speaker"] = speaker.get("name") if isinstance(speaker, dict) else speaker
        if isinstance(speaker, dict) and speaker.get("kind"):
            told["speaker_kind"] = speaker["kind"]
    return told


def _incident_change(change: Mapping[str, Any]) -> dict[str, Any]:
    """A place comes whole; a judgement takes its fields beside the others."""
    told = {name: value for name, value in change.items() if name != "place"}
    place = change.get("place")
    if isinstance(place, dict):
        fields = ("country", "adm1", "lat", "lon", "precision")
        told |= {
            "place": place.get("name", ""),
            **{name: place[name] for name in fields if place.get(name) is not None},
        }
    elif place is not None:
        told["place"] = place
    return told


def _split_change(change: Mapping[str, Any]) -> dict[str, Any]:
    return _incident_change({name: value for name, value in change.items() if name not in _PARTS})


_CHANGES = {"fix": _claim_change, "add": _claim_change, "set": _incident_change, "split": _split_change}


def entry_shown(board: Board, one: Judgement, undone_by: Mapping[str, str], veil: Veil) -> dict[str, Any]:
    """A judgement as the history shows it; where names are covered, without a claim's words."""
    return {
        "id": one.id,
        "verdict": one.verdict,
        "subject": one.subject,
        "other": one.other,
        "change": one.change,
        "reasons": [one.reason] if one.reason else [],
        "note": one.why,
        "who": one.who,
        "when": one.when,
        "stands": one.id not in undone_by,
        "undone_by": undone_by.get(one.id),
        "title": _title(board, one, veil),
    }


def entries(
    desk: Desk, told: Sequence[Judgement], asking: str, connection: Connection | None = None
) -> list[dict[str, Any]]:
    """These judgements, the newest first, as far as ``asking`` may see them."""
    if not told:
        return []
    past, board = desk.keeper.past, desk.keeper.board()
    gone = undone(past.log)
    with nullcontext(connection) if connection else desk.book.store.read() as reading:
        hidden = hidden_from(reading, asking, told, past)
    return [entry_shown(board, one, gone, desk.veil) for one in reversed(told) if one.id not in hidden]


def undone(told: Sequence[Judgement]) -> dict[str, str]:
    """For each judgement that is withdrawn the standing undo that withdraws it."""
    found: dict[str, str] = {}
    for one in reversed(told):
        if one.verdict == "undo" and one.id not in found:
            found[one.subject] = one.id
    return found


def effect(incident: Incident) -> dict[str, Any]:
    """An incident before or after a decision, with its figures and why they are so."""
    return {
        "id": incident.id,
        "title": incident.title,
        "start": incident.start,
        "place": place_shown(_plain_place(incident)),
        "status": incident.status,
        "reports": len(incident.reports),
        "tolls": [
            {"harm": harm, "victims": victims, **_ends(estimate), "why": estimate.why}
            for harm, by_victims in incident.figures.items()
            for victims, estimate in by_victims.items()
        ],
    }


def moves(before: Sequence[Incident], after: Sequence[Incident]) -> list[dict[str, Any]]:
    """What changes of the figures: each harm and class summed over the incidents, before and after."""
    told = [
        (harm, victims, _sum(before, harm, victims), _sum(after, harm, victims))
        for harm in HARMS
        for victims in VICTIMS
    ]
    return [
        {"harm": harm, "victims": victims, "before": was, "after": now}
        for harm, victims, was, now in told
        if was != now
    ]


def _sum(found: Sequence[Incident], harm: str, victims: str) -> dict[str, int] | None:
    held = [estimate for incident in found if (estimate := incident.figures.get(harm, {}).get(victims)) is not None]
    if not held:
        return None
    return {end: sum(_ends(estimate)[end] or 0 for estimate in held) for end in ("low", "best", "high")}


def _ends(estimate: Estimate) -> dict[str, int | None]:
    return {"low": estimate.low, "best": estimate.best, "high": estimate.high}


def _plain_place(incident: Incident) -> dict[str, Any] | None:
    place = incident.place
    if place is None:
        return None
    return {name: getattr(place, name) for name in ("name", "country", "adm1", "lat", "lon", "precision")}


def _title(board: Board, one: Judgement, veil: Veil) -> str:
    named = [board.entries[board.place_of[id]].title for id in (one.subject, one.other or "") if id in board.place_of]
    if named:
        return " / ".join(named)
    if veil.names:
        return one.subject
    return next((target.words for target in one.claims if target.words), one.subject)
