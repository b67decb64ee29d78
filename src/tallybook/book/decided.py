"""An incident as analysts decided it: what was set stands over what the reports tell; what was rejected is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, get_type_hints

from tallybook.book.codec import from_plain
from tallybook.book.effects import rejected
from tallybook.judgement import Judgement
from tallybook.reconcile import facts
from tallybook.records import AnyClaim, Estimate, Figure, Incident

SETTABLE = ("start", "end", "place", "type", "groups", "status")


def decided(incident: Incident, sets: Sequence[Judgement], claims: Iterable[AnyClaim]) -> Incident:
    """An incident with what judgements set, the latest last, and its rejected claims among those left out."""
    for judgement in sets:
        change: dict[str, Any] = {
            name: from_plain(_hints()[name], value) for name, value in judgement.change.items() if name in SETTABLE
        }
        if "start" in change:
            why = f": {judgement.why}" if judgement.why else ""
            change |= {"date_why": f"set by {judgement.who}{why}", "date_inferred": False}
        incident = replace(incident, **change)
    if sets:
        incident = replace(incident, title=facts.title(incident.type, incident.place, incident.figures))
    return _with_rejected(incident, sorted(rejected(list(claims)), key=lambda found: found[0].id))


@cache
def _hints() -> dict[str, Any]:
    return get_type_hints(Incident)


def _with_rejected(incident: Incident, found: Sequence[tuple[AnyClaim, str]]) -> Incident:
    if not found:
        return incident
    figures = {
        harm: {victims: _left_out(estimate, harm, victims, found) for victims, estimate in by_victims.items()}
        for harm, by_victims in incident.figures.items()
    }
    return replace(incident, figures=figures)


def _left_out(estimate: Estimate, harm: str, victims: str, found: Sequence[tuple[AnyClaim, str]]) -> Estimate:
    more = tuple(
        (claim.id, told)
        for claim, told in found
        if isinstance(claim, Figure) and (claim.harm, claim.victims) == (harm, victims)
    )
    return replace(estimate, left_out=(*estimate.left_out, *more)) if more else estimate
