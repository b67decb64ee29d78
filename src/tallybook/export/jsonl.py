"""The interchange format, ``tallybook/1``: reports, claims and incidents, one JSON object a line.

The lines are sorted by id and their keys stand in one order, so the same reports give the same bytes whatever the
order in which they came in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Connection

from tallybook import estimates
from tallybook.book import queries, reports
from tallybook.book.codec import to_plain
from tallybook.export.files import written
from tallybook.records import SCHEMA, AnyClaim, Estimate, Incident, Judged, Report

NAMES = ("reports.jsonl", "claims.jsonl", "incidents.jsonl")

_KEYS = {
    "figure": ("harm", "victims", "low", "high", "qualifier", "scope", "combined", "sum_of"),
    "responsibility": ("group", "mode", "by"),
    "denial": ("by", "of"),
    "confirmation": ("by", "of"),
    "reaction": ("actor", "action"),
    "disruption": ("what", "detail"),
}


def write(connection: Connection, folder: Path, *, policy: str | None = None) -> tuple[Path, ...]:
    """Write the three files into a folder, line by line, and give their paths.

    ``policy`` makes the estimates under another rule than the book's. Raises TallybookError where they cannot be
    written; the old ones then stay.
    """
    with written(folder, *NAMES) as (report_file, claim_file, incident_file):
        _lines(report_file, map(report_line, reports.stream(connection)))
        _lines(claim_file, (claim_line(claim, incident) for claim, incident in queries.claims_by_id(connection)))
        found = estimates.under(connection, queries.incidents_by_id(connection), policy)
        _lines(incident_file, map(incident_line, found))
    return tuple(folder / name for name in NAMES)


def _lines(file: TextIO, rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def report_line(report: Report) -> dict[str, Any]:
    """A report as in reports.jsonl."""
    return {
        "schema": SCHEMA,
        "id": report.id,
        "path": report.path,
        "outlet": report.outlet,
        "published": report.published,
        "published_from": report.published_from,
        "text": report.text,
        "parts": [to_plain(part) for part in report.parts],
        "same_as": report.same_as,
        "language": report.language,
        "origin": to_plain(report.origin),
    }


def claim_line(claim: AnyClaim, incident: str | None) -> dict[str, Any]:
    """A claim as in claims.jsonl, with the id of the incident that it is about."""
    return {
        "schema": SCHEMA,
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind,
        "start": claim.start,
        "end": claim.end,
        "sentence": [claim.sentence.start, claim.sentence.end],
        "speaker": to_plain(claim.speaker),
        "incident": incident,
        "current": claim.current,
        **{key: to_plain(getattr(claim, key)) for key in _KEYS[claim.kind]},
        "local": claim.local,
        "reader": claim.reader,
        "confidence": claim.confidence,
        "judged": judged_object(claim.judged),
    }


def judged_object(judged: Judged | None) -> dict[str, Any] | None:
    """What analysts made of a claim, as in a claim's ``judged``."""
    return None if judged is None else {**to_plain(judged), "read": dict(judged.read)}


def incident_line(incident: Incident) -> dict[str, Any]:
    """An incident as in incidents.jsonl."""
    return {
        "schema": SCHEMA,
        "id": incident.id,
        "root": incident.root,
        "part_of": incident.part_of,
        "title": incident.title,
        "type": incident.type,
        "start": incident.start,
        "end": incident.end,
        "date_why": incident.date_why,
        "date_inferred": incident.date_inferred,
        "place": to_plain(incident.place),
        "places": to_plain(incident.places),
        "groups": list(incident.groups),
        "background": incident.background,
        "status": incident.status,
        "claimed_by": list(incident.claimed_by),
        "blamed": list(incident.blamed),
        "denied_by": list(incident.denied_by),
        "confirmed_by": list(incident.confirmed_by),
        "condemned_by": list(incident.condemned_by),
        "reports": list(incident.reports),
        "policy": incident.policy,
        "figures": {
            harm: {victims: estimate_object(estimate) for victims, estimate in by_victims.items()}
            for harm, by_victims in incident.figures.items()
        },
        "checks": to_plain(incident.checks),
        "contradictions": list(incident.contradictions),
    }


def estimate_object(estimate: Estimate) -> dict[str, Any]:
    """An estimate as in an incident's ``figures``."""
    return {
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "claims": list(estimate.claims),
        "why": estimate.why,
        "left_out": [{"claim": claim, "reason": reason} for claim, reason in estimate.left_out],
    }
