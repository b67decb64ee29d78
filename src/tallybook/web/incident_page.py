"""All that the page of one incident shows, from one state of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from tallybook import estimates
from tallybook.book import incidents, queries, reports
from tallybook.export.jsonl import incident_line
from tallybook.export.page_cards import (
    Shelf,
    is_asserted,
    is_denied,
    outlet_of,
    reactions,
    said,
    speaker,
    statement,
    value,
)
from tallybook.export.page_types import ACTION_WORDS, Said
from tallybook.reconcile import Toll
from tallybook.reconcile.history import Point
from tallybook.records import HARMS, VICTIMS, AnyClaim, Disruption, Estimate, Figure, Incident, Report
from tallybook.settings import POLICIES
from tallybook.web.board import Board
from tallybook.web.claims import Veils, claim_shown
from tallybook.web.rows import rows_of
from tallybook.web.veils import Veil, veiled

_ACTIONS = {words: action for action, words in ACTION_WORDS.items()}
Page = dict[str, Any]


def page_of(connection: Connection, board: Board, incident: Incident, veil: Veil) -> Page:
    """The answer to ``GET /api/incidents/ID``, but for what people decided."""
    shelf, veils = _shelf(connection, incident, veil)
    own = shelf.of(incident)
    views = estimates.views(connection, incident, POLICIES)
    estimated = set(_estimated(incident))
    return {
        "stamp": board.stamp,
        "basis": incidents.bases(connection, (), [incident.id]).get(incident.id),
        "row": next(iter(rows_of(board, [incident.id])), None),
        "incident": incident_line(incident),
        "policies": list(POLICIES),
        "policy": incident.policy,
        "estimates": list(_estimates(incident, views.by_policy)),
        "claims": {claim.id: claim_shown(shelf, claim, incident.id, veils) for claim in shelf.claims.values()},
        "asserted": _statements(said(shelf, filter(is_asserted, own), statement)),
        "denied": _statements(said(shelf, filter(is_denied, own), statement)),
        "reactions": [
            {"action": _ACTIONS[words], "label": words, "said": _statements(found)}
            for words, found in reactions(shelf, own)
        ],
        "disruptions": _statements(said(shelf, (c for c in own if isinstance(c, Disruption)), statement)),
        "wave": next(iter(rows_of(board, [incident.part_of or ""])), None),
        "sites": rows_of(board, [site.id for site in queries.parts_of(connection, incident.id)]),
        "over_time": list(_over_time(shelf, views.history)),
        "sources": list(_sources(shelf, incident)),
        "voices": len({report.same_as or report.id for report in shelf.reports.values()}),
        "checks": incident_line(incident)["checks"],
        "contradictions": list(incident.contradictions),
        "other_figures": [claim.id for claim in own if isinstance(claim, Figure) and claim.id not in estimated],
    }


def _shelf(connection: Connection, incident: Incident, veil: Veil) -> tuple[Shelf, Veils]:
    """The incident's records, and what of its reports' texts is better covered."""
    own = [claim for claim, _ in queries.find_claims(connection, queries.ClaimFilter(incident=incident.id))]
    known = {claim.id for claim in own}
    others = [id for id in _estimated(incident) if id not in known]
    claims = own + list(reports.claims_of_ids(connection, sorted(set(others))).values())
    by_report: dict[str, list[AnyClaim]] = {id: [] for id in incident.reports}
    for claim in claims:
        by_report.setdefault(claim.report, []).append(claim)
    found = reports.get(connection, sorted(by_report))
    veils = {id: veiled(report.text, by_report[id]) for id, report in found.items()}
    return Shelf([incident], claims, [veil.report(report, by_report[id]) for id, report in found.items()]), veils


def _estimated(incident: Incident) -> Iterator[str]:
    for by_victims in incident.figures.values():
        for estimate in by_victims.values():
            yield from (*estimate.claims, *(claim for claim, _ in estimate.left_out))


def _estimates(incident: Incident, by_policy: Mapping[str, estimates.Figures]) -> Iterator[Page]:
    """Each harm and class of victims under each policy; the book's own is the kept one."""
    told = {**by_policy, incident.policy: incident.figures}
    for harm in HARMS:
        for victims in VICTIMS:
            found = {policy: figures.get(harm, {}).get(victims) for policy, figures in told.items()}
            made = {policy: _estimate(one) for policy, one in found.items() if one is not None}
            if made:
                yield {"harm": harm, "victims": victims, "policies": made}


def _estimate(estimate: Estimate) -> Page:
    return {
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "why": estimate.why,
        "used": list(estimate.claims),
        "left_out": [{"claim": claim, "reason": reason} for claim, reason in estimate.left_out],
    }


def _statements(found: Iterable[Said]) -> list[Page]:
    return [
        {"text": one.text, "claims": [card.id for card in one.cards], "outlets": list(one.outlets)} for one in found
    ]


def _over_time(shelf: Shelf, tolls: Iterable[Toll]) -> Iterator[Page]:
    """How each toll moved: the figures told on each day, and what stood at its end."""
    for toll in tolls:
        points = [_point(shelf, point) for point in toll.points if point.day and point.claim in shelf.claims]
        if points:
            standing = [{"day": one.day, "low": one.low, "best": one.best, "high": one.high} for one in toll.standing]
            yield {"harm": toll.harm, "victims": toll.victims, "points": points, "standing": standing}


def _point(shelf: Shelf, point: Point) -> Page:
    claim = shelf.claims[point.claim]
    return {
        "day": point.day,
        "is_placed": point.is_placed,
        "low": point.low,
        "high": point.high,
        "words": value(claim) if isinstance(claim, Figure) else "",
        "speaker": speaker(claim),
        "speaker_kind": claim.speaker.kind if claim.speaker else None,
        "outlet": outlet_of(shelf.reports[claim.report]),
        "claim": claim.id,
        "current": claim.current,
        "stands": point.stands,
        "why": point.why,
    }


def _sources(shelf: Shelf, incident: Incident) -> Iterator[Page]:
    """The incident's reports, each with its copies, which speak with the same voice."""
    told = [shelf.reports[id] for id in incident.reports if id in shelf.reports]
    ids = {report.id for report in told}
    for report in sorted(told, key=lambda one: (one.published or "9999", one.path)):
        if report.same_as is None or report.same_as not in ids:
            yield {
                **_source(report),
                "claims": sum(claim.report == report.id for claim in shelf.claims.values()),
                "copies": [_source(copy) for copy in shelf.copies[report.id]],
            }


def _source(report: Report) -> Page:
    return {
        "report": report.id,
        "outlet": outlet_of(report),
        "path": report.path,
        "published": report.published,
        "published_from": report.published_from,
    }


def incident_named(connection: Connection, words: str) -> Incident:
    """The incident of an id, or of the beginning of one. Raises NotFound."""
    id = queries.resolve_incident(connection, words)
    return incidents.get_all(connection, [id])[id]


def claims_table(connection: Connection, incident: Incident) -> Sequence[tuple[AnyClaim, str | None]]:
    """The incident's claims, each with its id."""
    return list(queries.find_claims(connection, queries.ClaimFilter(incident=incident.id)))
