"""What a filter asks of an incident that no column holds: region, month, disagreement, review, box; and its orders.

The functions take a ``record`` column read by ``json.loads``. The desk answers the same questions from its columns
in memory; a test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tallybook.book.spread import disagreement, spread, toll

NONE = "none"
"""How a filter asks for what is not known."""
SORTS = ("date", "spread", "toll", "reports", "title", "place", "status", "type")
Record = Mapping[str, Any]
Box = tuple[float, float, float, float]


def region(place: Record | None) -> str | None:
    """A first-level region with its country, since names of regions repeat: ``PK/Balochistan``."""
    return f"{place.get('country') or ''}/{place['adm1']}" if place and place.get("adm1") else None


def month(record: Record) -> str | None:
    """The month of an incident's first day; None for one that is dated by its year alone."""
    known = record["start"] or record["end"]
    return known[:7] if known and len(known) >= 7 else None


def is_located(place: Record | None) -> bool:
    """Whether it has coordinates of more than a country."""
    return bool(place and place["lat"] is not None and place["lon"] is not None and place.get("precision") != "country")


def lacks(record: Record, what: str) -> bool:
    """Whether an incident lacks a ``place`` (coordinates, or at least a country) or a ``date``."""
    if what == "date":
        return not (record["start"] or record["end"])
    place = record["place"]
    return not (is_located(place) or (place and place.get("country")))


def is_inside(place: Record | None, box: Box) -> bool:
    """Whether a place lies in west, south, east, north; a box whose west is east of its east crosses the date line."""
    if place is None or not is_located(place):
        return False
    west, south, east, north = box
    lon, lat = place["lon"], place["lat"]
    across = west <= lon <= east if west <= east else lon >= west or lon <= east
    return bool(across and south <= lat <= north)


def sort_key(sort: str) -> Callable[[Record], Any]:
    """What an order compares; None for what is not known, which comes last both ways."""
    return _KEYS[sort]


def _toll(record: Record) -> int | None:
    found = toll(record["figures"])
    return None if found is None else found.best


_KEYS: dict[str, Callable[[Record], Any]] = {
    "spread": lambda record: spread(record["figures"]),
    "toll": _toll,
    "reports": lambda record: len(record["reports"]),
    "title": lambda record: record["title"].casefold() or None,
    "place": lambda record: (record["place"] or {"name": ""})["name"].casefold() or None,
    "status": lambda record: record["status"],
    "type": lambda record: (record["type"] or "").casefold() or None,
}

FACTS: dict[str, Callable[[Record], str | None]] = {
    "region": lambda record: region(record["place"]),
    "month": month,
    "disagreement": disagreement,
}
"""Facts of which a filter names the values that it lets through."""
