"""Which documents a book links: the incident that each one's main local incident is in."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tallybook import pipeline
from tallybook.book import Store, queries, reports
from tallybook.workers import Reader


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its day of publication (ISO, or None) and the incident that its makers tie it to."""

    id: str
    incident: str
    title: str
    text: str
    date: str | None = None


def linked(documents: Sequence[Document], reader: Reader) -> dict[str, str]:
    """For each document's id the incident of one book that its main local incident is in, else the id itself.

    All are read as one book; of several incidents of a wave, the wave's.
    """
    with tempfile.TemporaryDirectory(prefix="tallybook-public-") as scratch:
        rows = Path(scratch) / "rows.jsonl"
        told = ({"title": one.title, "text": one.text, "date": one.date} for one in documents)
        rows.write_text("".join(json.dumps(row) + "\n" for row in told), encoding="utf-8")
        store = Store.open(Path(scratch) / "linked.book")
        pipeline.add(store, [rows], pipeline.Plan(reader, "public"))
        with store.read() as connection:
            number = {one.id: int(one.path.rpartition("#")[2]) - 1 for one in reports.stream(connection)}
            home = {m: one.root for one in queries.incidents_by_id(connection) for m in one.members}
        store.close()
    found = {documents[at].id: home.get(f"{id}:A", documents[at].id) for id, at in number.items()}
    return {one.id: found.get(one.id, one.id) for one in documents}
