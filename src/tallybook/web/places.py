"""Places by the beginning of their name, for whoever sets an incident's place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tallybook.book import words
from tallybook.read.gazetteer import Entry, beginning, key
from tallybook.web import labels

SHOWN = 20
_LOOKED_AT = 400
_PRECISIONS = {"region": "adm1", "district": "adm2", "country": "country"}


def places_named(start: str, country: str | None) -> list[dict[str, Any]]:
    """The places whose name begins so, the most inhabited first. Raises UsageError for an unknown country."""
    code = words.country(country)
    if not key(start):
        return []
    found = (entry for entry in beginning(key(start), _LOOKED_AT) if code in (None, entry.country))
    return [_shown(entry) for _, entry in zip(range(SHOWN), _places(found), strict=False)]


def _places(found: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[int] = set()
    for entry in found:
        if entry.kind != "demonym" and entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _shown(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "country": entry.country,
        "country_name": labels.country(entry.country),
        "adm1": entry.adm1,
        "lat": entry.lat,
        "lon": entry.lon,
        "precision": _PRECISIONS.get(entry.kind, "exact"),
    }
