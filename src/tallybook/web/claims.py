"""A claim as the desk shows it: its record, its words, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tallybook.export.jsonl import claim_line
from tallybook.export.page_cards import Shelf, card
from tallybook.export.page_types import Card
from tallybook.export.quotes import Piece
from tallybook.records import AnyClaim
from tallybook.web.veils import Veiled

REVIEWS = {"accept": "accepted", "fix": "fixed", "add": "fixed", "move": "fixed", "reject": "rejected"}
Veils = Mapping[str, Sequence[Veiled]]


def claim_shown(shelf: Shelf, claim: AnyClaim, incident: str | None, veils: Veils) -> dict[str, Any]:
    """The fields of claims.jsonl, with words, sentence and their surroundings, what it says, and where it stands.

    ``veils`` are by report what of its text is better covered.
    """
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
        "review": REVIEWS[claim.judged.verdict] if claim.judged else "open",
        "notes": list(made.notes),
        "veils": list(_veils(made, claim, veils.get(claim.report, ()))),
    }


def _veils(made: Card, claim: AnyClaim, stretches: Sequence[Veiled]) -> Iterator[dict[str, Any]]:
    """What is covered from the beginning of what stands before the sentence to the end of what stands after it."""
    first = claim.sentence.start - len(_plain(made.quote.before))
    last = claim.sentence.end + len(_plain(made.quote.after))
    for one in stretches:
        if one.start < last and first < one.end:
            yield {"start": one.start, "end": one.end, "veil": one.kind}


def _plain(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)
