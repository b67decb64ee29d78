"""``tallybook watch``: feeds followed into a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tallybook.cli.fetch import summary, teller
from tallybook.cli.group import INTERRUPTED
from tallybook.cli.opened import book_argument, opened, settings_of
from tallybook.cli.progress import Line

if TYPE_CHECKING:
    from tallybook.api import Book


@click.command()
@book_argument
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@click.option("--every", metavar="TIME", default="15m", show_default=True, help="How often: 90s, 15m, 6h, 1d.")
@click.option("--since", metavar="DATE", help="Leave out pages that a feed dates before that day (YYYY-MM-DD).")
@click.option("--once", is_flag=True, help="One round, and end; for a scheduler such as cron.")
@click.option("--jobs", type=int, metavar="N", help="How many processes read at once; 0 means one for each core.")
@click.pass_context
def watch(
    context: click.Context,
    book: str,
    feeds: tuple[str, ...],
    every: str,
    since: str | None,
    once: bool,
    jobs: int | None,
) -> None:
    """Follow feeds into a book, and print what they change in the record.

    FEED is the address of a feed (RSS, Atom, JSON Feed) or of a sitemap. What it names is fetched, and looked at again
    after an hour, six hours, a day, three days and a week. Ctrl-C ends it; started again, it goes on where it stopped.
    """
    settings = settings_of(context, jobs=jobs)
    with opened(book, create=True, settings=settings) as store:
        code = _watch(store, feeds, every, since, 1 if once else None, settings.jobs)
    context.exit(code)


def _watch(book: Book, feeds: tuple[str, ...], every: str, since: str | None, rounds: int | None, jobs: int) -> int:
    line = Line()
    try:
        fetched = book.watch(feeds, every=every, since=since, rounds=rounds, jobs=jobs, tell=teller(line), watch=line)
    except KeyboardInterrupt:
        line.clear()
        click.echo("stopped; what was fetched is kept, and the same command goes on from here", err=True)
        return INTERRUPTED
    finally:
        line.clear()
    click.echo(summary(fetched))
    return 1 if fetched.failed else 0
