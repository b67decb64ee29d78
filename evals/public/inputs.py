"""Files of the sets, samples of them, and reading with a line of progress on stderr."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from tallybook.errors import InputError, UnreadableFile
from tallybook.records import Reading, Report
from tallybook.workers import Reader, read_one

Item = TypeVar("Item")

_STEPS = 10


@dataclass(frozen=True, slots=True)
class Read:
    """A report with what the reader made of it; where the reader failed, an empty reading."""

    report: Report
    reading: Reading
    failed: bool = False


def read_bytes(path: Path) -> bytes:
    """A file's bytes; UnreadableFile names a file that is not there."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror}", "Is --data the folder that holds the sets?") from error


def csv_rows(path: Path, columns: Iterable[str], encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    """The rows of a CSV file by column; InputError where a column that is needed is not there."""
    # newline="" so that quoted fields keep their lines, as the csv module asks for
    with io.StringIO(_decoded(path, encoding), newline="") as lines:
        rows = list(csv.DictReader(lines, restval=""))
    missing = set(columns) - set(rows[0] if rows else ())
    if missing:
        raise InputError(f"{path}: no column {', '.join(sorted(missing))}", "Is this the set that the README names?")
    return rows


def json_lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """The objects of a file that holds one a line, with their line numbers; only a newline ends a line."""
    lines = enumerate(_decoded(path, "utf-8").split("\n"), start=1)
    return [(number, _object(line, f"{path}:{number}")) for number, line in lines if line.strip()]


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: broken JSON: {error.msg}", "Get the file again.") from error
    if not isinstance(found, dict):
        raise InputError(f"{where}: no JSON object", "Is this the set that the README names?")
    return found


def _decoded(path: Path, encoding: str) -> str:
    try:
        return read_bytes(path).decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not {encoding} at byte {error.start}", "Get the file again.") from error


def sample(items: Sequence[Item], size: int | None) -> Sequence[Item]:
    """So many of the items, evenly spread and in their order; all of them where ``size`` is None or too large.

    >>> sample("abcdef", 3)
    ['a', 'c', 'e']
    """
    if size is None or size >= len(items):
        return items
    return [items[index * len(items) // size] for index in range(size)]


def read_all(name: str, reader: Reader, reports: Sequence[Report]) -> list[Read]:
    """Every report read, in order; a failure is told on stderr and does not stop the others."""
    return [_read(reader, report) for report in progress(name, reports)]


def _read(reader: Reader, report: Report) -> Read:
    outcome = read_one(reader, "", report)
    if isinstance(outcome, InputError):
        click.echo(f"public: {outcome.what}", err=True)
        return Read(report, Reading(report.id), failed=True)
    return Read(report, outcome.reading)


def progress(name: str, items: Sequence[Item]) -> Iterable[Item]:
    """The items one by one, with a line on stderr at every tenth part of them."""
    step = max(1, -(-len(items) // _STEPS))
    for number, item in enumerate(items, start=1):
        yield item
        if number % step == 0 or number == len(items):
            click.echo(f"{name}: {number} of {len(items)}", err=True)
