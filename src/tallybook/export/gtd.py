"""Events as the Global Terrorism Database has them: its core columns, one row for each incident.

Whether an incident is terrorism is a coder's judgement: the criteria stay empty, and ``doubtterr`` tells only what
the reports make doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tallybook.book.selected import Selection, Told
from tallybook.export.files import written
from tallybook.export.page_types import VICTIM_WORDS
from tallybook.export.parties import harmed, sides
from tallybook.export.schema import data, schema, write_rows
from tallybook.export.table import Row
from tallybook.export.told import citation, notes, number
from tallybook.export.tolls import Toll, own_toll
from tallybook.records import Disruption, Estimate, Incident, Place, Responsibility
from tallybook.vocabulary.identifiers import Country, countries

NAMES = ("gtd.csv",)
UNKNOWN = -9
_SPECIFICITY = {"exact": 1, "near": 1, "adm2": 3, "adm1": 4, "country": 5}
_VICINITY = {"exact": 0, "near": 1}
_UNKNOWN_MODE, _UNKNOWN_ATTACK = 10, 9
_GUERRILLA, _STATE_ACTORS = 1, 5
_MOST = 3


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the table and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, *NAMES) as (file,):
        write_rows(file, schema("gtd").names, map(row, selection.told()))
    return (folder / NAMES[0],)


def row(told: Told) -> Row:
    """The row of an incident."""
    incident = told.incident
    return {
        **dict.fromkeys(schema("gtd").names),
        "eventid": number(incident.id),
        **_when(incident),
        **_where(incident),
        "summary": _summary(told),
        **_doubt(incident),
        "multiple": int(bool(told.siblings)),
        **_attack(incident),
        **_groups(told),
        **_casualties(told),
        "property": 1 if any(isinstance(c, Disruption) and c.what == "property" for c in told.claims) else None,
        "addnotes": notes(told),
        **dict(zip(("scite1", "scite2", "scite3"), map(citation, told.voices[:_MOST]), strict=False)),
        "dbsource": "Tallybook",
        "related": ", ".join(str(number(id)) for id in told.siblings) or None,
    }


def _when(incident: Incident) -> Row:
    known = incident.start or incident.end
    year, month, day = (*(int(part) for part in (known or "").split("-") if part), 0, 0, 0)[:3]
    lasts = bool(incident.start and incident.end and incident.end > incident.start)
    inexact = known is not None and len(known) < 10
    return {
        "iyear": year or None,
        "imonth": month if known else None,
        "iday": day if known else None,
        "approxdate": known if inexact or incident.date_inferred else None,
        "extended": int(lasts),
        "resolution": incident.end if lasts and incident.end and len(incident.end) == 10 else None,
    }


def _where(incident: Incident) -> Row:
    place = incident.place or Place("")
    is_known = bool(place.name) and place.precision != "country" and place.lat is not None
    return {
        **_country(countries().get(place.country or "")),
        "provstate": place.adm1,
        "city": place.name if place.name and place.precision in ("exact", "near") else "Unknown",
        "latitude": place.lat if is_known else None,
        "longitude": place.lon if is_known else None,
        "specificity": _SPECIFICITY[place.precision] if is_known else 5,
        "vicinity": _VICINITY.get(place.precision, UNKNOWN) if is_known else UNKNOWN,
        "location": ", ".join(site.name for site in incident.places) or None,
    }


def _country(country: Country | None) -> Row:
    if country is None:
        return {}
    region = country.gtd_region
    return {
        "country": country.gtd,
        "country_txt": country.name,
        "region": region,
        "region_txt": data("gtd_values")["regions"][region] if region else None,
    }


def _summary(told: Told) -> str:
    incident = told.incident
    said = [
        f"{_bounds(estimate)} {VICTIM_WORDS[victims]} {harm}"
        for harm, by_victims in incident.figures.items()
        for victims, estimate in by_victims.items()
    ]
    return f"{incident.start or 'Date unknown'}: {incident.title}." + (f" {'; '.join(said)}." if said else "")


def _bounds(estimate: Estimate) -> str:
    ends = {estimate.low, estimate.best, estimate.high}
    return str(estimate.best) if len(ends) == 1 else f"{estimate.low} to {estimate.high} (best {estimate.best})"


def _doubt(incident: Incident) -> Row:
    """What the reports make doubtful; an attack on civilians by an armed group is not in doubt."""
    actor = sides(incident).actor
    hurt = harmed(incident)
    if actor and actor.kind == "state":
        return _doubtful(_STATE_ACTORS)
    if incident.type == "Armed clash" or (hurt and hurt <= {"security_force", "armed_group"}):
        return _doubtful(_GUERRILLA)
    if incident.status in ("disputed", "denied"):
        return {"doubtterr": 1}
    return {"doubtterr": 0} if actor and "civilian" in hurt else {}


def _doubtful(alternative: int) -> Row:
    name = data("gtd_values")["alternatives"][alternative]
    return {"doubtterr": 1, "alternative": alternative, "alternative_txt": name}


def _attack(incident: Incident) -> Row:
    kind = _attack_types().get(incident.type or "", _UNKNOWN_ATTACK)
    return {
        "success": 1 if harmed(incident) else None,
        "suicide": int(incident.type == "Suicide bomb"),
        "attacktype1": kind,
        "attacktype1_txt": data("gtd_values")["attack_types"][kind],
    }


@cache
def _attack_types() -> dict[str, int]:
    return {name: code for code, names in data("gtd_values")["attack_type_of"].items() for name in names}


def _groups(told: Told) -> Row:
    claimed, denied = told.incident.claimed_by, told.incident.denied_by
    named = tuple(dict.fromkeys((*claimed, *told.incident.blamed)))[:_MOST]
    found: Row = {"gname": "Unknown", "claimed": int(bool(claimed))}
    for place, name in enumerate(named, 1):
        found["gname" if place == 1 else f"gname{place}"] = name
        found[f"guncertain{place}"] = int(name not in claimed or name in denied)
    for place in range(1, _MOST + 1):
        found |= _claim(told, place, claimed)
    return {**found, "compclaim": int(len(claimed) > 1) if claimed else None}


def _claim(told: Told, place: int, claimed: Sequence[str]) -> Row:
    is_claimed = len(claimed) >= place
    mode = _mode(told, claimed[place - 1]) if is_claimed else None
    letter = "" if place == 1 else str(place)
    return {
        "claimed" if place == 1 else f"claim{place}": int(is_claimed),
        f"claimmode{letter}": mode,
        f"claimmode{letter}_txt": data("gtd_values")["claim_modes"][mode] if mode else None,
    }


def _mode(told: Told, group: str) -> int:
    """How a group claimed it: the first mode whose words stand in a sentence that tells its claim."""
    texts = {report.id: report.text for report in told.reports}
    own = [c for c in told.claims if isinstance(c, Responsibility) and c.mode == "claimed" and c.group == group]
    said = " ".join(claim.sentence.of(texts[claim.report]).lower() for claim in own)
    return next((mode for mode, words in _mode_words() if words.search(said)), _UNKNOWN_MODE)


@cache
def _mode_words() -> tuple[tuple[int, re.Pattern[str]], ...]:
    listed = data("gtd_values")["claim_mode_words"].items()
    return tuple((mode, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")) for mode, words in listed)


def _casualties(told: Told) -> Row:
    killed, wounded = (own_toll(told.incident, told.parts, harm) for harm in ("killed", "wounded"))
    taken = own_toll(told.incident, told.parts, "abducted")
    did = sides(told.incident).actor
    by_group = did is not None and did.kind == "group"
    return {
        "nkill": _best(killed),
        "nkillter": _of_group(told.incident, killed, "killed") if by_group else None,
        "nwound": _best(wounded),
        "nwoundte": _of_group(told.incident, wounded, "wounded") if by_group else None,
        "ishostkid": int(bool(taken and taken.high)),
        "nhostkid": _best(taken),
    }


def _best(toll: Toll | None) -> int | None:
    return toll.best if toll else None


def _of_group(incident: Incident, toll: Toll | None, harm: str) -> int | None:
    return toll.armed_group if toll and "armed_group" in incident.figures.get(harm, {}) else None
