"""What coded datasets ask of an incident beside its toll: days, sources, headlines, and the dispute in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tallybook.book.days import first_day, last_day
from tallybook.book.selected import Told
from tallybook.export.page_types import VICTIM_WORDS
from tallybook.records import AnyClaim, Figure, Incident, Report

_MOST = 8


def number(id: str) -> int:
    """An id as a whole number of 49 bits: exact in every program, and above any number of UCDP or GTD.

    >>> number("i-0a6591d54f669c21") > 2**48
    True
    """
    return (1 << 48) + int(id.split("-", 1)[1][:12], 16)


def possible_days(incident: Incident) -> tuple[str, str] | None:
    """The first and the last day on which it can have been; None where no date is told."""
    start, end = incident.start or incident.end, incident.end or incident.start
    first, last = first_day(start), last_day(end)
    return (first, max(first, last)) if first and last else None


def span(days: tuple[str, str]) -> int:
    """How many days there are from the first to the last, both counted."""
    return (date.fromisoformat(days[1]) - date.fromisoformat(days[0])).days + 1


def is_several(told: Told) -> bool:
    """Whether it is no single event: a wave, or a part of a country with sites told for it."""
    place = told.incident.place
    return bool(told.parts) or (place is not None and place.precision in ("adm1", "country"))


def office(report: Report) -> str:
    """Whose report it is: its outlet, or its path where none is known."""
    return report.outlet or report.path


def headline(report: Report) -> str:
    """The report's headline on one line, or nothing."""
    words = " ".join(report.text[part.start : part.end] for part in report.parts if part.role == "headline")
    return " ".join(words.split()).lstrip("#* ")


def speakers(told: Told, harm: str) -> tuple[str, ...]:
    """Who is quoted with the figures that the estimates of a harm use, each once, in the order of the reports."""
    used = {id for estimate in told.incident.figures.get(harm, {}).values() for id in estimate.claims}
    order = {report.id: place for place, report in enumerate(told.reports)}
    names = {report.id: office(report) for report in told.reports}
    found = sorted((c for c in told.claims if c.id in used), key=lambda c: (order.get(c.report, 0), c.start, c.id))
    return tuple(dict.fromkeys(_speaker(claim, names) for claim in found))


def _speaker(claim: AnyClaim, offices: dict[str, str]) -> str:
    return claim.speaker.name if claim.speaker else offices.get(claim.report, "")


def notes(told: Told, harm: str = "killed") -> str:
    """What must be known beside the numbers: what is told, who says which figure, who denies, what contradicts."""
    return " ".join(_sentences(told, harm))


def _sentences(told: Told, harm: str) -> Iterator[str]:
    incident = told.incident
    yield f"{incident.title}{_when(incident)}."
    figures = tuple(_figures(told, harm))
    if figures:
        yield f"{harm.capitalize()}: {'; '.join(figures[:_MOST])}{_more(figures)}."
    for words, names in (
        ("Claimed by", incident.claimed_by),
        ("Blamed", incident.blamed),
        ("Denied by", incident.denied_by),
        ("Confirmed by", incident.confirmed_by),
    ):
        if names:
            yield f"{words} {', '.join(names)}."
    if incident.status in ("disputed", "denied"):
        yield f"The incident is {incident.status}."
    for text in incident.contradictions:
        yield f"Contradiction: {text}."
    yield from _linked(told)


def _when(incident: Incident) -> str:
    days = incident.start or ""
    if incident.end and incident.end != incident.start:
        days += f" to {incident.end}"
    return f", {'inferred ' if incident.date_inferred else ''}{days}" if days else ", undated"


def _more(found: tuple[str, ...]) -> str:
    return f"; and {len(found) - _MOST} more" if len(found) > _MOST else ""


def _figures(told: Told, harm: str) -> Iterator[str]:
    """Each figure of the harm that an estimate uses, with who says it: "24 civilians (hospital, 2024-11-10)"."""
    used = {id for estimate in told.incident.figures.get(harm, {}).values() for id in estimate.claims}
    days = {report.id: report.published or "undated" for report in told.reports}
    names = {report.id: office(report) for report in told.reports}
    for claim in told.claims:
        if isinstance(claim, Figure) and claim.id in used:
            who = _speaker(claim, names)
            yield f"{bounds(claim)} {VICTIM_WORDS[claim.victims]} ({who}, {days.get(claim.report, 'undated')})"


def bounds(claim: Figure) -> str:
    """A figure's bounds as short words: "24", "20 to 30", "24 or more", "up to 30"."""
    if claim.low == claim.high:
        return str(claim.low)
    if claim.high is None:
        return f"{claim.low} or more"
    return f"up to {claim.high}" if claim.low is None else f"{claim.low} to {claim.high}"


def _linked(told: Told) -> Iterator[str]:
    if told.parts:
        yield f"Deaths told of its parts are counted there: {', '.join(part.id for part in told.parts)}."
    if told.incident.part_of:
        yield f"Part of {told.incident.part_of}."


def citation(report: Report) -> str:
    """Outlet, headline and date of a report."""
    title = headline(report)
    return ", ".join(part for part in (office(report), f'"{title}"' if title else "", report.published or "") if part)


def joined(words: Iterable[str]) -> str:
    """Words that are there, joined by semicolons."""
    return ";".join(word.replace(";", ",") for word in words if word)
