"""What the record page shows, as plain values ready for the template, and the words it uses."""

from __future__ import annotations

from dataclasses import dataclass

from tallybook.export import charts
from tallybook.export.quotes import Piece, Quote
from tallybook.records import Check, Incident, Report

VICTIM_WORDS = {
    "security_force": "security forces",
    "armed_group": "fighters",
    "civilian": "civilians",
    "unspecified": "people",
}
ACTION_WORDS = {
    "condemn": "Condemned",
    "condole": "Offered condolences",
    "support": "Promised support",
    "blame": "Blamed",
    "deny": "Denied",
    "call": "Called for action",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as shown: what it says, who says it, where, the words, and what an analyst decided of it."""

    id: str
    what: str
    speaker: str | None
    speaker_kind: str | None
    report: str
    outlet: str
    published: str | None
    quote: Quote
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    judged: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that an estimate does not use, and why."""

    card: Card
    reason: str


@dataclass(frozen=True, slots=True)
class Number:
    """A low, best or high, and the claim card that it opens."""

    text: str
    opens: str


@dataclass(frozen=True, slots=True)
class Other:
    """The same estimate under another policy, and why it is so."""

    policy: str
    range: str
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One estimate: harm x victims with its three numbers, reason and claims.

    ``drawn`` is to the incident's own scale, ``overview`` to that of the page.
    """

    key: str
    harm: str
    victims: str
    victims_words: str
    low: Number
    best: Number
    high: Number
    range: str
    drawn: charts.Whisker | None
    overview: charts.Whisker | None
    why: str
    used: tuple[Card, ...]
    left_out: tuple[LeftOut, ...]
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """How one toll moved over the reports: the chart and the same as rows of (date, figure, speaker, outlet)."""

    harm: str
    victims: str
    victims_words: str
    chart: charts.Steps
    rows: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement ("India blamed by Mohsin Naqvi") with the cards of all claims that make it, and their outlets."""

    text: str
    cards: tuple[Card, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A report behind an incident, with the copies that speak with the same voice."""

    report: Report
    outlet: str
    copies: tuple[str, ...]
    why_undated: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """Everything shown of one incident. ``words`` is what the page's search looks in."""

    incident: Incident
    anchor: str
    title: str
    words: str
    date: str
    where: str
    top: int
    parent: Incident | None
    sites: tuple[Incident, ...]
    rows: tuple[Row, ...]
    asserted: tuple[Said, ...]
    denied: tuple[Said, ...]
    reactions: tuple[tuple[str, tuple[Said, ...]], ...]
    disruptions: tuple[Said, ...]
    movements: tuple[Movement, ...]
    checks: tuple[Check, ...]
    sources: tuple[Source, ...]
    other_figures: tuple[Card, ...]
    policies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report in full, cut into its parts, each in pieces."""

    report: Report
    outlet: str
    path: str
    same_as: str | None
    parts: tuple[tuple[str, tuple[Piece, ...]], ...]
    claims: int


@dataclass(frozen=True, slots=True)
class RecordView:
    """The whole page."""

    incidents: tuple[IncidentView, ...]
    background: tuple[IncidentView, ...]
    reports: tuple[ReportView, ...]
    statuses: tuple[str, ...]
    policies: tuple[str, ...]
    top: int
    left_off: int
    total_reports: int
    copies: int
    undated: int
    without_claims: int
