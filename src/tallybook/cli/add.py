"""``tallybook add``: reports into a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tallybook.cli import screen
from tallybook.cli.group import INTERRUPTED
from tallybook.cli.opened import book_argument, opened, settings_of
from tallybook.cli.progress import Line

if TYPE_CHECKING:
    from tallybook.api import Added, Book


@click.command()
@book_argument
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--date",
    metavar="DATE",
    help="When they were published (YYYY-MM-DD): for a file you name, and for a folder's undated ones.",
)
@click.option("--outlet", metavar="NAME", help="Who published these reports, in your word.")
@click.option("--jobs", type=int, metavar="N", help="How many processes read at once; 0 means one for each core.")
@click.pass_context
def add(
    context: click.Context, book: str, paths: tuple[str, ...], date: str | None, outlet: str | None, jobs: int | None
) -> None:
    """Read reports into a book, link them and reconcile their figures.

    PATH is a .txt or .md file, or a folder of them. Safe to repeat: a report that is there already is not read
    again, unless --date or --outlet say something new. If it is interrupted, the same command goes on.
    """
    settings = settings_of(context, jobs=jobs)
    with opened(book, create=True, settings=settings) as store:
        code = _add(store, paths, date, outlet, settings.jobs)
    context.exit(code)


def _add(book: Book, paths: tuple[str, ...], date: str | None, outlet: str | None, jobs: int) -> int:
    line = Line()
    try:
        added = book.add(paths, date=date, outlet=outlet, jobs=jobs, watch=line)
    except KeyboardInterrupt:
        line.clear()
        click.echo(f"interrupted after {screen.number(line.read, 'report')}; what was kept stays", err=True)
        click.echo("  run the same command again: it goes on where it stopped", err=True)
        return INTERRUPTED
    finally:
        line.clear()
    for error in added.failed:
        screen.complain(error)
    click.echo(summary(added))
    for hint in hints(added, book.store.name):
        click.echo(hint)
    if added.again and (lost := book.orphans()):
        told = "1 judgement no longer finds" if len(lost) == 1 else f"{len(lost):,} judgements no longer find"
        click.echo(f"{told} what it was made on: tallybook judgements {book.store.name} --orphaned")
    return 1 if added.failed else 0


def summary(added: Added) -> str:
    """What an adding came to, in one line."""
    parts = [f"{screen.number(added.new, 'report')} kept"]
    parts += [f"{added.again:,} read again"] if added.again else []
    parts += [f"{added.already:,} already kept"] if added.already else []
    parts += [f"{len(added.failed):,} could not be taken"] if added.failed else []
    return f"{', '.join(parts)}; the book holds {screen.number(added.incidents, 'incident')}"


def hints(added: Added, book: str) -> list[str]:
    """What the user may want to know or do next."""
    told = []
    if added.undated:
        path = screen.line(added.undated_path)
        have = f"{path} has" if added.undated == 1 else f"{added.undated:,} reports have"
        such = "" if added.undated == 1 else f", such as {path}"
        told.append(f"{have} no date{such}; give it: tallybook add {book} PATH --date 2024-08-26")
    for encoding, path in sorted(added.encodings.items()):
        told.append(f"{screen.line(path)} was read as {encoding}")
    if added.passed_over:
        told.append(f"{screen.number(added.passed_over, 'other file')} passed over: not .txt or .md, or hidden")
    return told
