"""The program: which sets, in which order, and what a set that is not there means for the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click
from evals.public.table import Table

from evals.public import awsd, ecbplus, fakes, fakes_tolls, geo, gva, isaf, msa, muc, polnear
from tallybook import readers
from tallybook.errors import TallybookError, UsageError
from tallybook.workers import Reader

Measure = Callable[[Path, Reader, int | None], Table]

SETS: dict[str, Measure] = {
    "awsd": awsd.measure,
    "isaf": isaf.measure,
    "muc": muc.measure,
    "fakes": fakes.measure,
    "fakes-tolls": fakes_tolls.measure,
    "geo": geo.measure,
    "polnear": polnear.measure,
    "msa": msa.measure,
    "gva": gva.measure,
    "ecbplus": ecbplus.measure,
}
FOLDERS = {"fakes-tolls": "fakes"}
"""The folder of a set that bears another name."""


@click.command()
@click.argument("names", nargs=-1, metavar="[SET]...")
@click.option("--data", required=True, type=click.Path(path_type=Path), help="The folder that holds a folder a set.")
@click.option("--reader", default="rules", show_default=True, help="The reader to measure.")
@click.option("--sample", type=click.IntRange(min=1), metavar="N", help="Only N reports of a set, evenly spread.")
@click.option(
    "--errors", type=click.IntRange(min=0), default=0, metavar="N", help="Name up to N misses of a kind, too."
)
def main(names: tuple[str, ...], data: Path, reader: str, sample: int | None, errors: int) -> None:
    """Measure a reader on public sets; all of them without SET.

    The sets: awsd, isaf, muc, fakes, fakes-tolls, geo, polnear, msa, gva, ecbplus.

    Tables go to stdout, progress to stderr. Exits 1 where a set could not be measured, 2 where words do not fit.
    """
    try:
        chosen = _chosen(names)
        loaded = readers.named(reader)
    except TallybookError as error:
        click.echo(f"public: {error}", err=True)
        sys.exit(error.exit_code)
    done = [_print(name, data / FOLDERS.get(name, name), loaded, sample, errors) for name in chosen]
    sys.exit(0 if all(done) else 1)


def _chosen(names: tuple[str, ...]) -> list[str]:
    unknown = [name for name in names if name not in SETS]
    if unknown:
        raise UsageError(f"there is no set {unknown[0]!r}", f"Sets: {', '.join(SETS)}")
    return [name for name in SETS if not names or name in names]


def _print(name: str, folder: Path, reader: Reader, sample: int | None, errors: int) -> bool:
    """Measures one set and prints its table; False, with the reason on stderr, where it cannot be measured."""
    if not folder.is_dir():
        click.echo(f"public: {name} is skipped: there is no folder {folder}", err=True)
        return False
    try:
        table = SETS[name](folder, reader, sample)
    except TallybookError as error:
        click.echo(f"public: {name} is skipped: {error}", err=True)
        return False
    click.echo(f"{table.text(errors)}\n")
    return True
