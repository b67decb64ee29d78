"""``tallybook incidents``: what happened, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import languages, screen
from tallybook.cli.filters import filter_options
from tallybook.cli.opened import book_argument, json_option, opened, policy_option

if TYPE_CHECKING:
    from tallybook.records import Incident


@click.command()
@book_argument
@filter_options
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
