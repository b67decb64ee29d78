"""Tables: CSV files that a spreadsheet opens safely, and the rows that pandas is given."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from tallybook.book import reports
from tallybook.book.batches import batches
from tallybook.book.selected import Selection
from tallybook.export.files import written
from tallybook.records import HARMS, VICTIMS, AnyClaim, Incident, Place, Report

Cell = str | int | float | bool | None
Row = dict[str, Cell]

NAMES = ("reports.csv", "claims.csv", "incidents.csv", "estimates.csv")

REPORT_COLUMNS = ("id", "path", "outlet", "published", "published_from", "same_as", "characters")
_CLAIM_OWN = (
    "harm", "victims", "low", "high", "qualifier", "scope", "group", "mode", "by", "of", "actor", "action", "what",
    "detail",
)  # fmt: skip
CLAIM_COLUMNS = (
    "id", "report", "kind", "start", "end", "speaker", "speaker_kind", "incident", "current", *_CLAIM_OWN,
)  # fmt: skip
QUOTED_COLUMNS = (*CLAIM_COLUMNS, "path", "published", "words", "sentence")
INCIDENT_COLUMNS = (
    "id", "root", "part_of", "title", "type", "start", "end", "place", "country", "adm1", "lat", "lon", "precision",
    "status", "claimed_by", "blamed", "denied_by", "condemned_by", "reports", "policy",
)  # fmt: skip
ESTIMATE_COLUMNS = ("incident", "harm", "victims", "low", "best", "high", "claims", "left_out", "why")
_TOLL_COLUMNS = tuple(
    f"{harm}_{victims}_{bound}" for harm in HARMS for victims in VICTIMS for bound in ("low", "best", "high")
)
WIDE_COLUMNS = (*INCIDENT_COLUMNS, *_TOLL_COLUMNS)

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n|%＝＋－＠]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the four tables into a folder and give their paths; reports, claims and estimates by id.

    Raises TallybookError where they cannot be written; the old ones then stay.
    """
    with written(folder, *NAMES) as (report_file, claim_file, incident_file, estimate_file):
        _table(report_file, REPORT_COLUMNS, map(report_row, selection.reports()))
        _table(claim_file, QUOTED_COLUMNS, _quoted_rows(selection))
        _table(incident_file, INCIDENT_COLUMNS, map(incident_row, selection.incidents()))
        _table(estimate_file, ESTIMATE_COLUMNS, _all_estimates(selection.incidents()))
    return tuple(folder / name for name in NAMES)


def _table(file: TextIO, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(row[column]) for column in columns] for row in rows)


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs: text that would begin a formula gets a leading apostrophe.

    >>> safe("=1+1"), safe(-3)
    ("'=1+1", -3)
    """
    if not isinstance(cell, str):
        return cell
    text = _CONTROL.sub("\ufffd", cell)
    return "'" + text if _FORMULA.match(text) else text


def report_row(report: Report) -> Row:
    """A report as one row of REPORT_COLUMNS."""
    return {
        "id": report.id,
        "path": report.path,
        "outlet": report.outlet,
        "published": report.published,
        "published_from": report.published_from,
        "same_as": report.same_as,
        "characters": len(report.text),
    }


def claim_row(claim: AnyClaim, incident: str | None) -> Row:
    """A claim as one row of CLAIM_COLUMNS; what its kind does not have stays empty."""
    return {
        "id": claim.id,
        "report": claim.report,
        "kind": claim.kind,
        "start": claim.start,
        "end": claim.end,
        "speaker": claim.speaker.name if claim.speaker else None,
        "speaker_kind": claim.speaker.kind if claim.speaker else None,
        "incident": incident,
        "current": claim.current,
        **{column: getattr(claim, column, None) for column in _CLAIM_OWN},
    }


def incident_row(incident: Incident, policy: str | None = None) -> Row:
    """An incident as one row of INCIDENT_COLUMNS; lists are joined by semicolons. ``policy``: not that of the book."""
    place = incident.place or Place("")
    return {
        "id": incident.id,
        "root": incident.root,
        "part_of": incident.part_of,
        "title": incident.title,
        "type": incident.type,
        "start": incident.start,
        "end": incident.end,
        "place": place.name or None,
        "country": place.country,
        "adm1": place.adm1,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision if place.name else None,
        "status": incident.status,
        "claimed_by": "; ".join(incident.claimed_by),
        "blamed": "; ".join(incident.blamed),
        "denied_by": "; ".join(incident.denied_by),
        "condemned_by": "; ".join(incident.condemned_by),
        "reports": len(incident.reports),
        "policy": policy or incident.policy,
    }


def estimate_rows(incident: Incident) -> Iterator[Row]:
    """An incident's estimates, each as one row of ESTIMATE_COLUMNS."""
    for harm, by_victims in sorted(incident.figures.items()):
        for victims, estimate in sorted(by_victims.items()):
            yield {
                "incident": incident.id,
                "harm": harm,
                "victims": victims,
                "low": estimate.low,
                "best": estimate.best,
                "high": estimate.high,
                "claims": "; ".join(estimate.claims),
                "left_out": "; ".join(claim for claim, _ in estimate.left_out),
                "why": estimate.why,
            }


def wide_row(incident: Incident) -> Row:
    """An incident with its estimates side by side, as one row of WIDE_COLUMNS."""
    row: Row = {**incident_row(incident), **dict.fromkeys(_TOLL_COLUMNS)}
    for estimate in estimate_rows(incident):
        for bound in ("low", "best", "high"):
            row[f"{estimate['harm']}_{estimate['victims']}_{bound}"] = estimate[bound]
    return row


def _all_estimates(incidents: Iterable[Incident]) -> Iterator[Row]:
    for incident in incidents:
        yield from estimate_rows(incident)


def _quoted_rows(selection: Selection) -> Iterator[Row]:
    """Claims by report and in the order of the text, with their words: a report's text is fetched once."""
    for batch in batches(selection.claims_by_report(), 200):
        texts = reports.get(selection.connection, sorted({claim.report for claim, _ in batch}))
        for claim, incident in batch:
            report = texts[claim.report]
            yield {
                **claim_row(claim, incident),
                "path": report.path,
                "published": report.published,
                "words": report.text[claim.start : claim.end],
                "sentence": claim.sentence.of(report.text),
            }
