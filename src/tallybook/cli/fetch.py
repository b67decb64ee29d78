"""``tallybook fetch``: pages of the web into a book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tallybook.cli import changes, screen
from tallybook.cli.group import INTERRUPTED
from tallybook.cli.opened import book_argument, opened, settings_of
from tallybook.cli.progress import Line

if TYPE_CHECKING:
    from tallybook.api import Book
    from tallybook.errors import InputError
    from tallybook.fetching import Change, Fetched


@click.command()
@book_argument
@click.argument("urls", metavar="URL...", nargs=-1)
@click.option("--list", "file", metavar="FILE", help="A file with one address a line; # begins a remark.")
@click.option("--jobs", type=int, metavar="N", help="How many processes read at once; 0 means one for each core.")
@click.pass_context
def fetch(context: click.Context, book: str, urls: tuple[str, ...], file: str | None, jobs: int | None) -> None:
    """Fetch pages of the web into a book, keep each as received, and say what changed in the record.

    Safe to repeat: a page that is there already is asked for only what is new in it, and a page that changed is kept
    beside what it said before. If it is interrupted, the same command goes on.
    """
    wanted = [*urls, *(_listed(file) if file else ())]
    if not wanted:
        raise click.UsageError("Give an address, or --list FILE.")
    settings = settings_of(context, jobs=jobs)
    with opened(book, create=True, settings=settings) as store:
        code = _fetch(store, wanted, settings.jobs)
    context.exit(code)


def _listed(file: str) -> list[str]:
    from tallybook.errors import UsageError

    try:
        lines = Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file} cannot be read as a list ({error})", "give a text file, one address a line"
        ) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _fetch(book: Book, urls: list[str], jobs: int) -> int:
    line = Line()
    try:
        fetched = book.fetch(urls, jobs=jobs, tell=teller(line), watch=line)
    except KeyboardInterrupt:
        line.clear()
        click.echo("interrupted; what was fetched is kept", err=True)
        click.echo("  run the same command again: it goes on where it stopped", err=True)
        return INTERRUPTED
    finally:
        line.clear()
    click.echo(summary(fetched))
    return 1 if fetched.failed or fetched.later else 0


def teller(line: Line) -> Callable[[Change | InputError], None]:
    """Prints each change and each error as it comes."""
    from tallybook.errors import InputError

    def tell(each: Change | InputError) -> None:
        line.clear()
        if isinstance(each, InputError):
            screen.complain(each)
            return
        for told in changes.lines(each):
            click.echo(told)

    return tell


def summary(fetched: Fetched) -> str:
    """What a fetching came to, in one line."""
    return f"{', '.join(_parts(fetched))}; the book holds {screen.number(fetched.incidents, 'incident')}"


def _parts(fetched: Fetched) -> Iterator[str]:
    yield f"{screen.number(fetched.new, 'page')} new"
    told = (("changed", fetched.changed), ("unchanged", fetched.same), ("gone", fetched.gone))
    yield from (f"{count:,} {word}" for word, count in told if count)
    if fetched.failed:
        yield f"{len(fetched.failed):,} could not be taken"
    if fetched.later:
        yield f"{fetched.later:,} still due (run it again)"
    yield f"{screen.number(fetched.reports, 'report')} kept"
