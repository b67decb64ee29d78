"""The page of one incident, and the evidence of one report; each also as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query
from sqlalchemy import Connection
from starlette.responses import Response

from tallybook.book import captures, quoted, reports
from tallybook.book.selected import Told
from tallybook.errors import NotFound
from tallybook.export.jsonl import claim_line, report_line
from tallybook.export.one_incident import OneIncident, with_sites
from tallybook.export.page import content_policy, render
from tallybook.export.shown import shown_line
from tallybook.export.table import CLAIM_COLUMNS, claim_row
from tallybook.records import AnyClaim, Report
from tallybook.web import answers, maps
from tallybook.web.coarse import coarse
from tallybook.web.deciding import entries
from tallybook.web.desk import Desk, Reader, TheDesk, reader
from tallybook.web.evidence import evidence, received, report_named
from tallybook.web.incident_page import claims_table, incident_named, page_of
from tallybook.web.library import Reports, found_reports
from tallybook.web.veils import Veil

router = APIRouter(prefix="/api", tags=["incident and evidence"], dependencies=[Depends(reader)])

Id = Annotated[str, Path(max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]
CLAIMS = (*CLAIM_COLUMNS, "words")


@router.get("/incidents/{id}.json")
def incident_json(desk: TheDesk, id: Id) -> Response:
    """One incident as ``tallybook show --json`` prints it."""
    with desk.book.store.read() as connection:
        shown = quoted.shown(connection, incident_named(connection, id))
    shown = _veiled(shown, desk.veil)
    return answers.Answer(careful(desk, shown_line(shown)), headers=answers.attached(f"{shown.incident.id}.json"))


@router.get("/incidents/{id}.csv")
def incident_csv(desk: TheDesk, id: Id) -> Response:
    """The claims of one incident as a table."""
    with desk.book.store.read() as connection:
        incident = incident_named(connection, id)
        lines = _claim_lines(connection, desk, claims_table(connection, incident))
    return answers.csv_file(CLAIMS, lines, incident.id)


@router.get("/incidents/{id}.geojson")
def incident_geojson(desk: TheDesk, id: Id) -> Response:
    """One incident with its sites, each with its point where there is one."""
    with desk.book.store.read() as connection:
        incident = incident_named(connection, id)
    board = desk.keeper.board()
    chosen = [place for place, one in enumerate(board.entries) if incident.id in (one.id, one.part_of)]
    return answers.geojson_file(
        maps.all_features(board, np.array(chosen, dtype=np.int64), is_coarse=desk.options.coarse), incident.id
    )


@router.get("/incidents/{id}.html")
def incident_html(desk: TheDesk, id: Id, save: Literal["yes"] | None = None) -> Response:
    """One incident and its sites as a page that stands by itself: to print, or with ``save`` to keep."""
    with desk.book.store.read() as connection:
        found = with_sites(connection, incident_named(connection, id))
        covered = [replace(one, reports=tuple(_covered(desk.veil, one))) for one in found]
        text = render(OneIncident(connection, covered), title=found[0].incident.title)
    # Its own two blocks are named by their digests; the guard's policy would let neither run.
    headers = {"content-security-policy": f"{content_policy()}; frame-ancestors 'none'"}
    saved = answers.attached(f"{found[0].incident.id}.html") if save else {}
    return Response(
        text.encode("utf-8", "surrogatepass"), media_type="text/html; charset=utf-8", headers=headers | saved
    )


def _covered(veil: Veil, one: Told) -> Iterator[Report]:
    for report in one.reports:
        yield veil.report(report, [claim for claim in one.claims if claim.report == report.id])


@router.get("/incidents/{id}")
async def incident(desk: TheDesk, user: Reader, id: Id) -> Response:
    """All that the page of one incident shows."""
    return await to_thread.run_sync(_page, desk, user.name, id, limiter=desk.pages)


def _page(desk: Desk, who: str, id: str) -> Response:
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        page = page_of(connection, board, incident_named(connection, id), desk.veil)
        page["judgements"] = entries(desk, desk.keeper.past.on(page["incident"]["id"]), who, connection)
    return answers.Answer(careful(desk, page))


@router.get("/reports")
def all_reports(desk: TheDesk, wanted: Annotated[Reports, Query()]) -> Response:
    """The reports, the latest first."""
    with desk.book.store.read() as connection:
        total, lines = found_reports(connection, wanted)
    return answers.Answer({"total": total, "offset": wanted.offset, "limit": wanted.limit, "rows": lines})


@router.get("/reports/{id}.json")
def report_json(desk: TheDesk, id: Id) -> Response:
    """One report as in reports.jsonl, with its claims."""
    with desk.book.store.read() as connection:
        report = report_named(connection, id)
        claims = _claims_of(connection, report.id)
    lines = [claim_line(claim, None) for claim in claims]
    line = report_line(desk.veil.report(report, claims))
    return answers.Answer({**line, "claims": lines}, headers=answers.attached(f"{report.id}.json"))


@router.get("/reports/{id}.csv")
def report_csv(desk: TheDesk, id: Id) -> Response:
    """The claims of one report as a table."""
    with desk.book.store.read() as connection:
        report = report_named(connection, id)
        lines = _claim_lines(connection, desk, [(claim, None) for claim in _claims_of(connection, report.id)])
    return answers.csv_file(CLAIMS, lines, report.id)


@router.get("/reports/{id}/original")
def report_original(desk: TheDesk, id: Id) -> Response:
    """What a report was read from, byte for byte as received: a download, whatever it says that it is."""
    with desk.book.store.read() as connection:
        found = report_named(connection, id)
        capture = None if desk.veil.names else received(connection, found.id)
        data = None if capture is None else captures.original(connection, capture.digest)
    if data is None:
        raise NotFound(f"the original of {found.id} is not to be had here", "read its text: /api/reports/ID.json")
    return Response(data, media_type="application/octet-stream", headers=answers.attached(f"{found.id}.original"))


@router.get("/reports/{id}")
def report(desk: TheDesk, user: Reader, id: Id) -> Response:
    """One report whole, with its claims in it."""
    board = desk.keeper.board()
    with desk.book.store.read() as connection:
        found = evidence(connection, board, report_named(connection, id), desk.veil)
        told = [one for one in desk.keeper.past.log if found["report"]["id"] in (one.subject, *one.reports)]
        found["judgements"] = entries(desk, told, user.name, connection)
    return answers.Answer(found)


def _veiled(shown: quoted.Shown, veil: Veil) -> quoted.Shown:
    """The incident with what is to be covered of its claims' words covered."""
    if not veil.names:
        return shown
    own = {report.id: [one.claim for one in shown.claims if one.claim.report == report.id] for report in shown.reports}
    texts = {report.id: veil.report(report, own[report.id]).text for report in shown.reports}
    claims = tuple(
        replace(
            one,
            words=texts[one.claim.report][one.claim.start : one.claim.end],
            sentence=one.claim.sentence.of(texts[one.claim.report]),
        )
        for one in shown.claims
    )
    return replace(shown, claims=claims)


def _claims_of(connection: Connection, report: str) -> tuple[AnyClaim, ...]:
    reading = reports.readings(connection, [report]).get(report)
    return reading.claims if reading else ()


def _claim_lines(
    connection: Connection, desk: Desk, found: Iterable[tuple[AnyClaim, str | None]]
) -> list[dict[str, Any]]:
    rows = list(found)
    texts = reports.get(connection, sorted({claim.report for claim, _ in rows}))
    shown = {
        id: desk.veil.report(text, [claim for claim, _ in rows if claim.report == id]).text
        for id, text in texts.items()
    }
    return [
        {**claim_row(claim, incident), "words": shown[claim.report][claim.start : claim.end]}
        for claim, incident in rows
    ]


def careful(desk: Desk, told: dict[str, Any]) -> Any:
    """The answer as the desk's options let it out."""
    return coarse(told) if desk.options.coarse else told
