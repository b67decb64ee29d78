"""Entries made by hand, for tests of the board and what is asked of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings

from tallybook.book.days import first_day, last_day
from tallybook.book.spread import Toll
from tallybook.web.board import Board
from tallybook.web.entries import Entry, Line, report_number
from tallybook.web.wanted import Filter, everything, masks

relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
"""For a machine that does other work meanwhile."""

QUETTA = {"name": "Quetta", "country": "PK", "adm1": "Balochistan", "lat": 30.18, "lon": 66.99, "precision": "exact"}
SIBI = {"name": "Sibi", "country": "PK", "adm1": "Balochistan", "lat": 29.54, "lon": 67.88, "precision": "adm2"}
KABUL = {"name": "Kabul", "country": "AF", "adm1": "Kabul", "lat": 34.53, "lon": 69.17, "precision": "exact"}
CHAD = {"name": "Chad", "country": "TD", "adm1": None, "lat": 15.4, "lon": 18.7, "precision": "country"}


def entry(id: str, **fields: Any) -> Entry:
    """An incident of which only the given facts matter; ``killed`` makes its line for civilians."""
    killed: Toll | None = fields.pop("killed", None)
    lines = (Line("killed", "civilian", *killed),) if killed else ()
    start = fields.pop("start", "2024-08-26")
    made: dict[str, Any] = {
        "basis": "1", "title": f"Incident {id}", "type": "Attack", "start": start, "end": start,
        "first": first_day(start), "last": last_day(start), "date_inferred": False, "place": QUETTA,
        "status": "reported", "background": False, "root": id, "part_of": None, "groups": (), "lines": lines,
        "killed": killed, "spread": killed.high - killed.low if killed else 0, "disagreement": "none",
        "contradictions": 0, "reports": 1, "claims": 1, "words": f"incident {id}", "telling": report_number(id),
    }  # fmt: skip
    made["month"] = start[:7] if start and len(start) > 4 else None
    return Entry(id=id, **{**made, **fields})


def board(*entries: Entry, **reviews: str) -> Board:
    """A board of these incidents."""
    return Board(entries, "stamp", reviews)


def ids(one: Board, wanted: Filter) -> list[str]:
    """The ids of what a filter lets through; no words are in any report."""
    mask = everything(one, masks(one, wanted, lambda words: np.zeros(len(one), dtype=np.bool_)))
    return [entry.id for entry, fits in zip(one.entries, mask, strict=True) if fits]
