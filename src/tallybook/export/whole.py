"""Everything that a book keeps, as JSON lines from which ``tallybook import`` makes the same book anew.

``reports``, ``claims`` (by report) and ``incidents`` are as in the interchange format; ``readings`` holds what each
report tells of which incident and which reader read it, ``judgements`` and ``runs`` what people and programs did,
``changes`` what became of incidents.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tallybook.book import whole
from tallybook.book.selected import Selection
from tallybook.export import changes
from tallybook.export.files import written
from tallybook.export.jsonl import claim_line, incident_line, report_line

Line = dict[str, Any]

TABLES: dict[str, Callable[[Selection], Iterator[Line]]] = {
    "reports": lambda selection: map(report_line, selection.reports()),
    "claims": lambda selection: (claim_line(claim, incident) for claim, incident in whole.claims(selection.connection)),
    "readings": lambda selection: whole.readings(selection.connection),
    "incidents": lambda selection: map(incident_line, selection.incidents()),
    "judgements": lambda selection: whole.judged(selection.connection),
    "runs": lambda selection: whole.runs(selection.connection),
    "changes": changes.lines,
}
NAMES = tuple(f"{name}.jsonl" for name in TABLES)


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write all tables and give their paths. Raises TallybookError where they cannot be written."""
    with written(folder, *NAMES) as files:
        for file, lines in zip(files, TABLES.values(), strict=True):
            for line in lines(selection):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return tuple(folder / name for name in NAMES)
