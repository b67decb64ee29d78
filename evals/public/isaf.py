"""ISAF press releases: killed and captured of one operation, and its date.

The set's own convention for vague words is used: "several" is 3, "numerous" 4, "more than 30" 31; a figure without any
bound ("a number of") gives no number. ``captured`` is compared with what the reader calls detained. A release tells of
the operation that the record is about and sometimes of the day's others: see ``numbers`` for "stated" and "total".
The release says itself when it was published; no date is given to the reader. The date is that of the incident that
the first figure is about, or else of the first incident that is no background; it is right where its first day is the
record's.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from evals.public.inputs import Read, json_lines, read_all, sample
from evals.public.numbers import Asked
from evals.public.table import Miss, Table

from evals.public import numbers
from tallybook.evaluation.counts import Row, Tally, share
from tallybook.gather import from_text
from tallybook.records import Figure, LocalIncident
from tallybook.workers import Reader

Json = dict[str, Any]

_FILE = "isaf-dev.jsonl"
_HARMS = {"killed": ("killed", "min_killed"), "captured": ("detained", "min_captured")}
_VAGUE = {"several": 3, "numerous": 4}


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures a reader on ``isaf-dev.jsonl``."""
    records = sample(json_lines(folder / _FILE), size)
    reports = [from_text(record["text"], path=f"line {line}") for line, record in records]
    reads = read_all("isaf", reader, reports)
    keys = [record["gold"] for _, record in records]
    asked = {name: [_asked(*pair, name) for pair in zip(keys, reads, strict=True)] for name in _HARMS}
    days = [(key["start_date"], _day(read)) for key, read in zip(keys, reads, strict=True)]
    missed = [miss for name, some in asked.items() for miss in numbers.misses(name, some)]
    return Table(
        "isaf",
        "ISAF press releases, victims and date of an operation",
        len(reads),
        {
            **{title: row for name, some in asked.items() for title, row in numbers.rows(name, some).items()},
            **_date_rows(days, reads),
        },
        sum(read.failed for read in reads),
        (*missed, *_date_misses(days, reads)),
    )


def _asked(key: Json, read: Read, name: str) -> Asked:
    harm, field = _HARMS[name]
    text = read.report.text
    count = numbers.counted(numbers.figures_of(read, (harm,)), text, _value)
    return Asked(read.report.path, text, key[field], count)


def _value(figure: Figure, words: str) -> int | None:
    for word, number in _VAGUE.items():
        if figure.qualifier == "vague" and word in words.lower().split():
            return number
    return numbers.known(figure)


def _day(read: Read) -> str | None:
    """The first day of what the release tells of; None where the reader gives no full date."""
    local = _main(read)
    return local.start if local is not None and local.start is not None and len(local.start) == 10 else None


def _main(read: Read) -> LocalIncident | None:
    own = {local.key: local for local in read.reading.incidents if not local.background}
    told = (figure.local for figure in numbers.figures_of(read, ("killed", "detained")))
    return next((own[key] for key in told if key in own), next(iter(own.values()), None))


def _date_rows(days: list[tuple[str, str | None]], reads: list[Read]) -> dict[str, Row]:
    given = [(want, got) for want, got in days if got is not None]
    dated = [day for day, read in zip(days, reads, strict=True) if read.report.published is not None]
    near = [abs((date.fromisoformat(want) - date.fromisoformat(got)).days) <= 1 for want, got in given]
    return {
        "date": Tally(sum(want == got for want, got in given), len(given), len(days)).row(),
        "date, a day off allowed": Tally(sum(near), len(given), len(days)).row(),
        "date, of releases whose own date was read": share(want == got for want, got in dated),
        "the release's own date read": share(read.report.published is not None for read in reads),
    }


def _date_misses(days: list[tuple[str, str | None]], reads: list[Read]) -> list[Miss]:
    return [
        Miss("date: none" if got is None else "date: another", read.report.path, read.report.text, want, got)
        for (want, got), read in zip(days, reads, strict=True)
        if want != got
    ]
