"""The book that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from tallybook.cli.progress import Line

if TYPE_CHECKING:
    from tallybook.api import Book
    from tallybook.settings import Settings

book_argument = click.argument("book", metavar="BOOK")
policy_option = click.option("--policy", metavar="NAME", help="latest, ucdp, acled, gtd or ibc; else the book's own.")
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of a table.")


def settings_of(context: click.Context, **flags: object) -> Settings:
    """The settings from file, environment and flags."""
    from tallybook.settings import resolve

    return resolve(file=context.obj, flags=flags)


@contextmanager
def opened(target: str, *, create: bool = False, settings: Settings | None = None) -> Iterator[Book]:
    """The book, open for one command."""
    from tallybook.api import open

    settings = settings or settings_of(click.get_current_context())
    line = Line()
    try:
        book = open(target, create=create, settings=settings, watch=line)
    finally:
        line.clear()
    if book.store.was_upgraded:
        click.echo(f"{book.store.name} was of an earlier version: it was linked anew, once, for this one", err=True)
    with book:
        yield book
