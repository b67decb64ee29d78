"""``tallybook incidents``: what happened, a line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tallybook.cli import languages, screen
from tallybook.cli.opened import book_argument, json_option, opened, policy_option

if TYPE_CHECKING:
    from tallybook.records import Incident


Command = TypeVar("Command", bound=Callable[..., Any])


def _several(name: str, metavar: str, help: str) -> Callable[[Command], Command]:
    return click.option(f"--{name}", multiple=True, metavar=metavar, help=help)


@click.command()
@book_argument
@_several("country", "NAME", "In this country: its name or its ISO code. Give it again for another.")
@_several("region", "NAME", "In this first-level region: PK/Balochistan.")
@_several("month", "MONTH", "In this month: 2024-08.")
@click.option(
    "--from", "from_", metavar="DATE", help="On or after this day, month or year (2024-08-26, 2024-08, 2024)."
)
@click.option("--to", metavar="DATE", help="On or before this day, month or year.")
@_several("type", "TYPE", "Of this type, such as 'Armed clash'.")
@_several("group", "WORDS", "With this group or state named for it: a part of a name is enough.")
@_several("status", "STATUS", "reported, confirmed, disputed or denied.")
@_several("harm", "HARM", "With an estimate of this harm: killed, wounded, missing, abducted, ...")
@_several("victims", "CLASS", "Of this class: civilian, security_force, armed_group, unspecified.")
@click.option("--min", type=int, metavar="N", help="With a best estimate of N or more of one harm and class.")
@_several("disagreement", "DEGREE", "none, some, wide (high twice low and ten more) or contradicted.")
@_several("review", "STATE", "By the latest decision on it: open, accepted, fixed, rejected or unsure.")
@_several("missing", "WHAT", "Without a place, or without a date.")
@click.option("--background", metavar="YES|NO", help="Told only as background in other reports, or not.")
@click.option("--part-of", metavar="INCIDENT", help="The sites of this wave.")
@click.option("--bbox", metavar="W,S,E,N", help="In this box: west, south, east and north in degrees.")
@click.option("--text", metavar="WORDS", help="With all these words in the incident or its reports.")
@click.option("--sort", metavar="ORDER", help="date, spread, toll, reports, title, place, status or type.")
@click.option("--order", metavar="WAY", help="desc or asc; what is not known comes last both ways.")
@click.option("--limit", type=int, metavar="N", help="N incidents at most.")
@policy_option
@json_option
def incidents(book: str, as_json: bool, **filters: Any) -> None:
    """List incidents, the latest first, with low-best-high by victims.

    Filters narrow the list; several of one name are alternatives, and `none` asks for what is not known.
    """
    with opened(book) as store:
        found = store.incidents(**filters)
        if as_json:
            _print_json(found)
            return
        rows = [
            (incident.id[: screen.SHORT_ID], screen.days(incident), screen.place(incident.place), _title(incident),
             incident.status, screen.tolls(incident))
            for incident in found
        ]  # fmt: skip
        languages.tell_unread(store)
    if not rows:
        click.echo(
            screen.none_of("incidents", {name: None if value == () else value for name, value in filters.items()}),
            err=True,
        )
        return
    click.echo(screen.table(("id", "date", "place", "title", "status", "low-best-high"), rows))


def _title(incident: Incident) -> str:
    """The title, and the incident that it is a part of: its toll may be in that one's."""
    return incident.title + (f" (part of {incident.part_of[: screen.SHORT_ID]})" if incident.part_of else "")


def _print_json(found: Any) -> None:
    from tallybook.export.jsonl import incident_line

    for incident in found:
        click.echo(screen.as_json(incident_line(incident)))
