"""``tallybook export`` and ``tallybook record``: a book for others."""

from __future__ import annotations

import click

from tallybook.cli.opened import book_argument, opened, policy_option


@click.command()
@book_argument
@click.option("--format", required=True, metavar="FORMAT", help="jsonl, csv or page.")
@click.option("--out", required=True, metavar="DIR", help="The folder to write to; made when absent.")
@policy_option
def export(book: str, format: str, out: str, policy: str | None) -> None:
    """Write the book to a folder.

    jsonl is the interchange format (reports, claims and incidents, one JSON object a line), csv four tables for a
    spreadsheet, page one HTML file that needs no network. The same reports give the same bytes.
    """
    with opened(book) as store:
        for path in store.export(format, out, policy=policy):
            click.echo(path)


@click.command()
@book_argument
@click.option("--out", required=True, metavar="FILE", help="The HTML file to write.")
@policy_option
def record(book: str, out: str, policy: str | None) -> None:
    """Write the record as one HTML page that needs no network."""
    with opened(book) as store:
        click.echo(store.record(out, policy=policy))
