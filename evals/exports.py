"""Whether everything that a folder of reports is exported to can be read by others, and read in again without loss.

    python evals/exports.py FOLDER... [--reader hybrid]

Each folder goes into a fresh book, the book into every format. pandas reads the tables: columns, types and listed
values are to be the codebook's, deaths of UCDP rows to add up. The whole book is written, taken in and written again:
the bytes are to be the same. Prints a line a file; exits 1 where anything is not as it should be, saying what.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pandas

import tallybook
from tallybook.export.registry import FORMATS
from tallybook.export.schema import misfits, schema
from tallybook.settings import Settings

CODEBOOKS = ("ucdp", "acled", "gtd", "hxl", "plover")
SIDES = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--reader", default="hybrid", show_default=True)
def main(folders: tuple[Path, ...], reader: str) -> None:
    """Exports folders of reports to every format and reads the files with pandas."""
    problems: list[str] = []
    for folder in folders:
        with tempfile.TemporaryDirectory(prefix="tallybook-exports-") as scratch:
            problems += [f"{folder.name}: {problem}" for problem in _check(folder, Path(scratch), reader)]
    for problem in problems:
        click.echo(problem, err=True)
    click.echo(f"{len(problems)} problems")
    sys.exit(1 if problems else 0)


def _check(folder: Path, scratch: Path, reader: str) -> Iterator[str]:
    settings = Settings(reader=reader)
    with tallybook.open(scratch / "x.book", settings=settings) as book:
        book.add(folder)
        for form in FORMATS:
            for path in book.export(form.name, scratch / form.name):
                problems = list(checked(form.name, path))
                click.echo(f"{folder.name}  {form.name}/{path.name}: {rows_of(path)}, {len(problems)} problems")
                yield from (f"{form.name}/{path.name}: {problem}" for problem in problems)
    with tallybook.open(scratch / "again.book", settings=settings) as again:
        again.import_(scratch / "whole")
        for path in again.export("whole", scratch / "again"):
            if path.read_bytes() != (scratch / "whole" / path.name).read_bytes():
                yield f"whole/{path.name}: other bytes after it was taken in"


def table(path: Path) -> pandas.DataFrame | None:
    """A file as pandas reads it, None for one that is no table."""
    if path.suffix == ".parquet":
        return pandas.read_parquet(path)
    if path.suffix == ".jsonl":
        return pandas.read_json(path, lines=True)
    if path.suffix == ".csv":
        return pandas.read_csv(path, dtype=_texts(path.stem), skiprows=[1] if path.parent.name == "hxl" else None)
    return None


def _texts(name: str) -> dict[str, type[str]]:
    """The columns that a codebook has as text though they look like numbers: CAMEO's 015 begins with a nought."""
    columns = schema(name).columns if name in CODEBOOKS else ()
    return {column.name: str for column in columns if column.kind == "text"}


def rows_of(path: Path) -> str:
    """How much a file holds, in words."""
    read = table(path)
    return f"{path.stat().st_size:,} bytes" if read is None else f"{len(read):,} rows"


def checked(form: str, path: Path) -> Iterator[str]:
    """What in an exported file is not as it should be."""
    read = table(path)
    if read is None:
        if path.suffix in (".json", ".geojson"):
            json.loads(path.read_text(encoding="utf-8"))
        if not path.stat().st_size:
            yield "is empty"
        return
    if any("Unnamed" in str(column) for column in read.columns) or not read.columns.is_unique:
        yield f"columns {list(read.columns)}"
    if form in CODEBOOKS and path.stem == form:
        for row in read.to_dict("records"):
            yield from misfits(schema(form), {str(name): _cell(value) for name, value in row.items()})
    if form == "ucdp" and path.stem == form:
        yield from _sums(read)


def _cell(value: Any) -> Any:
    """A cell as it was written: pandas makes a column of whole numbers with gaps one of fractions."""
    if isinstance(value, float):
        return None if math.isnan(value) else int(value) if value.is_integer() else value
    return value


def _sums(events: pandas.DataFrame) -> Iterator[str]:
    wrong = events[
        (events[SIDES].sum(axis=1) != events.best) | (events.low > events.best) | (events.best > events.high)
    ]
    yield from (f"deaths of {name} do not add up" for name in wrong.id)


if __name__ == "__main__":
    main()
