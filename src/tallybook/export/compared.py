"""A comparison as rows: on the screen, as CSV and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

from tallybook.export.comparison import Comparison, Match, Verdict
from tallybook.export.files import written
from tallybook.export.schema import write_rows
from tallybook.export.table import Row
from tallybook.export.tolls import toll

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SHORT = ("theirs", "date", "place", "killed", "verdict", "incident", "differs")
COLUMNS = (
    "id", "start", "end", "country", "place", "low", "best", "high", "actors", "verdict", "incident", "title",
    "incident_start", "incident_place", "incident_low", "incident_best", "incident_high", "days_apart", "km_apart",
    "differs",
)  # fmt: skip
NAMES = ("comparison.csv", "comparison.json")


def row(match: Match) -> Row:
    """A match as one row of COLUMNS."""
    theirs, ours = match.theirs, match.incident
    own = toll(ours, "killed") if ours else None
    return {
        "id": theirs.id,
        "start": theirs.start,
        "end": theirs.end,
        "country": theirs.country,
        "place": theirs.place,
        "low": theirs.low,
        "best": theirs.best,
        "high": theirs.high,
        "actors": "; ".join(theirs.actors) or None,
        "verdict": match.verdict,
        "incident": ours.id if ours else None,
        "title": ours.title if ours else None,
        "incident_start": ours.start if ours else None,
        "incident_place": ours.place.name if ours and ours.place else None,
        "incident_low": own.low if own else None,
        "incident_best": own.best if own else None,
        "incident_high": own.high if own else None,
        "days_apart": match.days_apart,
        "km_apart": None if match.km_apart is None else round(match.km_apart, 1),
        "differs": "; ".join(match.differs) or None,
    }


def short(match: Match) -> tuple[str, ...]:
    """A match as one line of SHORT."""
    theirs = match.theirs
    ends = [str(number) for number in (theirs.low, theirs.best, theirs.high) if number is not None]
    killed = ends[0] if len(set(ends)) == 1 else "-".join(ends)
    place = ", ".join(part for part in (theirs.place, theirs.country) if part)
    incident = match.incident.id[:10] if match.incident else ""
    return (theirs.id, theirs.start, place, killed, match.verdict, incident, "; ".join(match.differs))


def write(found: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write the comparison as CSV and JSON and give the paths. Raises TallybookError where they cannot be written."""
    with written(folder, *NAMES) as (table, plain):
        write_rows(table, COLUMNS, map(row, found.matches))
        counts: dict[str, object] = {verdict: found.count(verdict) for verdict in VERDICTS}
        told = {
            **counts,
            "only_ours": list(found.only_ours),
            "not_taken": [str(error) for error in found.failed],
            "records": [row(match) for match in found.matches],
        }
        plain.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    return tuple(folder / name for name in NAMES)
