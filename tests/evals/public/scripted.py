"""A reader that claims what stands in a text word for word ("3 civilians killed"), so that tests know what it found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, get_args

from tallybook.records import Figure, Harm, LocalIncident, Reading, Report, Span, identity

_FIGURE = re.compile(rf"\b(?:about )?(\d+) ([a-zA-Z]+(?: [a-zA-Z]+)??) ({'|'.join(get_args(Harm))})\b")
_VICTIMS = {"civilians": "civilian", "soldiers": "security_force", "insurgents": "armed_group"}


def read(report: Report) -> Reading:
    """Every figure of the text, all in incident A; a reader of its own text only."""
    figures = tuple(figure(report, match) for match in _FIGURE.finditer(report.text))
    return Reading(report.id, figures, (LocalIncident("A", report.id),) if figures else ())


def figure(report: Report, match: re.Match[str]) -> Figure:
    number, noun, harm = match.groups()
    victims: Any = _VICTIMS.get(noun.split()[-1], "unspecified")
    made: Any = harm
    return Figure(
        id=identity("c", report.id, match.start()),
        report=report.id,
        start=match.start(),
        end=match.end(2),
        sentence=Span(0, len(report.text)),
        local="A",
        harm=made,
        victims=victims,
        low=int(number),
        high=int(number),
        qualifier="exact",
    )


def changing(**changes: Any) -> Any:
    """The same reader with its figures changed, or with its incident (``incident=dict(...)``)."""
    incident = changes.pop("incident", {})

    def changed(report: Report) -> Reading:
        reading = read(report)
        return Reading(
            report.id,
            tuple(replace(claim, **changes) for claim in reading.claims),
            tuple(replace(local, **incident) for local in reading.incidents),
        )

    return changed
