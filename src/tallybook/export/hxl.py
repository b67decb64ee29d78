"""Incidents as a CSV with a row of HXL hashtags below the head, as humanitarian tools read it."""

from __future__ import annotations

from pathlib import Path

from tallybook.book.selected import Selection, Told
from tallybook.export.files import written
from tallybook.export.schema import data, schema, write_rows
from tallybook.export.table import Row
from tallybook.export.told import notes
from tallybook.export.tolls import own_toll
from tallybook.records import Place
from tallybook.vocabulary.identifiers import countries

NAMES = ("hxl.csv",)


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the table and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, *NAMES) as (file,):
        write_rows(file, schema("hxl").names, map(row, selection.told()), tags())
    return (folder / NAMES[0],)


def tags() -> tuple[str, ...]:
    """The columns' hashtags in order."""
    return tuple(column["tag"] for column in data("hxl")["columns"])


def row(told: Told) -> Row:
    """The row of an incident."""
    incident = told.incident
    return {
        "id": incident.id,
        "title": incident.title,
        "type": incident.type,
        "status": incident.status,
        "start": incident.start,
        "end": incident.end,
        **_where(incident.place or Place("")),
        **_affected(told),
        "claimed_by": "; ".join(incident.claimed_by) or None,
        "blamed": "; ".join(incident.blamed) or None,
        "denied_by": "; ".join(incident.denied_by) or None,
        "sources": len(told.voices),
        "policy": incident.policy,
        "notes": notes(told),
    }


def _where(place: Place) -> Row:
    country = countries().get(place.country or "")
    return {
        "country_code": place.country,
        "country_code_3": country.iso3 if country else None,
        "country": country.name if country else None,
        "adm1": place.adm1,
        "place": place.name or None,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision if place.name else None,
    }


def _affected(told: Told) -> Row:
    found: Row = {}
    for harm, word in (("killed", "killed"), ("wounded", "injured")):
        toll = own_toll(told.incident, told.parts, harm)
        found |= {
            f"{word}_low": toll.low if toll else None,
            f"{word}_best": toll.best if toll else None,
            f"{word}_high": toll.high if toll else None,
        }
        if harm == "killed":
            found["killed_civilians"] = toll.civilian if toll else None
    for harm in ("missing", "abducted", "displaced"):
        toll = own_toll(told.incident, told.parts, harm)
        found[harm] = toll.best if toll else None
    return found
