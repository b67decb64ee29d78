"""A book made anew from what the formats ``whole`` and ``parquet`` wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from tallybook.book import whole
from tallybook.book.reports import Kept
from tallybook.errors import InputError, UsageError
from tallybook.workers import read_one

Line = dict[str, Any]


class Source(NamedTuple):
    """The lines of each table of a folder, by the table's name."""

    lines: Callable[[str], Iterator[Line]]


def source(folder: Path) -> Source:
    """The tables of a folder. Raises UsageError where it holds no whole book."""
    if (folder / "readings.jsonl").is_file():
        return Source(lambda name: _json_lines(folder / f"{name}.jsonl"))
    if (folder / "readings.parquet").is_file():
        # Loaded here: it needs pyarrow.
        from tallybook.export import parquet

        return Source(lambda name: parquet.read(folder / f"{name}.parquet"))
    raise UsageError(
        f"{folder} holds no whole book (no readings.jsonl or readings.parquet)",
        "write one: tallybook export BOOK --format whole --out DIR",
    )


def _json_lines(path: Path) -> Iterator[Line]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                yield _parsed(line, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error})", "export the book again") from error


def _parsed(line: str, where: str) -> Line:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: is no JSON ({error})", "export the book again") from error
    if not isinstance(found, dict):
        raise InputError(f"{where}: is no JSON object", "export the book again")
    return found


def kept(tables: Source) -> Iterator[Kept | InputError]:
    """Each report with its reading, ready to be kept. Raises InputError where the tables do not fit each other."""
    claims = groupby(tables.lines("claims"), key=lambda line: str(line.get("report")))
    waiting = next(claims, None)
    for report, reading in _pairs(tables):
        own: list[Line] = []
        if waiting is not None and waiting[0] == report.get("id"):
            own = list(waiting[1])
            waiting = next(claims, None)
        yield _kept(report, reading, own)
    if waiting is not None:
        raise InputError(f"claims of {waiting[0]} stand where that report does not", "export the book again")


def _pairs(tables: Source) -> Iterator[tuple[Line, Line]]:
    try:
        yield from zip(tables.lines("reports"), tables.lines("readings"), strict=True)
    except ValueError as error:
        raise InputError("there are not as many readings as reports", "export the book again") from error


def _kept(report: Line, reading: Line, claims: list[Line]) -> Kept | InputError:
    try:
        found = whole.report_of(report)
        told = whole.reading_of(found.id, claims, reading["incidents"])
        if reading["report"] != found.id:
            raise ValueError(f"its reading is that of {reading['report']}")
        return read_one(lambda _report: told, str(reading["read_by"]), found)
    except (KeyError, TypeError, ValueError) as error:
        what = f"{report.get('path') or report.get('id') or 'a line'}: is no report of a book ({error!r})"
        return InputError(what, "export the book again")
