"""The analyst's queue: pairs that linking is unsure of and claims that the reader is unsure of, the weightiest first.

What is at stake is counted in deaths. For two incidents: the smaller of their tolls, which falls out of the total if
they are one. For a claim: the deaths that it tells, at most those of the estimate that it is in. What was judged
already is left out, but never deleted: an undo brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, Subquery, and_, case, cast, func, select

from tallybook.book import incidents, judgements, links, reports, ruled
from tallybook.book.demands import Finder
from tallybook.book.reports import claim_of
from tallybook.book.schema import claims, doubts, estimates, members
from tallybook.book.streams import stream
from tallybook.records import AnyClaim, Figure, Incident, report_told_in

SURE = 0.75
"""From this chance on a claim needs no second look: nine in ten of such are right on reports kept out of training."""
_PAGE = 200


@dataclass(frozen=True, slots=True)
class Undecided:
    """One question of the queue: ``what`` is undecided, in words, and what to type to decide it.

    ``best`` and ``high`` are the deaths at stake. Of a ``pair``, ``incidents`` are the two and ``value`` is the sum of
    weights (``link.score.UNSURE`` to ``SAME``); of a ``claim``, ``claim`` is it and ``value`` its confidence.
    """

    kind: Literal["pair", "claim"]
    what: str
    next: tuple[str, ...]
    best: int
    high: int
    value: float
    incidents: tuple[Incident, ...]
    claim: AnyClaim | None = None
    locals: tuple[str, str] | None = None


def find(connection: Connection, limit: int | None = None) -> list[Undecided]:
    """The questions that are open, pairs and claims together, by the deaths at stake."""
    pairs = list(islice(_pairs(connection), limit))
    doubtful = list(islice(_claims(connection), limit))
    found = sorted([*pairs, *doubtful], key=lambda one: (-one.best, -one.high, one.kind, -one.value, one.next))
    return found[:limit]


def _killed() -> Subquery:
    """The deaths of each incident: best and high over all victims."""
    best = _sum(func.coalesce(estimates.c.best, estimates.c.high, estimates.c.low, 0))
    high = _sum(func.coalesce(estimates.c.high, estimates.c.best, estimates.c.low, 0))
    query = select(estimates.c.incident, best.label("best"), high.label("high"))
    return query.where(estimates.c.harm == "killed").group_by(estimates.c.incident).subquery()


def _sum(number: ColumnElement[int]) -> ColumnElement[int]:
    # PostgreSQL would give a decimal.
    return cast(func.sum(number), BigInteger)


def _pairs_query() -> Select[Any]:
    one, other, killed = members.alias(), members.alias(), _killed()
    mine, theirs = killed.alias(), killed.alias()

    def least(name: str) -> ColumnElement[int]:
        a, b = func.coalesce(mine.c[name], 0), func.coalesce(theirs.c[name], 0)
        return case((a < b, a), else_=b)

    best, high = least("best"), least("high")
    joined = doubts.join(one, one.c.local == doubts.c.a).join(other, other.c.local == doubts.c.b)
    joined = joined.outerjoin(mine, mine.c.incident == one.c.incident)
    joined = joined.outerjoin(theirs, theirs.c.incident == other.c.incident)
    columns = (doubts.c.a, doubts.c.b, one.c.incident, other.c.incident, doubts.c.value)
    query = select(*columns, best.label("best"), high.label("high")).select_from(joined)
    query = query.where(one.c.incident != other.c.incident)
    return query.order_by(best.desc(), high.desc(), doubts.c.value.desc(), doubts.c.a, doubts.c.b)


def _pairs(connection: Connection) -> Iterator[Undecided]:
    """Two incidents that may be one, once for each two, by their best pair."""
    seen: set[tuple[str, str]] = set()
    for row in stream(connection, _pairs_query(), _PAGE):
        a, b, first, second, value, best, high = row
        ids = (min(first, second), max(first, second))
        if ids in seen or _is_reviewed(connection, a, b):
            continue
        seen.add(ids)
        found = [incidents.get(connection, id) for id in ids]
        told = tuple(incident for incident in found if incident is not None)
        if any(incident.part_of in ids for incident in told):
            continue  # a site and its wave: its toll is in the wave's, and they are two on purpose
        yield Undecided("pair", _pair_words(told, best), _pair_next(ids), best, high, value, told, locals=(a, b))


def _is_reviewed(connection: Connection, a: str, b: str) -> bool:
    """Whether a standing judgement is on the incidents that two local incidents belong to."""
    near = ruled.with_copies(connection, [report_told_in(a), report_told_in(b)])
    told = [one for one in judgements.touching(connection, near) if one.verdict in ("same", "different", "unsure")]
    if not told:
        return False
    finder, homes = Finder(connection), links.incident_of(connection, [a, b])
    for one in told:
        sides = [_homes(connection, finder.locals_(side)) for side in (one.targets, one.others)]
        if any(homes[a] in x and homes[b] in y for x, y in (sides, sides[::-1])):
            return True
    return False


def _homes(connection: Connection, locals_: Sequence[str]) -> set[str]:
    return set(links.incident_of(connection, locals_).values())


def _pair_words(told: tuple[Incident, ...], best: int) -> str:
    names = " and ".join(f"{incident.title} ({incident.start or 'undated'})" for incident in told)
    stake = f"if they are, {best} deaths are counted twice" if best else "no deaths are counted twice"
    return f"{names} may be one incident; {stake}"


def _pair_next(ids: tuple[str, str]) -> tuple[str, ...]:
    return tuple(f"tallybook judge BOOK {verdict} {ids[0]} {ids[1]}" for verdict in ("same", "different", "unsure"))


def _claims_query() -> Select[Any]:
    """Doubtful claims with their incident and the deaths at stake."""
    held = and_(
        estimates.c.incident == members.c.incident,
        estimates.c.harm == claims.c.harm,
        estimates.c.victims == claims.c.victims,
    )
    joined = claims.join(members, members.c.local == claims.c.local).outerjoin(estimates, held)

    def stake(bound: ColumnElement[int | None]) -> ColumnElement[int]:
        number, top = func.coalesce(claims.c.number, 0), func.coalesce(bound, 0)
        return case((claims.c.harm != "killed", 0), (number < top, number), else_=top)

    best, high = func.coalesce(stake(estimates.c.best), 0), func.coalesce(stake(estimates.c.high), 0)
    query = select(claims.c.record, members.c.incident, best.label("best"), high.label("high")).select_from(joined)
    query = query.where(claims.c.confidence < SURE)
    return query.order_by(best.desc(), high.desc(), claims.c.confidence, claims.c.id)


_PEOPLE = {
    "civilian": "civilians",
    "security_force": "members of the security forces",
    "armed_group": "members of an armed group",
    "unspecified": "people",
}


def _claims(connection: Connection) -> Iterator[Undecided]:
    for row in stream(connection, _claims_query(), _PAGE):
        claim = claim_of(row.record)
        if claim.judged is None or claim.judged.verdict == "move":
            yield _doubtful(connection, claim, row)


def _doubtful(connection: Connection, claim: AnyClaim, row: Row[*tuple[Any, ...]]) -> Undecided:
    incident = incidents.get(connection, row.incident)
    report = reports.get(connection, [claim.report])[claim.report]
    words = " ".join(report.text[claim.start : claim.end].split())
    counted = f"counts {_PEOPLE[claim.victims]} {claim.harm}" if isinstance(claim, Figure) else f"tells a {claim.kind}"
    title = incident.title if incident else "an incident"
    sure = f"{claim.reader} is {claim.confidence:.0%} sure"
    what = f'"{words}" in {report.path}: {sure} that it {counted}, of {title}'
    verdicts = (f"accept {claim.id}", f"fix {claim.id} FIELD=VALUE", f"reject {claim.id}")
    return Undecided(
        kind="claim",
        what=what,
        next=tuple(f"tallybook judge BOOK {verdict}" for verdict in verdicts),
        best=row.best,
        high=row.high,
        value=claim.confidence or 0.0,
        incidents=(incident,) if incident else (),
        claim=claim,
    )
