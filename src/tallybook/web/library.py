"""The list of reports: which there are, and which of them say nothing that the record could use."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field
from sqlalchemy import ColumnElement, Connection, exists, func, select

from tallybook.book.schema import claims, local_incidents, members, reports
from tallybook.web.wanted import Word

_CLAIMS = select(func.count()).where(claims.c.report == reports.c.id).scalar_subquery()
_HELD = local_incidents.join(members, members.c.local == local_incidents.c.id)
_INCIDENTS = (
    select(func.count(members.c.incident.distinct()))
    .select_from(_HELD)
    .where(local_incidents.c.report == reports.c.id)
    .scalar_subquery()
)


class Reports(BaseModel):
    """Which reports: ``text`` are words that all occur in it, ``outlet`` a part of a name."""

    text: Word = ""
    outlet: Word = ""
    missing: list[Literal["date", "incident", "claims"]] = []
    offset: int = Field(0, ge=0, le=10**9)
    limit: int = Field(50, ge=0, le=500)


def found_reports(connection: Connection, wanted: Reports) -> tuple[int, list[dict[str, Any]]]:
    """How many reports fit, and a stretch of them, the latest first and the undated last."""
    terms = _terms(wanted)
    total = connection.scalar(select(func.count()).select_from(reports).where(*terms)) or 0
    columns = (
        reports.c.id,
        reports.c.path,
        reports.c.outlet,
        reports.c.published,
        reports.c.published_from,
        reports.c.same_as,
        func.length(reports.c.text).label("characters"),
        _CLAIMS.label("claims"),
        _INCIDENTS.label("incidents"),
    )
    rows = select(*columns).where(*terms).order_by(reports.c.published.is_(None), reports.c.published.desc())
    found = connection.execute(rows.order_by(reports.c.id).offset(wanted.offset).limit(wanted.limit))
    return total, [dict(row._mapping) for row in found]


def _terms(wanted: Reports) -> list[ColumnElement[bool]]:
    terms = [reports.c.text.icontains(word, autoescape=True) for word in wanted.text.split()]
    if wanted.outlet:
        terms.append(reports.c.outlet.icontains(wanted.outlet, autoescape=True))
    if "date" in wanted.missing:
        terms.append(reports.c.published.is_(None))
    if "claims" in wanted.missing:
        terms.append(~exists().where(claims.c.report == reports.c.id))
    if "incident" in wanted.missing:
        terms.append(~exists().select_from(_HELD).where(local_incidents.c.report == reports.c.id))
    return terms
