"""Which documents a book links: the incident that each one's main local incident is in, and how alike these look."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from tallybook import pipeline
from tallybook.book import Store, links, queries, reports, schema
from tallybook.link.chance import chance
from tallybook.workers import Reader


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its day of publication (ISO, or None) and the incident that its makers tie it to."""

    id: str
    incident: str
    title: str
    text: str
    date: str | None = None


class Linked(NamedTuple):
    """``homes``: for each document's id the incident that its main local incident is in, else the id itself; of
    several incidents of a wave, the wave's. ``chances``: of the pairs that linking keeps or is unsure of, as far as
    they are of two main local incidents, that they are one (``tallybook.link.chance``)."""

    homes: dict[str, str]
    chances: dict[tuple[str, str], float]


def linked(documents: Sequence[Document], reader: Reader) -> Linked:
    """What linking makes of documents that are read as one book."""
    with tempfile.TemporaryDirectory(prefix="tallybook-public-") as scratch:
        rows = Path(scratch) / "rows.jsonl"
        told = ({"title": one.title, "text": one.text, "date": one.date} for one in documents)
        rows.write_text("".join(json.dumps(row) + "\n" for row in told), encoding="utf-8")
        store = Store.open(Path(scratch) / "linked.book")
        pipeline.add(store, [rows], pipeline.Plan(reader, "public"))
        with store.read() as connection:
            number = {one.id: int(one.path.rpartition("#")[2]) - 1 for one in reports.stream(connection)}
            home = {m: one.root for one in queries.incidents_by_id(connection) for m in one.members}
            pairs = links.ends(connection, (f"{id}:A" for id in number))
            alike = [(pair.a, pair.b, pair.value) for pair in pairs]
            alike += [(row.a, row.b, row.value) for row in connection.execute(select(schema.doubts)) if not row.torn]
        store.close()
    at = {f"{id}:A": documents[place].id for id, place in number.items()}
    found = {id: home.get(local, id) for local, id in at.items()}
    chances = {(at[a], at[b]): chance(value) for a, b, value in alike if value > 0 and a in at and b in at}
    return Linked({one.id: found.get(one.id, one.id) for one in documents}, chances)
