"""``tallybook why``: why a number is what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import links, quotes, screen, side_by_side
from tallybook.cli.opened import book_argument, json_option, opened, policy_option

if TYPE_CHECKING:
    from tallybook.api import Reason, Why
    from tallybook.records import Check


@click.command()
@book_argument
@click.argument("incident", metavar="INCIDENT")
@click.argument("harm", metavar="[HARM]", required=False)
@click.argument("victims", metavar="[VICTIMS]", required=False)
@policy_option
@click.option("--policies", is_flag=True, help="The estimates of all policies side by side, each with its reason.")
@click.option("--links", "linked", is_flag=True, help="Why the incident is one: pair by pair, with weights.")
@json_option
def why(
    book: str,
    incident: str,
    harm: str | None,
    victims: str | None,
    policy: str | None,
    policies: bool,
    linked: bool,
    as_json: bool,
) -> None:
    """Say why an incident's estimates are what they are.

    For each: the rule in plain words, the claims used with speaker and sentence, those left out and why, and sums
    such as 197 + 22 + 36 = 255. HARM is killed, wounded and so on, VICTIMS civilian, security_force, armed_group or
    unspecified.
    """
    if linked:
        links.show(book, incident, as_json)
        return
    with opened(book) as store:
        if policies:
            found = side_by_side.rows(store, incident, harm, victims)
            click.echo(side_by_side.as_json(found) if as_json else side_by_side.printed(found))
            return
        reasons = store.why(incident, harm, victims, policy=policy)
    click.echo(screen.as_json(_object(reasons)) if as_json else "\n".join(_lines(reasons)))


def _object(found: Why) -> dict[str, Any]:
    from tallybook.book.codec import to_plain

    return {
        "incident": found.incident.id,
        "reasons": [_reason_object(reason) for reason in found.reasons],
        "checks": to_plain(found.checks),
    }


def _reason_object(reason: Reason) -> dict[str, Any]:
    return {
        "harm": reason.harm,
        "victims": reason.victims,
        "low": reason.estimate.low,
        "best": reason.estimate.best,
        "high": reason.estimate.high,
        "why": reason.estimate.why,
        "used": [quotes.as_object(quote) for quote in reason.used],
        "left_out": [{**quotes.as_object(quote), "reason": told} for quote, told in reason.left_out],
    }


def _lines(found: Why) -> Iterator[str]:
    incident = found.incident
    yield f"{screen.line(incident.title)}  [{incident.id}]  {screen.days(incident)}, policy {incident.policy}"
    if not found.reasons:
        yield "no figures: nobody gives a number for this incident"
    for reason in found.reasons:
        yield ""
        yield from _reason(reason)
    if found.checks:
        yield ""
        yield "checks"
        yield from map(_check, found.checks)


def _reason(reason: Reason) -> Iterator[str]:
    head = f"{reason.harm} {screen.VICTIM_WORDS[reason.victims]}: {screen.bounds(reason.estimate)}"
    yield head
    yield screen.paragraph(reason.estimate.why, "  ")
    yield f"  used: {screen.number(len(reason.used), 'claim')}"
    yield from (quotes.printed(quote, "    ") for quote in reason.used)
    if reason.left_out:
        yield f"  left out: {screen.number(len(reason.left_out), 'claim')}"
        yield from (quotes.printed(quote, "    ", told) for quote, told in reason.left_out)


def _check(check: Check) -> str:
    return screen.paragraph(f"{check.text}: {check.why}", "    ", "  " if check.holds else "  does not hold: ")
