"""Events as ACLED has them: 31 columns, one row for each incident.

``fatalities`` follows ACLED's rule that of differing figures the most conservative is coded: under the policy
``acled`` its best, else the lowest total.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tallybook.book.selected import Selection, Told
from tallybook.export.files import written
from tallybook.export.parties import Party, Sides, are_civilians_alone, sides
from tallybook.export.schema import data, schema, write_rows
from tallybook.export.table import Row
from tallybook.export.told import joined, notes, office
from tallybook.export.tolls import own_toll
from tallybook.records import Incident, Place
from tallybook.vocabulary.identifiers import Country, countries

NAMES = ("acled.csv",)
_PRECISION = {"exact": 1, "near": 2, "adm2": 2, "adm1": 3, "country": None}
_STATE_FORCES, _CIVILIANS = 1, 7
_NO_VIOLENCE = ("Strategic developments", "Protests")


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the table and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, *NAMES) as (file,):
        write_rows(file, schema("acled").names, map(row, selection.told()))
    return (folder / NAMES[0],)


def row(told: Told) -> Row:
    """The row of an incident."""
    incident = told.incident
    empty: Row = dict.fromkeys(schema("acled").names)
    toll = own_toll(incident, told.parts, "killed")
    conservative = 0 if toll is None else toll.best if incident.policy == "acled" else toll.low
    return {
        **empty,
        "event_id_cnty": incident.id,
        **_when(incident),
        **_type(incident),
        **_actors(incident),
        **_where(incident),
        "source": joined(map(office, told.voices)).replace(";", "; "),
        "notes": notes(told),
        "fatalities": conservative,
        "tags": _tags(told),
    }


def _when(incident: Incident) -> Row:
    known = incident.start or incident.end
    if known is None:
        return {}
    found: Row = {"year": int(known[:4])}
    if len(known) == 7:
        found |= {"event_date": f"{known}-15", "time_precision": 3}
    return {**found, **_day(incident, known)} if len(known) == 10 else found


def _day(incident: Incident, known: str) -> Row:
    is_week = incident.end is not None and incident.end != known
    return {"event_date": known, "time_precision": 2 if is_week else 1}


def _type(incident: Incident) -> Row:
    known = incident.type if incident.type in _events() else None
    if known is None:
        return {}
    event = _events()[known]
    targeted = are_civilians_alone(incident) and event not in _NO_VIOLENCE
    return {
        "disorder_type": _disorders().get(known, data("acled_values")["disorder_else"]),
        "event_type": event,
        "sub_event_type": known,
        "civilian_targeting": "Civilian targeting" if targeted else None,
    }


@cache
def _events() -> dict[str, str]:
    """By sub-event type its event type."""
    return {kind: event for event, kinds in data("acled_values")["events"].items() for kind in kinds}


@cache
def _disorders() -> dict[str, str]:
    return {kind: disorder for disorder, kinds in data("acled_values")["disorder"].items() for kind in kinds}


def _actors(incident: Incident) -> Row:
    found = sides(incident)
    home = incident.place.country if incident.place else None
    first, second = _pair(found)
    inter1, inter2 = _inter(first, home), _inter(second, home)
    return {
        "actor1": _name(first, home),
        "assoc_actor_1": "; ".join(filter(None, (_name(party, home) for party in found.others))) or None,
        "inter1": inter1,
        "actor2": _name(second, home),
        "inter2": inter2,
        "interaction": _interaction(first, second, inter1, inter2),
    }


def _pair(found: Sides) -> tuple[Party | None, Party | None]:
    """Who did it first, then the other side."""
    told = [party for party in (found.actor, found.a, found.b) if party is not None]
    distinct = list(dict.fromkeys(told))
    return (distinct[0] if distinct else None), (distinct[1] if len(distinct) > 1 else None)


def _name(party: Party | None, home: str | None) -> str | None:
    if party is None:
        return None
    if party.kind == "civilians":
        return f"Civilians ({countries()[home].name})" if home in countries() else "Civilians"
    return (party.group.acled if party.group else None) or party.name


def _inter(party: Party | None, home: str | None) -> int | None:
    """ACLED's kind of an actor, where it is sure: abroad it may call the same forces or group otherwise."""
    if party is None:
        return None
    if party.kind == "civilians":
        return _CIVILIANS
    if party.country is not None:
        return _STATE_FORCES if party.country.code == home else None
    return party.group.inter if party.group and home in party.group.countries else None


def _interaction(first: Party | None, second: Party | None, a: int | None, b: int | None) -> int | None:
    if a is None or (second is not None and b is None):
        return None
    return a * 10 if b is None else min(a, b) * 10 + max(a, b)


def _where(incident: Incident) -> Row:
    place = incident.place or Place("")
    return {
        **_country(countries().get(place.country or "")),
        "admin1": place.adm1,
        "admin2": place.name if place.name and place.precision == "adm2" else None,
        "location": place.name or None,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _PRECISION[place.precision] if place.name and place.lat is not None else None,
    }


def _country(country: Country | None) -> Row:
    if country is None:
        return {}
    return {"iso": country.iso_numeric, "region": country.acled_region, "country": country.name}


def _tags(told: Told) -> str | None:
    found: list[str] = [told.incident.status] if told.incident.status in ("disputed", "denied") else []
    found += [f"part of {told.incident.part_of}"] if told.incident.part_of else []
    return "; ".join(found) or None
