"""What can be asked of a book: incidents and claims by filter, ids by prefix."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, or_, select

from tallybook.book import incidents as kept
from tallybook.book.incidents import incident_of
from tallybook.book.reports import claim_of
from tallybook.book.schema import claims, estimates, incidents, local_incidents, members, reports
from tallybook.book.words import text
from tallybook.errors import NotFound
from tallybook.records import AnyClaim, Incident

_PAGE = 500
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents: what is None does not matter. Dates are whole days; ``words`` must all occur."""

    country: str | None = None
    first: str | None = None
    last: str | None = None
    type: str | None = None
    group: str | None = None
    status: str | None = None
    harm: str | None = None
    victims: str | None = None
    least: int | None = None
    words: tuple[str, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims: what is None does not matter. ``speaker`` is a part of a speaker's name."""

    kind: str | None = None
    report: str | None = None
    incident: str | None = None
    speaker: str | None = None
    harm: str | None = None
    victims: str | None = None


def find_incidents(connection: Connection, wanted: IncidentFilter) -> Iterator[Incident]:
    """Incidents, the latest first, those without a date last."""
    query = select(incidents.c.record).where(*_incident_terms(wanted)).limit(wanted.limit)
    query = query.order_by(incidents.c.first.is_(None), incidents.c.first.desc(), incidents.c.id)
    for record in connection.scalars(query.execution_options(yield_per=_PAGE)):
        yield incident_of(record)


def count_incidents(connection: Connection, wanted: IncidentFilter) -> int:
    """How many ``find_incidents`` gives."""
    return _count(connection, select(incidents.c.id).where(*_incident_terms(wanted)).limit(wanted.limit))


def incidents_by_id(connection: Connection) -> Iterator[Incident]:
    """All incidents in the order of their ids."""
    query = select(incidents.c.record).order_by(incidents.c.id)
    for record in connection.scalars(query.execution_options(yield_per=_PAGE)):
        yield incident_of(record)


def parts_of(connection: Connection, root: str) -> Iterator[Incident]:
    """The incidents that are part of a wave, by day."""
    query = select(incidents.c.record).where(incidents.c.root == root, incidents.c.id != root)
    for record in connection.scalars(query.order_by(incidents.c.first.is_(None), incidents.c.first, incidents.c.id)):
        yield incident_of(record)


def find_claims(connection: Connection, wanted: ClaimFilter) -> Iterator[tuple[AnyClaim, str | None]]:
    """Claims, each with the id of its incident, by report and in the order of the text."""
    query = _claims(wanted).order_by(claims.c.report, claims.c.start, claims.c.id)
    return _told(connection, query)


def count_claims(connection: Connection, wanted: ClaimFilter) -> int:
    """How many ``find_claims`` gives."""
    return _count(connection, _claims(wanted))


def claims_by_id(connection: Connection) -> Iterator[tuple[AnyClaim, str | None]]:
    """All claims, each with the id of its incident, in the order of their ids."""
    return _told(connection, _claims(ClaimFilter()).order_by(claims.c.id))


def _told(connection: Connection, query: Select[Any]) -> Iterator[tuple[AnyClaim, str | None]]:
    for record, incident in connection.execute(query.execution_options(yield_per=_PAGE)):
        yield claim_of(record), incident


def _claims(wanted: ClaimFilter) -> Select[Any]:
    terms: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (claims.c.kind, wanted.kind),
            (claims.c.report, wanted.report),
            (members.c.incident, wanted.incident),
            (claims.c.harm, wanted.harm),
            (claims.c.victims, wanted.victims),
        )
        if value is not None
    ]
    if wanted.speaker is not None:
        terms.append(claims.c.speaker.icontains(wanted.speaker, autoescape=True))
    held = claims.outerjoin(members, members.c.local == claims.c.local)
    return select(claims.c.record, members.c.incident).select_from(held).where(*terms)


def _incident_terms(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (incidents.c.country, wanted.country),
            (incidents.c.status, wanted.status),
            (incidents.c.type, wanted.type),
        )
        if value is not None
    ]
    if wanted.first is not None:
        terms.append(incidents.c.last >= wanted.first)
    if wanted.last is not None:
        terms.append(incidents.c.first <= wanted.last)
    if wanted.group is not None:
        terms.append(incidents.c.groups.contains(wanted.group.casefold(), autoescape=True))
    if wanted.harm or wanted.victims or wanted.least is not None:
        terms.append(_harmed(wanted))
    return terms + [_tells(word) for word in wanted.words]


def _harmed(wanted: IncidentFilter) -> ColumnElement[bool]:
    terms: list[ColumnElement[bool]] = [estimates.c.incident == incidents.c.id]
    if wanted.harm:
        terms.append(estimates.c.harm == wanted.harm)
    if wanted.victims:
        terms.append(estimates.c.victims == wanted.victims)
    if wanted.least is not None:
        terms.append(func.coalesce(estimates.c.best, estimates.c.high, estimates.c.low) >= wanted.least)
    return exists().where(and_(*terms))


def _tells(word: str) -> ColumnElement[bool]:
    """The incident's own words, or the text of a report that tells it."""
    joined = members.join(local_incidents, local_incidents.c.id == members.c.local)
    texts = select(members.c.local).select_from(joined.join(reports, reports.c.id == local_incidents.c.report))
    texts = texts.where(members.c.incident == incidents.c.id, reports.c.text.icontains(word, autoescape=True))
    return or_(incidents.c.words.contains(word.casefold(), autoescape=True), exists(texts.correlate(incidents)))


def _count(connection: Connection, query: Select[Any]) -> int:
    return connection.scalar(select(func.count()).select_from(query.subquery())) or 0


def types(connection: Connection) -> list[str]:
    """The types of incident that the book holds."""
    column = incidents.c.type
    return sorted(connection.scalars(select(column).where(column.is_not(None)).distinct()))


def resolve_incident(connection: Connection, words: str) -> str:
    """The id that the words name in full or by a beginning that no other id has. Raises NotFound."""
    return resolve(connection, incidents.c.id, "incident", text(words, "incident"))


def incident(connection: Connection, words: str) -> Incident:
    """The incident that the words name. Raises NotFound."""
    id = resolve_incident(connection, words)
    found = kept.get(connection, id)
    if found is None:
        raise NotFound(f"the book has no incident {words!r}", _near(connection, incidents.c.id, "incident", id))
    return found


def resolve_report(connection: Connection, words: str) -> str:
    """The report's id that the words name in full, by its beginning, or by its path. Raises NotFound."""
    text(words, "report")
    by_path = list(connection.scalars(select(reports.c.id).where(reports.c.path == words).limit(_SHOWN + 1)))
    return by_path[0] if len(by_path) == 1 else resolve(connection, reports.c.id, "report", words)


def resolve(connection: Connection, column: ColumnElement[str], noun: str, words: str) -> str:
    """The id in a column that the words name in full or by a beginning that no other has. Raises NotFound."""
    prefix = f"{noun[0]}-"
    starts = words if words.startswith(prefix) else prefix + words
    found = sorted(
        connection.scalars(
            select(column).where(column.startswith(starts, autoescape=True)).order_by(column).limit(_SHOWN + 1)
        )
    )
    if starts in found:
        return starts
    if not found or starts == prefix:
        raise NotFound(f"the book has no {noun} {words!r}", _near(connection, column, noun, starts))
    if len(found) > 1:
        more = ", ..." if len(found) > _SHOWN else ""
        raise NotFound(
            f"{words!r} begins the ids of several {noun}s: {', '.join(found[:_SHOWN])}{more}", "give more of the id"
        )
    return found[0]


def _near(connection: Connection, column: ColumnElement[str], noun: str, starts: str) -> str:
    """Ids that begin alike: what a mistyped one may have meant."""
    query = select(column).where(column.startswith(starts[:4], autoescape=True)).order_by(column).limit(2000)
    close = difflib.get_close_matches(starts, connection.scalars(query), n=3, cutoff=0.7)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"list them: tallybook {_LISTS.get(noun, 'export BOOK --format csv --out DIR')}"


_LISTS = {"incident": "incidents BOOK", "claim": "claims BOOK", "judgement": "history BOOK"}


def loose_ends(connection: Connection) -> int:
    """How many claims belong to no incident."""
    alone = not_(exists().where(members.c.local == claims.c.local))
    return connection.scalar(select(func.count()).select_from(claims).where(alone)) or 0
