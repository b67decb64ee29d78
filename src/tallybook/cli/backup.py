"""``tallybook backup``: a copy of a book in use."""

from __future__ import annotations

import click

from tallybook.cli.opened import book_argument, opened


@click.command()
@book_argument
@click.argument("file", metavar="FILE")
def backup(book: str, file: str) -> None:
    """Copy the book to a new file while it is in use.

    The copy is one whole state of the book and is checked before it takes its name; others may read and write
    meanwhile.
    """
    with opened(book) as store:
        click.echo(store.backup(file))
