"""``tallybook add``: reports into a book."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import click

from tallybook.cli import languages, screen
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
@click.option(
    "--map",
    "mapped",
    metavar="WORD=COLUMN,...",
    help="Which columns of a table hold what: text=body,date=pub (also title, outlet, author, url, id, language).",
)
@click.option("--jobs", type=int, metavar="N", help="How many processes read at once; 0 means one for each core.")
@click.pass_context
def add(
    context: click.Context,
    book: str,
    paths: tuple[str, ...],
    date: str | None,
    outlet: str | None,
    mapped: str | None,
    jobs: int | None,
) -> None:
    """Read reports into a book, link them and reconcile their figures.

    PATH is a file or a folder: web pages (HTML, MHTML), PDF, Word and rich text, mail, exports of Nexis, Factiva and
    ProQuest, tables (CSV, JSON Lines, Parquet), ZIP and tar archives of these, or plain text and Markdown. What a file
    is, is told from its bytes. Safe to repeat: a report that is there already is not read
    again, unless --date or --outlet say something new. If it is interrupted, the same command goes on.
    """
    settings = settings_of(context, jobs=jobs)
    columns = columns_of(mapped)
    with opened(book, create=True, settings=settings) as store:
        code = _add(store, paths, Given(date, outlet, columns), settings.jobs)
    context.exit(code)


class Given(NamedTuple):
    """What the user says of all that is added."""

    date: str | None
    outlet: str | None
    columns: dict[str, str]


def columns_of(mapped: str | None) -> dict[str, str]:
    """The map of ``--map``. Raises UsageError.

    >>> columns_of("text=body, date=pub")
    {'text': 'body', 'date': 'pub'}
    """
    from tallybook.errors import UsageError

    pairs = [pair.partition("=") for pair in (mapped or "").split(",") if pair.strip()]
    for word, sign, _ in pairs:
        if not sign:
            raise UsageError(f"--map {word.strip()!r} names no column", "write it as --map text=body,date=pub")
    return {word.strip(): column.strip() for word, _, column in pairs}


def _add(book: Book, paths: tuple[str, ...], given: Given, jobs: int) -> int:
    line = Line()
    try:
        added = book.add(paths, date=given.date, outlet=given.outlet, columns=given.columns, jobs=jobs, watch=line)
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
    if added.foreign:
        told.append(languages.unread(added.foreign))
    if added.passed_over:
        told.append(f"{screen.number(added.passed_over, 'other file')} passed over: no source that is read, or hidden")
    return told
