"""Whether the order in which reports come, and in which batches, changes a byte of the record.

    python evals/orders.py FOLDER [--times 20] [--reader hybrid] [--seed 1]

The reports of a folder are read once and put into a fresh book for each order, shuffled and in batches of random
sizes. Every book's JSON Lines and CSV are to be the same bytes. Exits 1 where they are not, naming the files.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

import tallybook
from tallybook import pipeline
from tallybook.book.reports import Kept
from tallybook.gather import gather
from tallybook.readers import mark, named
from tallybook.records import Report
from tallybook.settings import Settings
from tallybook.workers import read_one


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option("--times", default=20, show_default=True, help="How many random orders.")
@click.option("--reader", default="hybrid", show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(folder: Path, times: int, reader: str, seed: int) -> None:
    """Compares the exports of one set of reports added in many orders."""
    kept = list(_read(folder, reader))
    first = _exported(kept, [len(kept)], reader)
    chance = random.Random(seed)
    for number in range(1, times + 1):
        shuffled = chance.sample(kept, len(kept))
        sizes = _sizes(len(kept), chance)
        found = _exported(shuffled, sizes, reader)
        differing = sorted(name for name in first.keys() | found.keys() if first.get(name) != found.get(name))
        if differing:
            click.echo(f"order {number} ({len(sizes)} batches) gives other bytes: {', '.join(differing)}", err=True)
            sys.exit(1)
        click.echo(f"order {number} ({len(sizes)} batches): the same bytes")
    click.echo(f"{len(kept)} reports, {times} orders: {len(first)} files, every byte the same")


def _read(folder: Path, reader: str) -> Iterator[Kept]:
    read = named(reader)
    for report in gather([folder]):
        kept = read_one(read, mark(reader), report) if isinstance(report, Report) else report
        if not isinstance(kept, Kept):
            raise click.ClickException(kept.what)
        yield kept


def _sizes(number: int, chance: random.Random) -> list[int]:
    sizes: list[int] = []
    while sum(sizes) < number:
        sizes.append(chance.randint(1, 1 + number // 3))
    return sizes


def _exported(kept: Sequence[Kept], sizes: Sequence[int], reader: str) -> dict[str, str]:
    """The digest of each file of both exports, by its name."""
    with tempfile.TemporaryDirectory(prefix="tallybook-orders-") as scratch:
        with tallybook.open(Path(scratch) / "x.book", settings=Settings(reader=reader)) as book:
            at = 0
            for size in sizes:
                pipeline.add_read(book.store, kept[at : at + size])
                at += size
            files = [*book.export("jsonl", Path(scratch) / "jsonl"), *book.export("csv", Path(scratch) / "csv")]
        return {f"{file.parent.name}/{file.name}": hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


if __name__ == "__main__":
    main()
