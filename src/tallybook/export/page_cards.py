"""Claims as the page shows them: one card each, and the statements made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from tallybook.export.page_types import ACTION_WORDS, VICTIM_WORDS, Card, Said
from tallybook.export.quotes import quote
from tallybook.reconcile.voices import plain
from tallybook.records import (
    AnyClaim,
    Confirmation,
    Denial,
    Disruption,
    Figure,
    Incident,
    Reaction,
    Report,
    Responsibility,
)

_QUALIFIER_WORDS = {"at_least": "at least", "more_than": "more than", "up_to": "up to", "about": "about"}


class Shelf:
    """The book's records by id, and which claims belong to which incident."""

    def __init__(self, incidents: Iterable[Incident], claims: Iterable[AnyClaim], reports: Iterable[Report]) -> None:
        self.incidents = {incident.id: incident for incident in incidents}
        self.claims = {claim.id: claim for claim in sorted(claims, key=lambda claim: claim.id)}
        self.reports = {report.id: report for report in sorted(reports, key=lambda report: report.path)}
        self.sites: dict[str, list[Incident]] = defaultdict(list)
        for incident in self.incidents.values():
            if incident.part_of is not None:
                self.sites[incident.part_of].append(incident)
        self.by_local: dict[str, list[AnyClaim]] = defaultdict(list)
        for claim in self.claims.values():
            self.by_local[f"{claim.report}:{claim.local}"].append(claim)
        self.copies: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports.values():
            if report.same_as is not None:
                self.copies[report.same_as].append(report)

    def of(self, incident: Incident) -> list[AnyClaim]:
        """The incident's claims, copies of a report left out, in the order of publication."""
        found = [claim for member in incident.members for claim in self.by_local[member]]
        return sorted((claim for claim in found if not self.is_copy(claim)), key=self.order)

    def is_copy(self, claim: AnyClaim) -> bool:
        return self.reports[claim.report].same_as is not None

    def order(self, claim: AnyClaim) -> tuple[str, str, int]:
        report = self.reports[claim.report]
        return report.published or "9999", report.path, claim.start


def outlet_of(report: Report) -> str:
    """The outlet's name, or the path where the book knows none."""
    return report.outlet or report.path


def value(claim: Figure) -> str:
    """A figure's bounds in words.

    An open end is said by its qualifier: "at least 24".
    """
    low, high = claim.low, claim.high
    if low is not None and high is not None:
        text = str(low) if low == high else f"{low} to {high}"
        return f"about {text}" if claim.qualifier == "about" else text
    if claim.qualifier == "more_than" and low is not None:
        return f"more than {low - 1}"
    bound = low if low is not None else high
    return f"{_QUALIFIER_WORDS.get(claim.qualifier, 'at least' if high is None else 'up to')} {bound}"


def card(shelf: Shelf, claim: AnyClaim, key: str = "") -> Card:
    """The claim's card; ``key`` tells apart the cards of a claim that is shown in several places."""
    report = shelf.reports[claim.report]
    return Card(
        id=f"{key}-{claim.id}" if key else claim.id,
        what=_what(claim),
        speaker=claim.speaker.name if claim.speaker else None,
        speaker_kind=claim.speaker.kind.replace("_", " ") if claim.speaker else None,
        report=report.id,
        outlet=outlet_of(report),
        published=report.published,
        quote=quote(report, claim),
        notes=tuple(_notes(claim)),
        copies=tuple(outlet_of(copy) for copy in shelf.copies[report.id]),
        judged=claim.judged.in_words if claim.judged else "",
    )


def _what(claim: AnyClaim) -> str:
    if isinstance(claim, Figure):
        both = f" or {claim.combined}" if claim.combined else ""
        return f"{value(claim)} {claim.harm}{both}, {VICTIM_WORDS[claim.victims]}"
    return statement(claim)


def statement(claim: AnyClaim) -> str:
    """What a claim that is no figure says, in a few words."""
    match claim:
        case Responsibility(mode="denied"):
            return f"{claim.group} denies having done it"
        case Responsibility():
            return _responsibility(claim)
        case Confirmation():
            return f"Confirmed by {claim.by}: {claim.of}" if claim.of else f"Confirmed by {claim.by}"
        case Denial():
            return f"Denied by {claim.by}"
        case Reaction():
            return f"{claim.actor}: {ACTION_WORDS[claim.action].lower()}"
        case Disruption():
            return f"{claim.what}: {claim.detail}"
        case _:
            return claim.kind


def _notes(claim: AnyClaim) -> Iterator[str]:
    if not claim.current:
        yield "given by the report as outdated"
    if isinstance(claim, Figure) and claim.scope == "part":
        yield "part of the incident"
    if isinstance(claim, Figure) and claim.scope == "wider":
        yield "over several incidents"


def said(shelf: Shelf, claims: Iterable[AnyClaim], words: Callable[[AnyClaim], str]) -> tuple[Said, ...]:
    """The claims as statements, those of the same words as one."""
    by_words: dict[str, list[Card]] = {}
    texts: dict[str, str] = {}
    for claim in claims:
        text = texts.setdefault(words(claim).casefold(), words(claim))
        by_words.setdefault(text, []).append(card(shelf, claim))
    return tuple(
        Said(text, tuple(cards), tuple(dict.fromkeys(each.outlet for each in cards)))
        for text, cards in by_words.items()
    )


def is_asserted(claim: AnyClaim) -> bool:
    """Whether it says who did it, or confirms that it happened."""
    return isinstance(claim, Confirmation) or (isinstance(claim, Responsibility) and claim.mode != "denied")


def is_denied(claim: AnyClaim) -> bool:
    """Whether it denies that it happened, or that they did it."""
    return isinstance(claim, Denial) or (isinstance(claim, Responsibility) and claim.mode == "denied")


def _responsibility(claim: Responsibility) -> str:
    group, by = claim.group, claim.by or ""
    if claim.mode == "claimed":
        return f"{group} claims it" if not by or plain(by).endswith(plain(group)) else f"{group} claims it, says {by}"
    return f"{group} blamed by {by}" if by else f"{group} blamed by the outlet itself"


def reactions(shelf: Shelf, claims: Sequence[AnyClaim]) -> Iterator[tuple[str, tuple[Said, ...]]]:
    """By action, who reacted."""
    for action, words in ACTION_WORDS.items():
        found = [claim for claim in claims if isinstance(claim, Reaction) and claim.action == action]
        if found:
            yield words, said(shelf, found, _actor)


def _actor(claim: AnyClaim) -> str:
    return claim.actor if isinstance(claim, Reaction) else ""


def speaker(claim: AnyClaim) -> str:
    """Who says it, in words."""
    return claim.speaker.name if claim.speaker else "the outlet itself"


def bound(claim: Figure) -> int:
    """The largest number that the figure states."""
    return max(bound for bound in (claim.low, claim.high, 0) if bound is not None)
