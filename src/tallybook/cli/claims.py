"""``tallybook claims``: who says what, in which sentence."""

from __future__ import annotations

import click

from tallybook.cli import languages, quotes, screen
from tallybook.cli.opened import book_argument, json_option, opened


@click.command()
@book_argument
@click.option("--kind", metavar="KIND", help="figure, responsibility, denial, confirmation, reaction or disruption.")
@click.option("--report", metavar="REPORT", help="In this report: its id, a beginning of it, or its path.")
@click.option("--incident", metavar="INCIDENT", help="About this incident: its id, or a beginning of it.")
@click.option("--speaker", metavar="WORDS", help="By this speaker: a part of a name is enough.")
@click.option("--harm", metavar="HARM", help="Figures of this harm: killed, wounded, missing, abducted, ...")
@click.option("--victims", metavar="CLASS", help="Of this class: civilian, security_force, armed_group, unspecified.")
@json_option
def claims(book: str, as_json: bool, **filters: str | None) -> None:
    """List claims with their speaker and sentence, by report and in the order of the text. Filters narrow the list."""
    with opened(book) as store:
        found = False
        for quote in store.quotes(store.claims(**filters)):
            found = True
            click.echo(screen.as_json(quotes.as_object(quote)) if as_json else quotes.printed(quote, ""))
        if not as_json:
            languages.tell_unread(store)
    if not found and not as_json:
        click.echo(screen.none_of("claims", filters), err=True)
