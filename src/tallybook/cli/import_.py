"""``tallybook import``: what others wrote, into a book."""

from __future__ import annotations

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, opened


@click.command("import")
@book_argument
@click.argument("path", metavar="PATH")
def import_(book: str, path: str) -> None:
    """Take in a whole book from a folder that 'export --format whole' (or parquet) wrote.

    Nothing is read anew: reports come with their readings, judgements and runs, and the same incidents are made.
    """
    with opened(book, create=True) as store:
        added = store.import_(path)
    for error in added.failed:
        screen.complain(error)
    click.echo(f"{screen.number(added.new, 'report')} new, {added.already} there already; {added.incidents} incidents")
    if added.failed:
        click.get_current_context().exit(added.failed[0].exit_code)
