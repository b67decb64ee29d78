"""Shootings of the Gun Violence Archive, and the baseline beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from evals.public.likeness import joined, pairs
from evals.public.linked import Document, linked

from evals.public import gva
from tests.evals.public import scripted

LONG = "Neighbours on the street heard shots and called for help. " * 8


def folder(tmp_path: Path, *pages: tuple[str, str, str, str]) -> Path:
    """Pages of (incident, state, day, text)."""
    events = [{"incident_uri": incident, "state": state} for incident, state, _, _ in pages]
    articles = [{"incident": i, "title": "Shots", "dct": day, "content": text} for i, _, day, text in pages]
    for name, rows in (("incidents", events), ("articles", articles)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def document(id: str, text: str, date: str | None = "2014-01-28") -> Document:
    return Document(id, id, "", text, date)


def test_pages_of_held_out_states_are_measured_and_short_ones_left_out(tmp_path: Path) -> None:
    pages: list[Any] = [("1", "Alabama", "2014-01-28", LONG), ("1", "Alabama", "2014-01-28", LONG)]
    pages += [("2", "Alaska", "2014-01-28", LONG), ("3", "Alabama", "2014-01-28", "Menu")]
    table = gva.measure(folder(tmp_path, *pages), scripted.read, None)
    assert table.reports == 2
    assert table.rows["each page alone"]["recall"] == 0.5
    assert "precision" in table.text()


def test_like_words_of_near_days_are_joined() -> None:
    told = [
        document("a", "gunman fired maple street church"),
        document("b", "maple street church gunman held"),
        document("c", "harbour fire burned three boats", "2014-02-20"),
        document("d", "harbour fire burned three boats"),
    ]
    found = pairs(told)
    top = joined(told, found, 0.3, 10)
    assert top["a"] == top["b"]
    assert len({top["a"], top["c"], top["d"]}) == 3
    assert len(set(joined(told, found, 0.3, 30).values())) == 2


def test_documents_of_which_nothing_is_read_stand_alone() -> None:
    found = linked([document("a", "All was calm."), document("b", "All was calm too.")], scripted.read)
    assert found == ({"a": "a", "b": "b"}, {})


def test_pairs_that_linking_keeps_are_held_to_the_chance_that_it_gives_them(tmp_path: Path) -> None:
    """Two pages of one shooting, and one of another whose words and toll are the same."""
    text = f"{LONG}\n\nOn Maple Street 14 people killed, with 31 people wounded."
    pages = [
        (shooting, "Alabama", "2014-01-28", f"{text} {end}") for shooting, end in (("1", "A."), ("1", "B!"), ("2", "?"))
    ]
    table = gva.measure(folder(tmp_path, *pages), scripted.read, None)
    rows = [table.rows[f"pairs told to be one in {words} of 10"] for words in ("9", "5 to 9")]
    assert sum(row["asked"] for row in rows) >= 2
    assert sum(row["right"] for row in rows) == 1
