"""What can be asked of a book: incidents and claims by filter, ids by prefix."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, not_, or_, select

from tallybook.book import incidents as kept
from tallybook.book import narrowed
from tallybook.book.codec import to_plain
from tallybook.book.incidents import incident_of
from tallybook.book.narrowed import Box
from tallybook.book.reports import claim_of
from tallybook.book.reviews import reviews
from tallybook.book.schema import claims, estimates, incidents, local_incidents, members, reports
from tallybook.book.streams import stream
from tallybook.book.words import text
from tallybook.errors import NotFound
from tallybook.records import AnyClaim, Incident

T = TypeVar("T")
_PAGE = 500
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents, and in which order: what is None or empty does not matter.

    Values of one name are alternatives (``none`` stands for what is not known), different names must all hold. Dates
    are whole days; ``words`` must all occur; ``harm``, ``victims`` and ``least`` hold for one and the same estimate.
    """

    country: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    type: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    least: int | None = None
    disagreement: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    background: bool | None = None
    part_of: str | None = None
    box: Box | None = None
    words: tuple[str, ...] = ()
    sort: str = "date"
    descending: bool = True
    limit: int | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether it asks for more than the columns tell."""
        named = (self.region, self.month, self.disagreement, self.review, self.missing, self.part_of, self.box)
        return any(named) or self.sort != "date"

    @property
    def asks_of_estimates(self) -> bool:
        """Whether other estimates, as another policy makes them, would let other incidents through."""
        named = (self.harm, self.victims, self.disagreement, self.least is not None)
        return any(named) or self.sort in ("spread", "toll")

    def but_estimates(self) -> IncidentFilter:
        """The filter without what it asks of estimates, and without an end."""
        return replace(self, harm=(), victims=(), least=None, disagreement=(), sort="date", limit=None)


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
    """Incidents in the order that is asked for: the latest first if none is; what is not known comes last."""
    yield from map(incident_of, _records(connection, wanted))


def count_incidents(connection: Connection, wanted: IncidentFilter) -> int:
    """How many ``find_incidents`` gives."""
    if wanted.is_narrowed:
        return sum(1 for _ in _records(connection, wanted))
    return _count(connection, select(incidents.c.id).where(*_incident_terms(wanted)).limit(wanted.limit))


def _records(connection: Connection, wanted: IncidentFilter) -> Iterator[str]:
    query = select(incidents.c.record).where(*_incident_terms(wanted)).order_by(*_by_day(wanted))
    if not wanted.is_narrowed:
        query = query.limit(wanted.limit)
    found = (row[0] for row in stream(connection, query, _PAGE))
    if not wanted.is_narrowed:
        yield from found
        return
    judged = reviews(connection) if wanted.review else {}
    read = ((json.loads(record), record) for record in found)
    fitting = ((plain, record) for plain, record in read if _fits(plain, wanted, judged))
    in_order = (record for _, record in fitting) if wanted.sort == "date" else _sorted(fitting, wanted)
    yield from islice(in_order, wanted.limit)


def incidents_by_id(connection: Connection) -> Iterator[Incident]:
    """All incidents in the order of their ids."""
    query = select(incidents.c.record).order_by(incidents.c.id)
    for row in stream(connection, query, _PAGE):
        yield incident_of(row[0])


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
    for record, incident in stream(connection, query, _PAGE):
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


def _by_day(wanted: IncidentFilter) -> tuple[ColumnElement[Any], ...]:
    day = incidents.c.first
    return day.is_(None), day.desc() if wanted.descending or wanted.sort != "date" else day.asc(), incidents.c.id


def _fits(record: narrowed.Record, wanted: IncidentFilter, judged: Mapping[str, str]) -> bool:
    facts = ((getattr(wanted, name), fact) for name, fact in narrowed.FACTS.items())
    return (
        all((fact(record) or narrowed.NONE) in values for values, fact in facts if values)
        and (not wanted.review or judged.get(record["id"], "open") in wanted.review)
        and (not wanted.missing or any(narrowed.lacks(record, what) for what in wanted.missing))
        and (wanted.part_of is None or record["part_of"] == wanted.part_of)
        and (wanted.box is None or narrowed.is_inside(record["place"], wanted.box))
    )


def reaches(record: narrowed.Record, wanted: IncidentFilter) -> bool:
    """Whether an incident, as plain data, has what a filter asks of its estimates."""
    if wanted.disagreement and narrowed.FACTS["disagreement"](record) not in wanted.disagreement:
        return False
    if not (wanted.harm or wanted.victims or wanted.least is not None):
        return True
    return any(
        (not wanted.harm or harm in wanted.harm)
        and (not wanted.victims or victims in wanted.victims)
        and (estimate["best"] or 0) >= (wanted.least or 0)
        for harm, by_victims in record["figures"].items()
        for victims, estimate in by_victims.items()
    )


def ordered(found: Iterable[Incident], wanted: IncidentFilter) -> Iterator[Incident]:
    """The incidents in the order that a filter asks for, from that of their days."""
    if wanted.sort == "date":
        return iter(found)
    return _sorted(((to_plain(incident), incident) for incident in found), wanted)


def _sorted(found: Iterable[tuple[narrowed.Record, T]], wanted: IncidentFilter) -> Iterator[T]:
    """What comes with these records in an order; what has no key comes last both ways, equals by id."""
    key_of = narrowed.sort_key(wanted.sort)
    keyed = sorted(((key_of(plain), plain["id"], item) for plain, item in found), key=itemgetter(1))
    known = [one for one in keyed if one[0] is not None]
    known.sort(key=itemgetter(0), reverse=wanted.descending)
    yield from (item for _, _, item in known)
    yield from (item for key, _, item in keyed if key is None)


def _incident_terms(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    terms: list[ColumnElement[bool]] = [
        _among(column, values)
        for column, values in (
            (incidents.c.country, wanted.country),
            (incidents.c.status, wanted.status),
            (incidents.c.type, wanted.type),
        )
        if values
    ]
    if wanted.first is not None:
        terms.append(incidents.c.last >= wanted.first)
    if wanted.last is not None:
        terms.append(incidents.c.first <= wanted.last)
    if wanted.group:
        parts = (incidents.c.groups.contains(part.casefold(), autoescape=True) for part in wanted.group)
        terms.append(or_(*parts))
    if wanted.background is not None:
        terms.append(incidents.c.background == wanted.background)
    if wanted.harm or wanted.victims or wanted.least is not None:
        terms.append(_harmed(wanted))
    return terms + [_tells(word) for word in wanted.words]


def _among(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    """One of the values; ``none`` is what has none."""
    known = column.in_([value for value in values if value != narrowed.NONE])
    return or_(known, column.is_(None)) if narrowed.NONE in values else known


def _harmed(wanted: IncidentFilter) -> ColumnElement[bool]:
    terms: list[ColumnElement[bool]] = [estimates.c.incident == incidents.c.id]
    if wanted.harm:
        terms.append(estimates.c.harm.in_(wanted.harm))
    if wanted.victims:
        terms.append(estimates.c.victims.in_(wanted.victims))
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
    if connection.scalar(select(column).where(column == starts)) is not None:
        return starts
    found = list(connection.scalars(select(column).where(_begins(column, starts)).order_by(column).limit(_SHOWN + 1)))
    if not found or starts == prefix:
        raise NotFound(f"the book has no {noun} {words!r}", _near(connection, column, noun, starts))
    if len(found) > 1:
        more = ", ..." if len(found) > _SHOWN else ""
        raise NotFound(
            f"{words!r} begins the ids of several {noun}s: {', '.join(found[:_SHOWN])}{more}", "give more of the id"
        )
    return found[0]


def _begins(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Ids are ASCII in small letters. A range, since no database uses an index for LIKE in every case."""
    start = words.lower()
    return and_(column >= start, column < start + "\U0010ffff")


def _near(connection: Connection, column: ColumnElement[str], noun: str, starts: str) -> str:
    """Ids that begin alike: what a mistyped one may have meant."""
    query = select(column).where(_begins(column, starts[:4])).order_by(column).limit(2000)
    close = difflib.get_close_matches(starts, connection.scalars(query), n=3, cutoff=0.7)
    if close:
        return f"did you mean {' or '.join(close)}?"
    return f"list them: tallybook {_LISTS.get(noun, 'export BOOK --format csv --out DIR')}"


_LISTS = {"incident": "incidents BOOK", "claim": "claims BOOK", "judgement": "judgements BOOK"}


def loose_ends(connection: Connection) -> int:
    """How many claims belong to no incident."""
    alone = not_(exists().where(members.c.local == claims.c.local))
    return connection.scalar(select(func.count()).select_from(claims).where(alone)) or 0
