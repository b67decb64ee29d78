"""Whole incidents in a given order, a few fetched at a time: what the files hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tallybook.book import incidents
from tallybook.book.batches import batches
from tallybook.export.jsonl import incident_line
from tallybook.export.table import WIDE_COLUMNS, wide_row
from tallybook.records import Incident
from tallybook.web.coarse import coarse
from tallybook.web.desk import Desk


def whole_incidents(desk: Desk, ids: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """The incidents as in incidents.jsonl."""
    for incident in _fetched(desk, ids):
        line = incident_line(incident)
        yield coarse(line) if desk.options.coarse else line


def incident_rows(desk: Desk, ids: Iterable[str]) -> tuple[Sequence[str], Iterator[Mapping[str, Any]]]:
    """The incidents as rows of a table, estimates side by side, and the table's columns."""
    lines = (wide_row(incident) for incident in _fetched(desk, ids))
    return WIDE_COLUMNS, (coarse(line) if desk.options.coarse else line for line in lines)


def _fetched(desk: Desk, ids: Iterable[str]) -> Iterator[Incident]:
    for batch in batches(ids, 200):
        with desk.book.store.read() as connection:
            found = incidents.get_all(connection, batch)
        # One that was merged meanwhile is no longer there.
        yield from (found[id] for id in batch if id in found)
