"""A whole report with its claims: the text in pieces that follow each other without a gap."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, select

from tallybook.book import captures, links, queries, reports
from tallybook.book.captures import Capture
from tallybook.book.schema import reports as table
from tallybook.export.jsonl import report_line
from tallybook.export.page_cards import Shelf, outlet_of
from tallybook.gather.credits import credit, credited, is_of
from tallybook.records import AnyClaim, Part, Report
from tallybook.web.board import Board
from tallybook.web.claims import claim_shown
from tallybook.web.veils import Veil, Veiled, veiled

_RIGHT_TO_LEFT = ("R", "AL")
_LETTERS_LOOKED_AT = 2_000


def evidence(connection: Connection, board: Board, report: Report, veil: Veil) -> dict[str, Any]:
    """The answer to ``GET /api/reports/ID``, but for what people decided."""
    reading = reports.readings(connection, [report.id]).get(report.id)
    claims = reading.claims if reading else ()
    shown = veil.report(report, claims)
    family = links.copy_group(connection, [report.same_as or report.id])
    others = reports.get(connection, sorted(family.keys() - {report.id}))
    homes = links.incident_of(connection, [local.id for local in reading.incidents] if reading else [])
    shelf = Shelf((), claims, [shown, *others.values()])
    stretches = veiled(report.text, claims)
    original = others.get(report.same_as or "")
    return {
        "stamp": board.stamp,
        "report": report_line(shown),
        "sha256": hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "read_by": connection.scalar(select(table.c.read_by).where(table.c.id == report.id)),
        "captured": _captured(connection, report, veil),
        "original": _named(original) if original else None,
        "credits": _agency(credit(report)),
        "origin_why": _why_origin(original or report, others.values(), report) if family.keys() - {report.id} else None,
        "copies": [_named(one) for one in others.values() if one.same_as == report.id],
        "direction": direction(report.text),
        "pieces": pieces(shown.text, report.parts, claims, stretches),
        "claims": [
            claim_shown(shelf, claim, homes.get(reports.local_id(claim) or ""), {report.id: stretches})
            for claim in claims
        ],
        "incidents": _incidents(board, homes.values()),
        "local": [
            {"key": local.key, "incident": homes.get(local.id), "title": _title(board, homes.get(local.id))}
            for local in (reading.incidents if reading else ())
        ],
    }


def _why_origin(stands: Report, others: Iterable[Report], report: Report) -> str:
    """Why one report of a group of copies stands for the others: the rule of ``likely_origin``, in words."""
    group = {one.id: one for one in (*others, report)}
    agency = credited(group.values())
    if agency and is_of(stands, agency):
        return f"it is {_agency(agency)}'s own, which they credit"
    if stands.published is None:
        return "none of them has a date"
    return "it is the earliest of them"


def _agency(name: str | None) -> str | None:
    return name and (name.upper() if len(name) <= 4 else name.title())


def received(connection: Connection, report: str) -> Capture | None:
    """The last capture that a report was read from and whose bytes the book holds."""
    return next((one for one in reversed(captures.of_report(connection, report)) if one.kept == "whole"), None)


def _captured(connection: Connection, report: Report, veil: Veil) -> dict[str, Any] | None:
    """Where a report's bytes came from and where to get them; names that the desk covers stay covered."""
    capture = received(connection, report.id)
    if capture is None or veil.names:
        return None
    return {
        "url": capture.url or capture.source,
        "when": capture.at,
        "sha256": capture.digest,
        "type": dict(capture.headers).get("content-type", "application/octet-stream"),
        "bytes": capture.size,
        "href": f"/api/reports/{report.id}/original",
    }


def pieces(
    text: str, parts: Sequence[Part], claims: Sequence[AnyClaim], stretches: Sequence[Veiled]
) -> list[dict[str, Any]]:
    """The text cut wherever a part, a claim, a speaker's words or a veil begins or ends.

    What lies in no part is ``furniture``; a report without parts is all ``body``.
    """
    said = [(claim.start, claim.end, claim.id) for claim in claims]
    speak = [(one.speaker.start, one.speaker.end, one.id) for one in claims if one.speaker is not None]
    # A name inside a passage is told as a name.
    veils = [(one.start, one.end, one.kind) for one in sorted(stretches, key=lambda one: one.kind != "name")]
    roles = [(part.start, part.end, part.role) for part in parts] or [(0, len(text), "body")]
    cuts = {0, len(text)}
    for start, end, _ in (*said, *speak, *veils, *roles):
        cuts |= {min(max(start, 0), len(text)), min(max(end, 0), len(text))}
    edges = sorted(cuts)
    return [
        {
            "start": start,
            "end": end,
            "role": next(iter(_over(roles, start, end)), "furniture"),
            "text": text[start:end],
            "claims": _over(said, start, end),
            "speaks": _over(speak, start, end),
            "veil": next(iter(_over(veils, start, end)), None),
        }
        for start, end in pairwise(edges)
    ]


def direction(text: str) -> str:
    """``rtl`` where most letters of the beginning are written from right to left."""
    kinds = [unicodedata.bidirectional(letter) for letter in text[:_LETTERS_LOOKED_AT]]
    leftward = sum(kind in _RIGHT_TO_LEFT for kind in kinds)
    return "rtl" if leftward > sum(kind == "L" for kind in kinds) else "ltr"


def report_named(connection: Connection, words: str) -> Report:
    """The report of an id, the beginning of one, or a path. Raises NotFound."""
    id = queries.resolve_report(connection, words)
    return reports.get(connection, [id])[id]


def _over(marks: Iterable[tuple[int, int, str]], start: int, end: int) -> list[str]:
    return [name for first, last, name in marks if first <= start and end <= last]


def _named(report: Report) -> dict[str, Any]:
    return {"id": report.id, "outlet": outlet_of(report), "path": report.path, "published": report.published}


def _incidents(board: Board, ids: Iterable[str]) -> list[dict[str, Any]]:
    return [{"id": id, "title": _title(board, id)} for id in dict.fromkeys(ids)]


def _title(board: Board, id: str | None) -> str | None:
    place = board.place_of.get(id or "")
    return None if place is None else board.entries[place].title
