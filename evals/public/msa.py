"""Stanford's Mass Shootings of America: civilians and police, dead and injured, of a one-paragraph narrative.

Police are the figures whose victims the reader calls security forces, civilians all others but the attackers. A record
does not count the shooter. Where a record has police and the reader gives no figure of police for that harm, the
narrative may have told of all victims in one number: then civilians are also right as that sum, because the text does
not tell them apart. Dates and places are not measured. See ``numbers`` for "stated" and "total".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from evals.public.inputs import Read, csv_rows, read_all, sample
from evals.public.numbers import Asked
from evals.public.table import Table

from evals.public import numbers
from tallybook.gather import from_text
from tallybook.records import Figure
from tallybook.workers import Reader

_NARRATIVE = "Description"
_KILLED = ("killed", "Number of Civilian Fatalities", "Number of Enforcement Fatalities")
_WOUNDED = ("wounded", "Number of Civilian Injured", "Number of Enforcement Injured")


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures a reader on ``msa.csv``."""
    columns = ("CaseID", _NARRATIVE, *_KILLED[1:], *_WOUNDED[1:])
    records = sample(csv_rows(folder / "msa.csv", columns), size)
    reports = [from_text(record[_NARRATIVE], path=record["CaseID"]) for record in records]
    reads = read_all("msa", reader, reports)
    asked: dict[str, list[Asked]] = {}
    for harm, civilians, police in (_KILLED, _WOUNDED):
        pairs = [_asked(record, read, harm, civilians, police) for record, read in zip(records, reads, strict=True)]
        asked[f"civilians {harm}"] = [one for one, _ in pairs]
        asked[f"police {harm}"] = [other for _, other in pairs]
    return Table(
        "msa",
        "Mass Shootings of America, classes of victims",
        len(reads),
        {title: row for name, some in asked.items() for title, row in numbers.rows(name, some).items()},
        sum(read.failed for read in reads),
        tuple(miss for name, some in asked.items() for miss in numbers.misses(name, some)),
    )


def _asked(record: dict[str, str], read: Read, harm: str, civilians: str, police: str) -> tuple[Asked, Asked]:
    text, where = read.report.text, read.report.path
    figures = [figure for figure in numbers.figures_of(read, (harm,)) if figure.victims != "armed_group"]
    forces = [figure for figure in figures if figure.victims == "security_force"]
    others = [figure for figure in figures if figure.victims != "security_force"]
    of_police = Asked(where, text, int(record[police] or 0), numbers.counted(forces, text))
    of_civilians = Asked(where, text, int(record[civilians] or 0), numbers.counted(others, text))
    return _all_in_one(of_civilians, of_police, others), of_police


def _all_in_one(civilians: Asked, police: Asked, others: Sequence[Figure]) -> Asked:
    """Civilians, asked for the sum with the police where the reader has no police but that sum."""
    everybody = civilians.want + police.want
    if police.count.stated or not others or everybody not in civilians.count.stated:
        return civilians
    return replace(civilians, want=everybody)
