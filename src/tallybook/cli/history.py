"""``tallybook history``: how a toll moved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, json_option, opened, policy_option

if TYPE_CHECKING:
    from tallybook.reconcile import Point, Stand, Toll


@click.command()
@book_argument
@click.argument("incident", metavar="INCIDENT")
@policy_option
@json_option
def history(book: str, incident: str, policy: str | None, as_json: bool) -> None:
    """Show how each toll of an incident moved: who said what on which day, and what stood at each day's end."""
    with opened(book) as store:
        found = store.history(incident, policy=policy)
    if as_json:
        for toll in found:
            click.echo(screen.as_json(_object(toll)))
    else:
        click.echo("\n\n".join(map(_printed, found)) or "no figures: nobody gives a number for this incident")


def _object(toll: Toll) -> dict[str, Any]:
    from tallybook.book.codec import to_plain

    plain: dict[str, Any] = to_plain(toll)
    return plain


def _printed(toll: Toll) -> str:
    return "\n".join((f"{toll.harm} {screen.VICTIM_WORDS[toll.victims]}", *_lines(toll)))


def _lines(toll: Toll) -> Iterator[str]:
    """The figures of each day, then what stood at its end; figures of no known day come first."""
    stood = {stand.day: stand for stand in toll.standing}
    days = sorted({point.day for point in toll.points if point.day is not None} | stood.keys())
    for day in (None, *days):
        yield from (_told(point) for point in toll.points if point.day == day)
        if day in stood:
            yield _stood(stood[day])


def _told(point: Point) -> str:
    day = "undated   " if point.day is None else f"{point.day}{'~' if point.is_placed else ' '}"
    fate = "" if point.stands else f" - {point.why}"
    return screen.paragraph(f"{_number(point)} by {point.speaker}{fate}", " " * 14, f"  {day:<12}")


def _number(point: Point) -> str:
    if point.low == point.high:
        return str(point.low)
    if point.high is None:
        return f"{point.low}+"
    return f"up to {point.high}" if point.low is None else f"{point.low} to {point.high}"


def _stood(stand: Stand) -> str:
    ends = ["?" if end is None else str(end) for end in (stand.low, stand.best, stand.high)]
    return f"  {stand.day}  = {ends[0] if len(set(ends)) == 1 else '-'.join(ends)}"
