"""Short accounts of a made-up incident by several speakers."""

from __future__ import annotations

from typing import Any

from tallybook.reconcile import Member, reconcile
from tallybook.records import (
    AnyClaim,
    Figure,
    Incident,
    LocalIncident,
    Place,
    Report,
    Span,
    Speaker,
    SpeakerKind,
    identity,
)

TOWN = Place("Harbel", "LR", "Margibi", 6.28, -10.35)


def speaker(name: str | None, kind: SpeakerKind = "police") -> Speaker | None:
    """A speaker, or None for the outlet's own voice."""
    return None if name is None else Speaker(name, kind, 0, 1)


def figure(number: int, by: str | None = None, kind: SpeakerKind = "police", at: int = 0, **more: Any) -> Figure:
    """A claim of a number killed, at a place in the text."""
    fields: dict[str, Any] = {
        "harm": "killed", "victims": "unspecified", "low": number, "high": number, "qualifier": "exact",
        "sentence": Span(0, 400), "local": "A", **more,
    }  # fmt: skip
    id = identity("c", number, by, kind, at, str(sorted(more.items())))
    return Figure(id=id, report="", start=at, end=at + 2, speaker=speaker(by, kind), **fields)


def member(
    path: str,
    *claims: AnyClaim,
    published: str | None = "2020-05-02",
    text: str = "",
    same_as: str | None = None,
    outlet: str | None = None,
    **more: Any,
) -> Member:
    """One report's telling."""
    report = Report(Report.make_id(path, text), path, text, published, outlet=outlet, same_as=same_as)
    fields: dict[str, Any] = {"type": "armed attack", "start": "2020-05-01", "place": TOWN, **more}
    return Member(report, LocalIncident("A", report.id, **fields), claims)


def incident(*members: Member, neighbours: tuple[Member, ...] = ()) -> Incident:
    """The members reconciled."""
    return reconcile(members, id="i-1", neighbours=neighbours)


def toll(*members: Member, harm: str = "killed", victims: str = "unspecified") -> tuple[int | None, ...]:
    """Low, best and high."""
    estimate = incident(*members).figures[harm][victims]
    return (estimate.low, estimate.best, estimate.high)
