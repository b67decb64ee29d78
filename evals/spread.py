"""How far scores spread over runs that ought to score alike: other seeds, other clusters held out.

    python evals/spread.py FILE FILE ...        the least, the middle and the most of each measure
    python evals/spread.py --clusters GOLD      the same over the clusters of GOLD, each read by itself (--reader NAME)

A FILE is what `tallybook evaluate GOLD --json` prints or `python -m training.heldout GOLD --json FILE` writes. With
--clusters the middle is over clusters that hold LEAST of what a measure asks, so that one figure is not a whole
percentage.
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from tallybook.errors import InputError, TallybookError, UsageError
from tallybook.evaluation import evaluate

LEAST = 5
"""How many answers a measure must ask of a cluster to be counted there."""

Scores = Mapping[str, float]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--clusters", type=click.Path(path_type=Path), metavar="GOLD", help="Read each cluster of GOLD instead.")
@click.option("--reader", default="hybrid", show_default=True)
def main(files: tuple[Path, ...], clusters: Path | None, reader: str) -> None:
    """Prints the spread of each measure over several results."""
    try:
        if bool(files) == bool(clusters):
            raise UsageError("no results to compare", "Give files of results, or --clusters GOLD.")
        runs = [ratios(load(path)) for path in files] if clusters is None else list(_read(clusters, reader))
        click.echo(table(runs))
    except TallybookError as error:
        click.echo(f"spread: {error}", err=True)
        sys.exit(error.exit_code)


def load(path: Path) -> dict[str, Any]:
    """The result in a file, whichever of the two commands wrote it. Raises InputError where there is none."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no result ({error})", "Write one: tallybook evaluate GOLD --json > FILE") from error
    result = found.get("scores", found) if isinstance(found, dict) else None
    if not isinstance(result, dict) or "reports" not in result:
        raise InputError(f"{path}: no result of an evaluation", "Write one: tallybook evaluate GOLD --json > FILE")
    return result


def _read(folder: Path, reader: str) -> Iterator[Scores]:
    clusters = sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not clusters:
        raise UsageError(f"{folder} holds no clusters", "Give a folder of folders with NAME.txt and NAME.gold.json.")
    return (ratios(evaluate(path, reader=reader), LEAST) for path in clusters)


def ratios(result: Mapping[str, Any], least: int = 1) -> Scores:
    """Each measure's F1 or share of right answers, where the gold asks at least so many."""
    rows = {name: row for name, row in result.items() if isinstance(row, Mapping) and name != "phenomena"}
    asked = {name: row.get("asked", row.get("gold", least)) for name, row in rows.items()}
    found = {name: row.get("f1", row.get("accuracy")) for name, row in rows.items() if asked[name] >= least}
    return {name: ratio for name, ratio in found.items() if ratio is not None}


def table(runs: Sequence[Scores]) -> str:
    """A measure a line: in how many runs it was asked, its least, its middle and its most."""
    names = list(dict.fromkeys(name for run in runs for name in run))
    lines = [f"{'':46s} {'runs':>5s} {'least':>7s} {'middle':>7s} {'most':>7s}"]
    for name in names:
        held = [run[name] for run in runs if name in run]
        row = (min(held), statistics.median(held), max(held))
        lines.append(f"{name:46s} {len(held):5d} " + " ".join(f"{value:7.3f}" for value in row))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
