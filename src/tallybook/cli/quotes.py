"""A claim as it is printed: what it says, who says it where, and the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tallybook.cli import screen
from tallybook.records import Confirmation, Denial, Disruption, Figure, Reaction, Responsibility

if TYPE_CHECKING:
    from tallybook.book.quoted import Quoted
    from tallybook.records import AnyClaim

SCOPE_WORDS = {"part": "part of the incident", "wider": "over several incidents"}
REACTION_WORDS = {
    "condemn": "condemns",
    "condole": "offers condolences",
    "support": "promises support",
    "blame": "blames",
    "deny": "denies",
    "call": "calls for action",
}


def said(claim: AnyClaim) -> str:
    """What a claim says, in a few words."""
    match claim:
        case Figure():
            return figure(claim)
        case Responsibility():
            return _responsibility(claim)
        case Denial():
            return f"denied by {claim.by}: {claim.of}"
        case Confirmation():
            return f"confirmed by {claim.by}: {claim.of}"
        case Reaction():
            return f"{claim.actor}: {REACTION_WORDS[claim.action]}"
        case Disruption():
            return f"{claim.what} disrupted: {claim.detail}"


def _responsibility(claim: Responsibility) -> str:
    by = f" by {claim.by}" if claim.by else " by the outlet itself"
    told = {"claimed": "claims it", "denied": "denies having done it", "blamed": f"blamed{by}"}
    return f"{claim.group}: {told[claim.mode]}"


def figure(claim: Figure) -> str:
    """A figure's number and what it counts, and what sets it apart from a plain current one."""
    marks = [] if claim.scope == "whole" else [SCOPE_WORDS[claim.scope]]
    marks += [] if claim.current else ["superseded"]
    also = f" or {claim.combined}" if claim.combined else ""
    victims = (screen.ONE_VICTIM if claim.low == claim.high == 1 else screen.VICTIM_WORDS)[claim.victims]
    told = f"{_number(claim)} {victims} {claim.harm}{also}"
    return told + (f" ({', '.join(marks)})" if marks else "")


def _number(claim: Figure) -> str:
    if claim.low is None:
        return f"up to {claim.high}"
    if claim.high is None:
        return f"at least {claim.low}"
    return str(claim.low) if claim.low == claim.high else f"{claim.low} to {claim.high}"


def speaker(claim: AnyClaim) -> str:
    """Who says it."""
    return f"{claim.speaker.name} ({claim.speaker.kind})" if claim.speaker else "the outlet itself"


def printed(quote: Quoted, indent: str = "  ", note: str = "") -> str:
    """A claim over three lines: what, by whom in which report, and the sentence."""
    where = ", ".join(part for part in (quote.outlet, quote.path, quote.published or "undated") if part)
    judged = quote.claim.judged
    note = note or (judged.in_words if judged else "")
    return "\n".join(
        (
            screen.paragraph(said(quote.claim) + (f" - {note}" if note else ""), indent + "  ", indent),
            screen.paragraph(f"{speaker(quote.claim)}, in {where}", indent + "    "),
            screen.paragraph(f'"{quote.sentence}"', indent + "    "),
        )
    )


def as_object(quote: Quoted) -> dict[str, Any]:
    """A claim as in claims.jsonl, with its words, its sentence's words and its report's path and date."""
    from tallybook.export.shown import quoted_line

    return quoted_line(quote)
