"""Claims with their words: what ``show`` and ``why`` answer, ready to be printed or looked through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tallybook.book import links, queries, reports
from tallybook.errors import UsageError
from tallybook.records import AnyClaim, Check, Estimate, Incident, Report


@dataclass(frozen=True, slots=True)
class Quoted:
    """A claim with the words that make it, their sentence, and the report that they stand in."""

    claim: AnyClaim
    words: str
    sentence: str
    path: str
    outlet: str | None
    published: str | None
    incident: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An incident with all its claims in words, its reports, and the sites of which it is the wave."""

    incident: Incident
    claims: tuple[Quoted, ...]
    reports: tuple[Report, ...]
    sites: tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one estimate stands: the claims used, those left out with the reason, and the sums that were tried."""

    harm: str
    victims: str
    estimate: Estimate
    used: tuple[Quoted, ...]
    left_out: tuple[tuple[Quoted, str], ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons of an incident's estimates, and the sums that were tried over its figures."""

    incident: Incident
    reasons: tuple[Reason, ...]
    checks: tuple[Check, ...]


def quotes(connection: Connection, claims: Sequence[AnyClaim]) -> list[Quoted]:
    """The claims, in their order, with their words, report and incident."""
    texts = reports.get(connection, sorted({claim.report for claim in claims}))
    homes = links.incident_of(connection, sorted({id for claim in claims if (id := reports.local_id(claim))}))
    return [
        Quoted(
            claim=claim,
            words=report.text[claim.start : claim.end],
            sentence=claim.sentence.of(report.text),
            path=report.path,
            outlet=report.outlet,
            published=report.published,
            incident=homes.get(reports.local_id(claim) or ""),
        )
        for claim in claims
        for report in (texts[claim.report],)
    ]


def shown(connection: Connection, incident: Incident) -> Shown:
    """All that the book holds on an incident; claims by the report's date and in the order of the text."""
    own = [claim for claim, _ in queries.find_claims(connection, queries.ClaimFilter(incident=incident.id))]
    texts = reports.get(connection, incident.reports)
    told = sorted(texts.values(), key=lambda report: (report.published or "9999", report.id))
    sites = tuple(site for site in queries.parts_of(connection, incident.id))
    place = {report.id: number for number, report in enumerate(told)}
    quoted = quotes(connection, own)
    quoted.sort(key=lambda item: (place[item.claim.report], item.claim.start, item.claim.id))
    return Shown(incident, tuple(quoted), tuple(told), sites)


def why(connection: Connection, incident: Incident, harm: str | None, victims: str | None) -> Why:
    """The reasons of the estimates of an incident, or of those for one harm and one class of victims.

    Raises UsageError where the incident has no such estimate.
    """
    wanted = [
        (one_harm, one_victims, estimate)
        for one_harm, by_victims in incident.figures.items()
        for one_victims, estimate in by_victims.items()
        if harm in (None, one_harm) and victims in (None, one_victims)
    ]
    if not wanted and (harm or victims):
        raise UsageError(
            f"incident {incident.id} has no estimate for {' '.join(word for word in (harm, victims) if word)}",
            f"it has: {_list_of(incident)}",
        )
    quotes = _all_quotes(connection, wanted)
    reasons = tuple(_reason(incident, one_harm, one, estimate, quotes) for one_harm, one, estimate in wanted)
    checks = incident.checks if not (harm or victims) else _distinct(c for reason in reasons for c in reason.checks)
    return Why(incident, reasons, tuple(checks))


def _list_of(incident: Incident) -> str:
    held = [f"{harm} {victims}" for harm, by_victims in incident.figures.items() for victims in by_victims]
    return ", ".join(held) or "none at all"


def _distinct(checks: Iterable[Check]) -> tuple[Check, ...]:
    return tuple(dict.fromkeys(checks))


def _all_quotes(connection: Connection, wanted: Iterable[tuple[str, str, Estimate]]) -> dict[str, Quoted]:
    ids = sorted({id for _, _, e in wanted for id in (*e.claims, *(claim for claim, _ in e.left_out))})
    found = reports.claims_of_ids(connection, ids)
    return {item.claim.id: item for item in quotes(connection, list(found.values()))}


def _reason(incident: Incident, harm: str, victims: str, estimate: Estimate, quotes: dict[str, Quoted]) -> Reason:
    out = tuple((quotes[id], reason) for id, reason in estimate.left_out if id in quotes)
    used = tuple(quotes[id] for id in estimate.claims if id in quotes)
    about = {*estimate.claims, *(id for id, _ in estimate.left_out)}
    checks = tuple(check for check in incident.checks if about & set(check.claims))
    return Reason(harm, victims, estimate, used, out, checks)
