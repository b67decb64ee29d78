"""``tallybook import``: what others wrote, into a book or beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tallybook.cli import screen
from tallybook.cli.opened import book_argument, json_option, opened
from tallybook.errors import TallybookError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tallybook.export.comparison import Comparison
    from tallybook.pipeline import Added


@click.command("import")
@book_argument
@click.argument("path", metavar="PATH")
@click.option("--map", "columns", metavar="FIELD=COLUMN,...", help="Which column of a CSV is what, such as date=DAY.")
@click.option("--out", metavar="DIR", help="Write the comparison there, as comparison.csv and comparison.json.")
@json_option
def import_(book: str, path: str, columns: str | None, out: str | None, as_json: bool) -> None:
    """Take in a whole book, or lay others' records beside this one.

    PATH is a folder that 'export --format whole' (or parquet) wrote: reports come with their readings, judgements and
    runs, and nothing is read anew. Or it is a CSV of UCDP GED, of ACLED's shape, or with --map of any shape (id, date,
    end, country, place, adm1, lat, lon, radius, low, best, high, actors): each record is said to be supported by the
    reports, to differ from them, or to be lacking in them; the book is not changed.
    """
    is_folder = Path(path).is_dir()
    with opened(book, create=is_folder) as store:
        found: Any = store.import_(path, map=None if columns is None else _map(columns))
    if is_folder:
        _say_added(found)
    else:
        _say_compared(found, out, as_json)
    _end(found.failed)


def _map(columns: str) -> dict[str, str]:
    pairs = [pair.split("=", 1) for pair in columns.split(",") if pair.strip()]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise UsageError(f"--map {columns!r} is not FIELD=COLUMN,...", "write it as date=DAY,place=TOWN,best=DEAD")
    return {field.strip(): column.strip() for field, column in pairs}


def _say_added(added: Added) -> None:
    click.echo(f"{screen.number(added.new, 'report')} new, {added.already} there already; {added.incidents} incidents")


def _say_compared(found: Comparison, out: str | None, as_json: bool) -> None:
    from tallybook.export import compared

    if out is not None:
        for path in compared.write(found, Path(out)):
            click.echo(path)
    elif as_json:
        for match in found.matches:
            click.echo(screen.as_json(compared.row(match)))
    else:
        rows = [tuple(str(cell) for cell in compared.short(match)) for match in found.matches]
        click.echo(screen.table(compared.SHORT, rows))
    counts = ", ".join(f"{found.count(verdict)} {verdict}" for verdict in compared.VERDICTS)
    click.echo(f"{counts}; {len(found.only_ours)} of the book's dated incidents are in none of them", err=True)


def _end(failed: Sequence[TallybookError]) -> None:
    for error in failed:
        screen.complain(error)
    if failed:
        click.get_current_context().exit(failed[0].exit_code)
