"""What moved in the record, a line a move: ``Quetta 9 November 2024: killed 24 -> 26 civilians, the hospital``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tallybook.cli import screen

if TYPE_CHECKING:
    from tallybook.fetching import Change, Move
    from tallybook.records import Estimate, Incident

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def lines(change: Change) -> Iterator[str]:
    """The lines that tell a change."""
    head = where_and_when(change.incident)
    if change.kind == "withdrawn":
        yield f"{head}: withdrawn, no report tells of it any more"
    for title in change.merged:
        yield f"{head}: now holds {screen.line(title)} as well"
    if change.was is not None:
        yield f"{head}: {change.was} -> {change.incident.status}"
    for move in change.moves:
        yield f"{head}: {'new, ' if change.kind == 'new' else ''}{_moved(move)}"
    if change.kind == "new" and not change.moves:
        yield f"{head}: new, {screen.line(change.incident.title)}"


def where_and_when(incident: Incident) -> str:
    """The place and day of an incident, as one writes them in a message."""
    name = incident.place.name if incident.place else incident.title
    return " ".join(filter(None, (screen.line(name), _day(incident))))


def _day(incident: Incident) -> str:
    year, _, rest = (incident.start or "").partition("-")
    month, _, day = rest.partition("-")
    words = (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year)
    return " ".join(filter(None, words)) + (" (inferred)" if incident.date_inferred else "")


def _moved(move: Move) -> str:
    old, new = _best(move.old), _best(move.new)
    if move.old and move.new and old == new:
        old, new = screen.bounds(move.old), screen.bounds(move.new)
    number = new if move.old is None else f"{old} -> {new}"
    whom = "" if move.victims == "unspecified" else f" {screen.VICTIM_WORDS[move.victims]}"
    return f"{move.harm} {number}{whom}" + (f", {screen.line(move.who)}" if move.who else "")


def _best(estimate: Estimate | None) -> str:
    if estimate is None:
        return "none"
    return screen.bounds(estimate) if estimate.best is None else f"{estimate.best:,}"
