"""From a book's records to what the record page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from tallybook.export import charts
from tallybook.export.page_cards import (
    Shelf,
    bound,
    card,
    is_asserted,
    is_denied,
    outlet_of,
    reactions,
    said,
    speaker,
    statement,
    value,
)
from tallybook.export.page_types import (
    VICTIM_WORDS,
    IncidentView,
    LeftOut,
    Movement,
    Number,
    Other,
    RecordView,
    ReportView,
    Row,
    Source,
)
from tallybook.export.quotes import pieces
from tallybook.reconcile import Member, Toll, history
from tallybook.records import (
    HARMS,
    STATUSES,
    VICTIMS,
    AnyClaim,
    Disruption,
    Estimate,
    Figure,
    Incident,
    LocalIncident,
    Report,
)

Figures = Mapping[str, Mapping[str, Estimate]]
ByPolicy = Mapping[str, Figures]


class Records(Protocol):
    """What the page needs of a book."""

    def incidents(self, *, policy: str | None = None) -> Iterable[Incident]: ...

    def claims(self) -> Iterable[AnyClaim]: ...

    def reports(self) -> Iterable[Report]: ...

    def estimates(self, incident: str) -> ByPolicy: ...


def record(book: Records, limit: int, policy: str | None = None) -> RecordView:
    """The view of a book; at most ``limit`` incidents, the latest first, each followed by its sites.

    Of a large book only what is shown is held: claims and reports are gone through once and mostly let go.
    """
    ordered = _ordered(book.incidents(policy=policy))
    shown = ordered[:limit]
    counted = _Counted(shown, ordered, limit)
    kept_reports = counted.reports(book.reports())
    shelf = Shelf(shown, counted.claims(book.claims()), kept_reports)
    top = charts.nice(_largest(shown))
    views = [_incident(shelf, incident, top, book.estimates(incident.id)) for incident in shown]
    return RecordView(
        incidents=tuple(view for view in views if not view.incident.background),
        background=tuple(view for view in views if view.incident.background),
        reports=tuple(_report(shelf, report) for report in sorted(kept_reports, key=_published)),
        statuses=tuple(status for status in STATUSES if any(incident.status == status for incident in shown)),
        policies=tuple(sorted({incident.policy for incident in shown})),
        top=top,
        left_off=len(ordered) - len(shown),
        total_reports=counted.total,
        copies=counted.copies,
        undated=counted.undated,
        without_claims=counted.total - len(counted.claimed),
    )


class _Counted:
    """Counts the book's reports while it keeps those that are shown: of shown incidents, and some without any."""

    def __init__(self, shown: Sequence[Incident], ordered: Sequence[Incident], limit: int) -> None:
        self.total = self.copies = self.undated = 0
        self.claimed: set[str] = set()
        self._shown = {report for incident in shown for report in incident.reports}
        self._told = {report for incident in ordered for report in incident.reports}
        self._room = limit

    def reports(self, reports: Iterable[Report]) -> list[Report]:
        """The reports that are shown; those without an incident only while there is room, by id."""
        kept: list[Report] = []
        lonely: list[Report] = []
        for report in reports:
            self.total += 1
            self.copies += report.same_as is not None
            self.undated += report.published is None
            if report.id in self._shown:
                kept.append(report)
            elif report.id not in self._told:
                lonely.append(report)
                if len(lonely) > 2 * self._room:
                    lonely = sorted(lonely, key=_id)[: self._room]
        lonely = sorted(lonely, key=_id)[: self._room]
        self._shown |= {report.id for report in lonely}
        return kept + lonely

    def claims(self, claims: Iterable[AnyClaim]) -> Iterator[AnyClaim]:
        """The claims of the reports that are shown."""
        for claim in claims:
            self.claimed.add(claim.report)
            if claim.report in self._shown:
                yield claim


def _id(report: Report) -> str:
    return report.id


def _published(report: Report) -> tuple[str, str]:
    return report.published or "9999", report.path


def date_of(incident: Incident) -> str:
    """The incident's date or dates in ISO form; empty where unknown."""
    if not incident.start or not incident.end or incident.start == incident.end:
        return incident.start or incident.end or ""
    return f"{incident.start} to {incident.end}"


def where(incident: Incident) -> str:
    """The place with region and country; "near" where the report gives it only as near a town."""
    place = incident.place
    if place is None:
        return ""
    names = dict.fromkeys(name for name in (place.name, place.adm1, place.country) if name)
    return ("near " if place.precision == "near" else "") + ", ".join(names)


def _ordered(incidents: Iterable[Incident]) -> list[Incident]:
    by_id = {incident.id: incident for incident in incidents}
    children = defaultdict(list)
    for incident in by_id.values():
        children[incident.part_of if incident.part_of in by_id else None].append(incident)

    def walk(parent: str | None) -> Iterator[Incident]:
        for incident in sorted(sorted(children[parent], key=lambda i: (i.title, i.id)), key=_day, reverse=True):
            yield incident
            yield from walk(incident.id)

    return list(walk(None))


def _day(incident: Incident) -> str:
    return incident.start or incident.end or ""


def _largest(incidents: Sequence[Incident]) -> int:
    estimates = (e for incident in incidents for row in incident.figures.values() for e in row.values())
    return max((estimate.high or 0 for estimate in estimates), default=1)


def _incident(shelf: Shelf, incident: Incident, top: int, by_policy: ByPolicy) -> IncidentView:
    claims = [claim for claim in shelf.of(incident) if not claim.is_rejected]
    others = {policy: figures for policy, figures in by_policy.items() if policy != incident.policy}
    rows = tuple(_rows(shelf, incident, top, others))
    in_rows = set(_estimated(incident))
    reports = [shelf.reports[report] for report in incident.reports if report in shelf.reports]
    return IncidentView(
        incident=incident,
        anchor=incident.id,
        title=incident.title or "Untitled incident",
        words=_words(incident),
        date=date_of(incident),
        where=where(incident),
        top=charts.nice(_largest([incident])),
        parent=shelf.incidents.get(incident.part_of or ""),
        sites=tuple(shelf.sites[incident.id]),
        rows=rows,
        asserted=said(shelf, filter(is_asserted, claims), statement),
        denied=said(shelf, filter(is_denied, claims), statement),
        reactions=tuple(reactions(shelf, claims)),
        disruptions=said(shelf, (c for c in claims if isinstance(c, Disruption)), statement),
        movements=tuple(_movements(shelf, incident)),
        checks=incident.checks,
        sources=tuple(_sources(shelf, reports)),
        other_figures=tuple(card(shelf, c) for c in claims if isinstance(c, Figure) and c.id not in in_rows),
        policies=tuple(others),
    )


def _estimated(incident: Incident) -> Iterator[str]:
    for row in incident.figures.values():
        for estimate in row.values():
            yield from (*estimate.claims, *(claim for claim, _ in estimate.left_out))


def _words(incident: Incident) -> str:
    places = [place.name for place in incident.places]
    named = (*incident.groups, *incident.claimed_by, *incident.blamed, incident.type or "")
    return " ".join((incident.title, date_of(incident), where(incident), *places, *named))


def _rows(shelf: Shelf, incident: Incident, top: int, others: ByPolicy) -> Iterator[Row]:
    for harm in HARMS:
        for victims in VICTIMS:
            estimate = incident.figures.get(harm, {}).get(victims)
            if estimate is not None:
                beside = tuple(_other(name, figures, harm, victims) for name, figures in others.items())
                yield replace(_row(shelf, incident, top, harm, victims, estimate), others=beside)


def _other(policy: str, figures: Figures, harm: str, victims: str) -> Other:
    estimate = figures.get(harm, {}).get(victims)
    if estimate is None:
        return Other(policy, "–", "gives no figure")
    return Other(policy, _range(estimate), estimate.why)


def _row(shelf: Shelf, incident: Incident, top: int, harm: str, victims: str, estimate: Estimate) -> Row:
    key = f"{incident.id}-{harm}-{victims}"
    used = [shelf.claims[claim] for claim in estimate.claims if claim in shelf.claims]
    figures = sorted((claim for claim in used if isinstance(claim, Figure)), key=shelf.order)
    return Row(
        key=key,
        harm=harm,
        victims=victims,
        victims_words=VICTIM_WORDS[victims],
        low=_number(estimate.low, figures, key),
        best=_number(estimate.best, figures[::-1], key),
        high=_number(estimate.high, figures[::-1], key),
        range=_range(estimate),
        drawn=_whisker(estimate, charts.nice(_largest([incident]))),
        overview=_whisker(estimate, top),
        why=estimate.why,
        used=tuple(card(shelf, claim, key) for claim in figures),
        left_out=tuple(
            LeftOut(card(shelf, shelf.claims[claim], key), reason)
            for claim, reason in estimate.left_out
            if claim in shelf.claims
        ),
        others=(),
    )


def _whisker(estimate: Estimate, top: int) -> charts.Whisker | None:
    if estimate.low is None or estimate.best is None or estimate.high is None:
        return None
    return charts.whisker(estimate.low, estimate.best, estimate.high, top)


def _range(estimate: Estimate) -> str:
    numbers = (estimate.low, estimate.best, estimate.high)
    if len(set(numbers)) == 1 and estimate.best is not None:
        return f"{estimate.best:,}"
    return " – ".join("?" if number is None else f"{number:,}" for number in numbers)


def _number(value: int | None, figures: Sequence[Figure], key: str) -> Number:
    carrier = next((claim for claim in figures if value is not None and value in (claim.low, claim.high)), None)
    text = "–" if value is None else f"{value:,}"
    return Number(text, f"{key}-{carrier.id}" if carrier else f"{key}-why")


def _movements(shelf: Shelf, incident: Incident) -> Iterator[Movement]:
    tolls: dict[tuple[str, str], Toll] = {
        (toll.harm, toll.victims): toll for toll in history(_members(shelf, incident), incident.policy)
    }
    for harm, by_victims in sorted(incident.figures.items()):
        for victims, estimate in by_victims.items():
            toll = tolls.get((harm, victims))
            stood = [(stand.day, stand.best) for stand in toll.standing if stand.best is not None] if toll else []
            found = _movement(shelf, harm, victims, estimate, stood)
            if found is not None:
                yield found


def _members(shelf: Shelf, incident: Incident) -> Iterator[Member]:
    """What the shown reports tell of an incident, as reconciling takes it."""
    for member in incident.members:
        report, _, key = member.rpartition(":")
        if report in shelf.reports:
            counted = tuple(claim for claim in shelf.by_local[member] if not claim.is_rejected)
            yield Member(shelf.reports[report], LocalIncident(key, report), counted)


def _movement(
    shelf: Shelf, harm: str, victims: str, estimate: Estimate, stood: Sequence[tuple[str, int]]
) -> Movement | None:
    ids = (*estimate.claims, *(claim for claim, _ in estimate.left_out))
    told = (shelf.claims[claim] for claim in dict.fromkeys(ids) if claim in shelf.claims)
    figures = [claim for claim in told if not claim.is_rejected]
    whole = [c for c in figures if isinstance(c, Figure) and c.scope == "whole" and c.current and not shelf.is_copy(c)]
    dated = [c for c in sorted(whole, key=shelf.order) if shelf.reports[c.report].published]
    points = [(shelf.reports[c.report].published or "", bound(c), value(c)) for c in dated]
    if len({day for day, _, _ in points}) < 2 or len({number for _, number, _ in points}) < 2:
        return None
    rows = tuple(
        (day, words, speaker(c), outlet_of(shelf.reports[c.report]))
        for c, (day, _, words) in zip(dated, points, strict=True)
    )
    return Movement(harm, victims, VICTIM_WORDS[victims], charts.steps(points, stood), rows)


def _sources(shelf: Shelf, reports: Sequence[Report]) -> Iterator[Source]:
    ids = {report.id for report in reports}
    for report in sorted(reports, key=_published):
        if report.same_as is None or report.same_as not in ids:
            copies = tuple(outlet_of(copy) for copy in shelf.copies[report.id])
            yield Source(report, outlet_of(report), copies, "" if report.published else report.published_from or "")


def _report(shelf: Shelf, report: Report) -> ReportView:
    claims = [claim for claim in shelf.claims.values() if claim.report == report.id]
    marks = [(claim.start, claim.end, "said") for claim in sorted(claims, key=lambda claim: (claim.start, claim.end))]
    original = shelf.reports.get(report.same_as or "")
    return ReportView(
        report=report,
        outlet=outlet_of(report),
        path=report.path,
        same_as=outlet_of(original) if original else None,
        parts=tuple((role, pieces(report.text, start, end, marks)) for start, end, role in _stretches(report)),
        claims=len(claims),
    )


def _stretches(report: Report) -> Iterator[tuple[int, int, str]]:
    """The parts in order with what lies between them, so that the whole text is shown."""
    at = 0
    for part in sorted(report.parts, key=lambda part: part.start):
        yield from [(at, part.start, "furniture")] if report.text[at : part.start].strip() else []
        yield part.start, part.end, part.role
        at = part.end
    if report.text[at:].strip() or not report.parts:
        yield at, len(report.text), "furniture" if report.parts else "body"
