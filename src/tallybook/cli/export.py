"""``tallybook export`` and ``tallybook record``: a book for others."""

from __future__ import annotations

from typing import Any

import click

from tallybook.cli.filters import filter_options
from tallybook.cli.opened import book_argument, opened, policy_option
from tallybook.export.registry import FORMATS, names


@click.command(epilog="Formats: " + "; ".join(f"{format.name}: {format.help}" for format in FORMATS) + ".")
@book_argument
@click.option("--format", required=True, metavar="FORMAT", help=f"{', '.join(names()[:-1])} or {names()[-1]}.")
@click.option("--out", required=True, metavar="DIR", help="The folder to write to; made when absent.")
@filter_options
@policy_option
def export(book: str, format: str, out: str, policy: str | None, **filters: Any) -> None:
    """Write the book to a folder. Filters narrow it to some incidents, their claims and reports.

    The same reports give the same bytes. docs/exports.md says what stands in which column.
    """
    with opened(book) as store:
        for path in store.export(format, out, policy=policy, **filters):
            click.echo(path)


@click.command()
@book_argument
@click.option("--out", required=True, metavar="FILE", help="The HTML file to write.")
@policy_option
def record(book: str, out: str, policy: str | None) -> None:
    """Write the record as one HTML page that needs no network."""
    with opened(book) as store:
        click.echo(store.record(out, policy=policy))
