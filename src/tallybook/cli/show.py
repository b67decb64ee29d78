"""``tallybook show``: one incident whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import quotes, screen
from tallybook.cli.opened import book_argument, json_option, opened, policy_option

if TYPE_CHECKING:
    from tallybook.api import Shown
    from tallybook.records import Incident


@click.command()
@book_argument
@click.argument("incident", metavar="INCIDENT")
@policy_option
@json_option
def show(book: str, incident: str, policy: str | None, as_json: bool) -> None:
    """Show one incident whole: its figures, and every claim with its speaker and sentence.

    INCIDENT is an id, or a beginning of one that no other id has.
    """
    with opened(book) as store:
        shown = store.show(incident, policy=policy)
    click.echo(screen.as_json(_object(shown)) if as_json else "\n".join(_lines(shown)))


def _object(shown: Shown) -> dict[str, Any]:
    from tallybook.export.shown import shown_line

    return shown_line(shown)


def _lines(shown: Shown) -> Iterator[str]:
    incident = shown.incident
    yield f"{screen.line(incident.title)}  [{incident.id}]"
    yield from (screen.paragraph(f"{name:<12} {value}", " " * 13) for name, value in _facts(incident) if value)
    yield from estimates(incident)
    yield from (f"{'check':<12} {check.text}{'' if check.holds else ' does not hold'}" for check in incident.checks)
    yield from (screen.paragraph(f"{'contradicts':<12} {told}", " " * 13) for told in incident.contradictions)
    for site in shown.sites:
        yield f"{'site':<12} {screen.line(site.title)}  [{site.id}]  {screen.tolls(site)}"
    yield ""
    yield f"{screen.number(len(shown.claims), 'claim')} in {screen.number(len(shown.reports), 'report')}"
    yield from (quotes.printed(quote) for quote in shown.claims)
    yield from _copies(shown)


def _facts(incident: Incident) -> tuple[tuple[str, str], ...]:
    inferred = f" ({incident.date_why})" if incident.date_why else ""
    return (
        ("type", incident.type or ""),
        ("date", screen.days(incident) + inferred),
        ("place", screen.place(incident.place)),
        ("status", incident.status),
        ("part of", incident.part_of or ""),
        ("claimed by", "; ".join(incident.claimed_by)),
        ("blamed", "; ".join(incident.blamed)),
        ("denied by", "; ".join(incident.denied_by)),
        ("confirmed by", "; ".join(incident.confirmed_by)),
        ("condemned by", "; ".join(incident.condemned_by)),
    )


def estimates(incident: Incident) -> Iterator[str]:
    """The estimates, one a line."""
    for harm, by_victims in incident.figures.items():
        for victims, estimate in by_victims.items():
            yield f"{harm:<12} {screen.bounds(estimate)} {screen.VICTIM_WORDS[victims]}"


def _copies(shown: Shown) -> Iterator[str]:
    paths = {report.id: report.path for report in shown.reports}
    for report in shown.reports:
        if report.same_as:
            yield f"  {screen.line(report.path)} is a copy of {screen.line(paths.get(report.same_as, report.same_as))}"
