"""Gun Violence Archive: local news tied to shootings; the pages of every third state are linked.

B-cubed over pages: the incident of a page is the one that its main local incident is in. Beside it stands a baseline
of tf-idf and date (``likeness.py``), whose two settings are those that do best on the other states; nothing of ours is
fitted to any of them. A page of under ``SHORT`` letters is left out: a menu, or a page that was not found.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from pathlib import Path

from evals.public.inputs import json_lines, sample
from evals.public.likeness import DAYS, LEAST, joined, pairs
from evals.public.linked import Document, linked
from evals.public.table import Table

from tallybook.evaluation.counts import b_cubed, share
from tallybook.workers import Reader

SHORT = 300
FITTED = 800
"""Incidents of the other states that the baseline is set on."""
HELD = 3
"""Of the states in order of name, every so manieth is measured on."""


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures linking on the held-out states; ``size`` bounds how many incidents of them are asked."""
    state = {str(one["incident_uri"]): one["state"] for _, one in json_lines(folder / "incidents.jsonl")}
    held = set(sorted(set(state.values()))[::HELD])
    pages = [_document(number, one) for number, one in json_lines(folder / "articles.jsonl")]
    pages = [one for one in pages if len(one.text) >= SHORT and one.incident in state]
    measured = _of_some([one for one in pages if state[one.incident] in held], size)
    fitted = _of_some([one for one in pages if state[one.incident] not in held], FITTED)
    gold = {one.id: one.incident for one in measured}
    least, days = _fitted(fitted)
    ours = linked(measured, reader)
    rows = {
        "incidents (B-cubed)": b_cubed(gold, ours.homes),
        f"tf-idf {least} and {days} days": b_cubed(gold, joined(measured, pairs(measured), least, days)),
        "each page alone": b_cubed(gold, {id: id for id in gold}),
        "pairs told to be one in 9 of 10": share(_are_one(gold, ours.chances, 0.9)),
        "pairs told to be one in 5 to 9 of 10": share(_are_one(gold, ours.chances, 0.5, 0.9)),
    }
    return Table("gva", "Gun Violence Archive, pages of every third state", len(measured), rows)


def _are_one(
    gold: Mapping[str, str], chances: Mapping[tuple[str, str], float], least: float, under: float = inf
) -> list[bool]:
    """Of the pairs with a chance from ``least`` to under ``under``, whether they are one."""
    return [gold[a] == gold[b] for (a, b), chance in chances.items() if least <= chance < under]


def _of_some(pages: list[Document], size: int | None) -> list[Document]:
    """The pages of so many incidents."""
    wanted = set(sample(sorted({one.incident for one in pages}), size))
    return [one for one in pages if one.incident in wanted]


def _document(number: int, one: dict[str, str]) -> Document:
    return Document(f"{number:05d}", one["incident"], one["title"], one["content"], one["dct"][:10] or None)


def _fitted(pages: list[Document]) -> tuple[float, int]:
    """The baseline's least cosine and most days that do best on these pages."""
    gold = {one.id: one.incident for one in pages}
    found = pairs(pages)
    tried = [(least, days) for least in LEAST for days in DAYS]
    return max(tried, key=lambda one: (b_cubed(gold, joined(pages, found, *one))["f1"] or 0.0, one))
