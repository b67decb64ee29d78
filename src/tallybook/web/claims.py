"""A claim as the desk shows it: its record, its words, and what stands around them."""

from __future__ import annotations

from typing import Any

from tallybook.export.jsonl import claim_line
from tallybook.export.page_cards import Shelf, card
from tallybook.export.quotes import Piece
from tallybook.records import AnyClaim


def claim_shown(shelf: Shelf, claim: AnyClaim, incident: str | None) -> dict[str, Any]:
    """The fields of claims.jsonl, with words, sentence and their surroundings, what it says, and where it stands."""
    report = shelf.reports[claim.report]
    made = card(shelf, claim)
    return {
        **claim_line(claim, incident),
        "words": report.text[claim.start : claim.end],
        "sentence_words": claim.sentence.of(report.text),
        "before": _plain(made.quote.before),
        "after": _plain(made.quote.after),
        "says": made.what,
        "path": report.path,
        "outlet": made.outlet,
        "published": report.published,
        "copies": list(made.copies),
        "review": "open",
        "notes": list(made.notes),
    }


def _plain(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)
