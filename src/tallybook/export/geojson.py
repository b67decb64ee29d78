"""Incidents as GeoJSON (RFC 7946): a feature each, with no geometry where no coordinates are known.

A point stands for what ``precision`` says: for ``adm1`` it is the middle of a region, not where it happened.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tallybook.book.selected import Selection, Told
from tallybook.export.files import written
from tallybook.export.told import notes
from tallybook.records import Incident, Place

NAMES = ("incidents.geojson",)


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the features, a line each, and give the path. Raises TallybookError where they cannot be written."""
    with written(folder, *NAMES) as (file,):
        file.write('{"type": "FeatureCollection", "features": [')
        for place, told in enumerate(selection.told()):
            file.write((",\n" if place else "\n") + json.dumps(feature(told), ensure_ascii=False))
        file.write("\n]}\n")
    return (folder / NAMES[0],)


def feature(told: Told) -> dict[str, Any]:
    """The feature of an incident."""
    incident = told.incident
    place = incident.place or Place("")
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": _geometry(place),
        "properties": {
            "title": incident.title,
            "type": incident.type,
            "status": incident.status,
            "start": incident.start,
            "end": incident.end,
            "date_inferred": incident.date_inferred,
            "place": place.name or None,
            "country": place.country,
            "adm1": place.adm1,
            "precision": place.precision if place.name else None,
            "part_of": incident.part_of,
            "claimed_by": list(incident.claimed_by),
            "blamed": list(incident.blamed),
            "denied_by": list(incident.denied_by),
            "policy": incident.policy,
            **_estimates(incident),
            "sources": len(told.voices),
            "notes": notes(told),
        },
    }


def _geometry(place: Place) -> dict[str, Any] | None:
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _estimates(incident: Incident) -> dict[str, int | None]:
    """Every estimate as flat properties, which map programs can read: ``killed_civilian_best``."""
    return {
        f"{harm}_{victims}_{bound}": getattr(estimate, bound)
        for harm, by_victims in incident.figures.items()
        for victims, estimate in by_victims.items()
        for bound in ("low", "best", "high")
    }
