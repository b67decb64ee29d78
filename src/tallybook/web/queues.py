"""What is worth deciding next, by what it could change: pairs, doubtful claims, incidents told very differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from sqlalchemy import Connection

from tallybook.book import reports
from tallybook.book.undecided import Undecided, find
from tallybook.export.page_cards import Shelf
from tallybook.web.board import Board
from tallybook.web.claims import claim_shown
from tallybook.web.columns import Ints
from tallybook.web.rows import row
from tallybook.web.veils import Veil, veiled

Kind = Literal["all", "pairs", "claims", "incidents"]
MOST = 300
"""Questions that are looked through at most: nobody gets to the end of so long a queue in a day."""
_KINDS = {"pairs": ("pair",), "claims": ("claim",), "all": ("pair", "claim")}


def questions(
    connection: Connection, board: Board, kind: Kind, offset: int, limit: int, veil: Veil
) -> tuple[int, list[dict[str, Any]]]:
    """How many questions there are (at most MOST are counted), and a stretch of them, the weightiest first."""
    if kind == "incidents":
        chosen = _far_apart(board)
        return len(chosen), [_apart(board, place) for place in chosen[offset : offset + limit]]
    found = [one for one in find(connection, MOST) if one.kind in _KINDS[kind]]
    return len(found), list(_shown(connection, board, found[offset : offset + limit], veil))


def _far_apart(board: Board) -> Ints:
    """The incidents that nobody has looked at and whose estimates differ, the farthest apart first."""
    open_ones = board.review.among(["open"]) & ~board.disagreement.among(["none"])
    order = board.order("spread", descending=True)
    return order[open_ones[order]]


def _apart(board: Board, place: Any) -> dict[str, Any]:
    entry = board.entries[place]
    told = f"{entry.title}: low and high differ by {entry.spread}" if entry.spread else f"{entry.title}: contradicted"
    return {
        "kind": "incident",
        "subject": entry.id,
        "other": None,
        "effect": entry.spread,
        "value": None,
        "why": told,
        "row": row(board, entry),
        "other_row": None,
        "claim": None,
    }


def _shown(connection: Connection, board: Board, found: list[Undecided], veil: Veil) -> Iterator[dict[str, Any]]:
    claims = _claims(connection, found, veil)
    for one in found:
        ids = [incident.id for incident in one.incidents]
        lines = [row(board, board.entries[board.place_of[id]]) if id in board.place_of else None for id in ids]
        yield {
            "kind": one.kind,
            "subject": one.claim.id if one.claim else ids[0],
            "other": None if one.claim else ids[-1],
            "effect": one.best,
            "value": one.value,
            "why": claims[one.claim.id]["says"] if one.claim and veil.names else one.what,
            "row": lines[0] if lines else None,
            "other_row": lines[1] if len(lines) > 1 else None,
            "claim": claims.get(one.claim.id) if one.claim else None,
        }


def _claims(connection: Connection, found: Iterable[Undecided], veil: Veil) -> dict[str, dict[str, Any]]:
    told = {one.claim.id: (one.claim, one.incidents[0].id if one.incidents else None) for one in found if one.claim}
    texts = reports.get(connection, sorted({claim.report for claim, _ in told.values()}))
    own = {id: [claim for claim, _ in told.values() if claim.report == id] for id in texts}
    shelf = Shelf((), [claim for claim, _ in told.values()], [veil.report(text, own[id]) for id, text in texts.items()])
    veils = {id: veiled(text.text, own[id]) for id, text in texts.items()}
    return {id: claim_shown(shelf, claim, home, veils) for id, (claim, home) in told.items()}
