"""Events as UCDP GED has them: 49 columns, one row for each incident in which somebody is said to have died.

UCDP counts an event only where at least one death is told, so the others have no row; ``ucdp_notes.csv`` lists every
incident, says why one has no row, and tells the dispute, for which GED has no column.

Deaths of security forces are side a's where side a is the state, those of fighters side b's; in one-sided violence
the party that did it is side a. Where the sides are not told, both are of unknown side. People of no known class are
a total of which the classes are parts, and what it has more is unknown; a total too small to hold the attackers beside
the others did not count them. The row of a wave is without what is told of
its parts, which have rows of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from tallybook.book.selected import Selection, Told
from tallybook.export.files import written
from tallybook.export.parties import Party, Sides, sides
from tallybook.export.schema import data, schema, write_rows
from tallybook.export.table import Row
from tallybook.export.told import (
    headline,
    is_several,
    joined,
    notes,
    number,
    office,
    possible_days,
    span,
    speakers,
)
from tallybook.export.tolls import Toll, own_toll
from tallybook.records import Place, Report
from tallybook.vocabulary.identifiers import Country, countries

NAMES = ("ucdp.csv", "ucdp_notes.csv")
NOTE_COLUMNS = ("id", "relid", "has_row", "why_not", "status", "policy", "notes")
_PRECISION = {"exact": 1, "near": 2, "adm2": 3, "adm1": 4, "country": 6}
_CELL = 0.5
"""Degrees of a side of a PRIO-GRID cell (Tollefsen and others 2012); 720 make a row, the first is at the south-west."""


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write both tables and give their paths. Raises TallybookError where they cannot be written."""
    with written(folder, *NAMES) as (events, others):
        # Twice through the book rather than all of it in memory.
        write_rows(events, schema("ucdp").names, _rows(selection))
        write_rows(others, NOTE_COLUMNS, map(_note, selection.told()))
    return tuple(folder / name for name in NAMES)


def _rows(selection: Selection) -> Iterator[Row]:
    for told in selection.told():
        found = row(told)
        if found is not None:
            yield found


def row(told: Told) -> Row | None:
    """The row of an incident; None where nobody is said to have died in it, or only at its parts."""
    toll = own_toll(told.incident, told.parts, "killed")
    if toll is None or toll.high < 1:
        return None
    found = dict.fromkeys(schema("ucdp").names)
    return {**found, **_identity(told), **_sides(told, toll), **_sources(told), **_where(told), **_when(told)}


def _note(told: Told) -> Row:
    whole, own = own_toll(told.incident, (), "killed"), own_toll(told.incident, told.parts, "killed")
    why_not = "no death is told" if whole is None or whole.high < 1 else "its deaths are those of its parts"
    has_row = own is not None and own.high >= 1
    return {
        "id": number(told.incident.id),
        "relid": told.incident.id,
        "has_row": has_row,
        "why_not": None if has_row else why_not,
        "status": told.incident.status,
        "policy": told.incident.policy,
        "notes": notes(told),
    }


def _identity(told: Told) -> Row:
    return {"id": number(told.incident.id), "relid": told.incident.id}


def _sides(told: Told, toll: Toll) -> Row:
    found = sides(told.incident)
    told_both = found.violence is not None and found.a is not None and found.b is not None
    a, b = (found.a, found.b) if told_both else (None, None)
    return {
        "type_of_violence": found.violence if told_both else None,
        "dyad_name": f"{_name(a)} - {_name(b)}" if a and b else None,
        **_side("a", a),
        **_side("b", b),
        **deaths(toll, found if told_both else None),
    }


def _side(letter: str, party: Party | None) -> Row:
    dset, new = _numbers(party)
    return {
        f"side_{letter}_dset_id": dset,
        f"side_{letter}_new_id": new,
        f"side_{letter}": _name(party) if party else None,
        f"gwno{letter}": party.country.ucdp if party and party.country else None,
    }


def _name(party: Party) -> str:
    return (party.group.ucdp_name if party.group else None) or party.name


def _numbers(party: Party | None) -> tuple[int | None, int | None]:
    if party is None:
        return None, None
    if party.kind == "civilians":
        known = data("ucdp_values")["civilians"]
        return known["dset_id"], known["new_id"]
    own = party.country.government if party.country else party.group.ucdp if party.group else None
    return own, own


def deaths(toll: Toll, found: Sides | None) -> Row:
    """The deaths by side. Where the sides are not told, fighters and soldiers are of no known side."""
    a = b = 0
    unknown = toll.unknown
    match found.violence if found else None:
        case 1:
            a, b = toll.security_force, toll.armed_group
        case 3 if found and found.a and found.a.kind == "state":
            a, unknown = toll.security_force, unknown + toll.armed_group
        case 3:
            a, unknown = toll.armed_group, unknown + toll.security_force
        case _:
            unknown += toll.security_force + toll.armed_group
    return {
        "deaths_a": a,
        "deaths_b": b,
        "deaths_civilians": toll.civilian,
        "deaths_unknown": unknown,
        "best": toll.best,
        "high": toll.high,
        "low": toll.low,
    }


def _sources(told: Told) -> Row:
    voices = told.voices
    return {
        "number_of_sources": len(voices),
        "source_article": ";".join(map(_article, voices)),
        "source_office": joined(map(office, voices)) or None,
        "source_date": joined(report.published or "" for report in voices) or None,
        "source_headline": joined(map(headline, voices)) or None,
        "source_original": "; ".join(speakers(told, "killed")) or None,
    }


def _article(report: Report) -> str:
    told = ",".join((office(report), report.published or "", headline(report)))
    return '"' + told.replace('"', "'") + '"'


def _where(told: Told) -> Row:
    place = told.incident.place or Place("")
    sites = [site.name for site in told.incident.places]
    return {
        "where_prec": _PRECISION[place.precision] if place.name else None,
        "where_coordinates": place.name or None,
        "where_description": ", ".join(sites) or None,
        "adm_1": place.adm1,
        "adm_2": place.name if place.precision == "adm2" and place.name else None,
        **_point(place.lat, place.lon),
        **_country(countries().get(place.country or "")),
    }


def _point(lat: float | None, lon: float | None) -> Row:
    if lat is None or lon is None:
        return {}
    return {"latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon} {lat})", "priogrid_gid": grid_cell(lat, lon)}


def grid_cell(lat: float, lon: float) -> int:
    """The number of the PRIO-GRID cell of a point.

    >>> grid_cell(35.763369, 36.558974)
    181154
    """
    row, column = math.floor((lat + 90) / _CELL), math.floor((lon + 180) / _CELL)
    return min(row, 359) * 720 + min(column, 719) + 1


def _country(country: Country | None) -> Row:
    if country is None:
        return {}
    return {
        "country": country.ucdp_name or country.name,
        "country_id": country.ucdp,
        "region": country.ucdp_region,
    }


def _when(told: Told) -> Row:
    days = possible_days(told.incident)
    if days is None:
        return {"event_clarity": 2}
    first, last = days
    length = span(days)
    return {
        "year": int(first[:4]) if first[:4] == last[:4] else None,
        "date_prec": next(code for code, most in enumerate((1, 6, 7, 31, length), 1) if length <= most),
        "date_start": first,
        "date_end": last,
        "event_clarity": 2 if is_several(told) or length > 1 else 1,
    }
