"""Reactions, claims of responsibility, blame and denials as events, one row each, with CAMEO codes and PLOVER types.

To condemn is CAMEO 111 (PLOVER ACCUSE, disapprove), to condole 018, to support 051 (SUPPORT), to blame 112 (ACCUSE,
allege), to call for something 020 (REQUEST); to claim responsibility is 015, to deny it, or that it happened, 016.
PLOVER has no type for mere statements: 015, 016 and 018 are kept without one. The codes are text: tell pandas so
(``dtype={"cameo": str, "cameo_root": str}``), or 015 becomes 15.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tallybook.book.selected import Selection, Told
from tallybook.export.files import written
from tallybook.export.schema import data, schema, write_rows
from tallybook.export.table import Row
from tallybook.export.told import office
from tallybook.records import AnyClaim, Denial, Place, Reaction, Report, Responsibility
from tallybook.vocabulary.identifiers import countries, group_named, state_named

NAMES = ("plover.csv",)


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the table and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, *NAMES) as (file,):
        write_rows(file, schema("plover").names, _rows(selection))
    return (folder / NAMES[0],)


def _rows(selection: Selection) -> Iterator[Row]:
    for told in selection.told():
        yield from rows(told)


def rows(told: Told) -> Iterator[Row]:
    """The rows of an incident, in the order of its claims."""
    texts = {report.id: report for report in told.reports}
    for claim in told.claims:
        coded = _code(claim)
        if coded is not None:
            yield _row(told, claim, coded, texts[claim.report])


def _code(claim: AnyClaim) -> dict[str, str] | None:
    """CAMEO code, PLOVER type and mode of a claim; None for a claim that is no such event."""
    values = data("plover_values")
    match claim:
        case Reaction():
            found: dict[str, str] = values["reactions"][claim.action]
        case Responsibility():
            found = values["responsibility"][claim.mode]
        case Denial():
            found = values["denial"]
        case _:
            return None
    return found


def _row(told: Told, claim: AnyClaim, coded: dict[str, str], report: Report) -> Row:
    source, target = _ends(told, claim, report)
    place = told.incident.place or Place("")
    home = countries().get(place.country or "")
    return {
        "id": claim.id,
        "date": report.published,
        **_party("source", source),
        **_party("target", target),
        "cameo": coded["cameo"],
        "cameo_root": coded["cameo"][:2],
        "plover": coded.get("plover"),
        "mode": coded.get("mode"),
        "incident": told.incident.id,
        "country": home.iso3 if home else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "report": report.id,
        "publication": office(report),
        "text": " ".join(claim.sentence.of(report.text).split()),
    }


def _ends(told: Told, claim: AnyClaim, report: Report) -> tuple[str | None, str | None]:
    """Who acts, and on whom; a condemnation is aimed at the one group that claims the incident or is blamed for it."""
    speaker = claim.speaker.name if claim.speaker else office(report)
    match claim:
        case Responsibility(mode="blamed"):
            return claim.by or speaker, claim.group
        case Responsibility():
            return claim.group, None
        case Denial():
            return claim.by, None
        case Reaction():
            did = told.incident.claimed_by or told.incident.blamed
            aimed = len(did) == 1 and claim.action in ("condemn", "blame")
            return claim.actor, did[0] if aimed else None
        case _:
            return None, None


def _party(end: str, name: str | None) -> Row:
    country, sector = _known(name) if name else (None, None)
    return {end: name, f"{end}_country": country, f"{end}_sector": sector}


def _known(name: str) -> tuple[str | None, str | None]:
    """The country and sector of a name of the vocabulary."""
    state = state_named(name)
    if state is not None:
        return state.iso3, "GOV"
    group = group_named(name)
    if group is None:
        return None, None
    home = countries().get(group.countries[0]) if len(group.countries) == 1 else None
    return (home.iso3 if home else None), "MIL" if group.is_state else "REB"
