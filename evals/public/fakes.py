"""FA-KES: pages on the war in Syria, as their makers left them: Latin-1, commas and apostrophes stripped.

Each page is written to a file as title and text, in the bytes of the set, and goes the whole way of a user's file:
decoded, cut into parts, dated, read, made ready for linking. The set holds no number of victims, so a page is asked
what can be said without one:

- it is **taken**: no error, and the reading is one that the book would keep;
- its figures are **plausible**: bounds in order, and none of what is killed in an incident above the bound below. The
  deadliest incident of that war (Ghouta, August 2013) has between 281 and 1,729 dead by who counts; larger numbers are
  tolls of the war, which are *wider* than an incident, or years and sums of money misread. Of wounded, the same attack
  has 3,600; of other harms nothing is asked, whole towns are displaced;
- its main incident lies in Syria, asked where the reader gives a country;
- one of its incidents is dated within three days of the record's date, asked of pages with a dated incident. The
  record's date is that of the event; in two of four groups its makers mix incidents, so this is a weak key.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from evals.public.inputs import Read, csv_rows, read_all, sample
from evals.public.table import Miss, Table, part

from tallybook.errors import InputError
from tallybook.evaluation.counts import share
from tallybook.gather import gather
from tallybook.records import Figure, Report
from tallybook.workers import Reader

_COLUMNS = ("article_title", "article_content", "date", "location")
_MOST = {"killed": 2000, "wounded": 5000}
_NEAR = timedelta(days=3)

Rows = dict[str, dict[str, str]]


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures a reader on ``FA-KES-Dataset.csv``."""
    records = sample(csv_rows(folder / "FA-KES-Dataset.csv", _COLUMNS, "latin-1"), size)
    by_name = {f"{number:05d}.txt": record for number, record in enumerate(records, start=1)}
    with tempfile.TemporaryDirectory(prefix="tallybook-public-") as scratch:
        taken, refused = _gathered(Path(scratch), by_name)
    reads = read_all("fakes", reader, taken)
    odd = [(read, figure) for read in reads for figure in _implausible(read)]
    homes = [(read, country) for read in reads if (country := _country(read)) is not None]
    dated = [(read, near) for read in reads if (near := _near(read, by_name[read.report.path])) is not None]
    failed = sum(read.failed for read in reads)
    rows = {
        "pages taken": part(len(reads) - failed, len(records)),
        "pages without an implausible figure": part(len(reads) - len({one.report.path for one, _ in odd}), len(reads)),
        "main incident in Syria": share(country == "SY" for _, country in homes),
        "an incident within 3 days of the record's": share(near for _, near in dated),
        "counts": _counts(reads),
    }
    misses = [
        *(Miss("page refused", "", error) for error in refused),
        *(_figure_miss(read, figure) for read, figure in odd),
        *(Miss("country", read.report.path, read.report.text, "SY", got) for read, got in homes if got != "SY"),
        *(_date_miss(read, by_name) for read, near in dated if not near),
    ]
    return Table("fakes", "FA-KES, pages on the war in Syria", len(records), rows, failed, tuple(misses))


def _gathered(scratch: Path, by_name: Rows) -> tuple[list[Report], list[str]]:
    for name, record in by_name.items():
        text = f"{record['article_title']}\n\n{record['article_content']}\n"
        (scratch / name).write_bytes(text.encode("latin-1"))
    found = list(gather([scratch]))
    reports = [one for one in found if isinstance(one, Report)]
    return reports, [one.what.replace(f"{scratch}/", "") for one in found if isinstance(one, InputError)]


def _implausible(read: Read) -> Iterator[Figure]:
    for claim in read.reading.claims:
        if not isinstance(claim, Figure):
            continue
        low, high = claim.low, claim.high
        most = _MOST.get(claim.harm)
        disordered = (low is not None and low < 0) or (low is not None and high is not None and low > high)
        if disordered or (claim.scope != "wider" and most is not None and max(low or 0, high or 0) > most):
            yield claim


def _figure_miss(read: Read, figure: Figure) -> Miss:
    words = figure.sentence.of(read.report.text)
    said = [figure.harm, figure.low, figure.high, figure.scope]
    return Miss("implausible", read.report.path, words, f"at most {_MOST.get(figure.harm)}", said)


def _country(read: Read) -> str | None:
    """The country of the first incident that has a place and is no background."""
    places = (local.place for local in read.reading.incidents if not local.background and local.place is not None)
    return next((place.country for place in places if place.country), None)


def _near(read: Read, record: dict[str, str]) -> bool | None:
    """Whether an incident is dated near the record's date; None for a page without a fully dated incident."""
    days = [_days(local.start, local.end) for local in read.reading.incidents if local.start and len(local.start) == 10]
    event = _event(record)
    return any(first - _NEAR <= event <= last + _NEAR for first, last in days) if days else None


def _days(start: str, end: str | None) -> tuple[date, date]:
    first = date.fromisoformat(start)
    return first, date.fromisoformat(end) if end is not None and len(end) == 10 else first


def _event(record: dict[str, str]) -> date:
    """The record's date, which is written month/day/year."""
    month, day, year = map(int, record["date"].split("/"))
    return date(year, month, day)


def _date_miss(read: Read, by_name: Rows) -> Miss:
    starts = [local.start for local in read.reading.incidents]
    return Miss("date", read.report.path, read.report.text, str(_event(by_name[read.report.path])), starts)


def _counts(reads: list[Read]) -> dict[str, int]:
    figures = [sum(isinstance(claim, Figure) for claim in read.reading.claims) for read in reads]
    return {
        "pages with a figure": sum(map(bool, figures)),
        "figures": sum(figures),
        "pages with a date of their own": sum(read.report.published is not None for read in reads),
    }
