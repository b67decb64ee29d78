"""The book as FollowTheMoney statements, one JSON object a line: an incident is an Event, a report an Article.

A statement says one property of one entity; its id is the SHA-1 that FollowTheMoney computes, so statements of
several exports merge. Groups are Organizations, governments PublicBodies; what an incident's Event is known from
are its ``proof``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from tallybook.book.selected import Selection, Told
from tallybook.export.bibliography import address
from tallybook.export.files import written
from tallybook.export.parties import Party, of_group
from tallybook.export.told import headline, notes
from tallybook.records import Incident, Report
from tallybook.vocabulary.identifiers import Group, countries, group_named, groups

NAMES = ("statements.jsonl",)
DATASET = "tallybook"

Statement = dict[str, str | bool | None]
Property = tuple[str, str]


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the statements and give the path. Raises TallybookError where they cannot be written."""
    with written(folder, *NAMES) as (file,):
        for statement in _all(selection):
            file.write(json.dumps(statement, ensure_ascii=False) + "\n")
    return (folder / NAMES[0],)


def _all(selection: Selection) -> Iterator[Statement]:
    for report in selection.reports():
        yield from statements(report.id, "Article", article(report))
    met: dict[str, Group] = {}
    for told in selection.told():
        met |= {group.id: group for group in _involved(told.incident)}
        yield from statements(told.incident.id, "Event", event(told))
    for id in sorted(met):
        schema = "PublicBody" if met[id].is_state else "Organization"
        yield from statements(f"g-{id}", schema, organization(met[id]))


def statements(entity: str, schema: str, properties: Iterator[Property]) -> Iterator[Statement]:
    """The statements of one entity, each value of a property once."""
    for prop, value in dict.fromkeys(properties):
        yield {
            "canonical_id": entity,
            "entity_id": entity,
            "prop": prop,
            "schema": schema,
            "value": value,
            "dataset": DATASET,
            "lang": None,
            "original_value": None,
            "first_seen": None,
            "last_seen": None,
            "external": False,
            "origin": None,
            "id": hashlib.sha1(f"{DATASET}.{entity}.{prop}.{value}".encode()).hexdigest(),
        }


def event(told: Told) -> Iterator[Property]:
    """The properties of an incident."""
    incident = told.incident
    yield "name", incident.title
    yield "recordId", incident.id
    for prop, value in (("startDate", incident.start), ("endDate", incident.end)):
        if value:
            yield prop, value
    if incident.place and incident.place.country:
        yield "country", incident.place.country.lower()
    if incident.place and incident.place.name:
        yield "location", ", ".join(part for part in (incident.place.name, incident.place.adm1) if part)
    yield "summary", notes(told)
    for word in (incident.type, incident.status):
        if word:
            yield "keywords", word
    for group in _involved(incident):
        yield "involved", f"g-{group.id}"
    for report in told.reports:
        yield "proof", report.id


def article(report: Report) -> Iterator[Property]:
    """The properties of a report."""
    title, source = headline(report), address(report)
    if title:
        yield "title", title
        yield "name", title
    if report.outlet:
        yield "publisher", report.outlet
    if report.published:
        yield "publishedAt", report.published
    yield ("sourceUrl", source) if source else ("fileName", report.path)
    yield "contentHash", hashlib.sha1(report.text.encode("utf-8", "surrogatepass")).hexdigest()


def organization(group: Group) -> Iterator[Property]:
    """The properties of a group of the vocabulary, with the identifiers that are known of it."""
    yield "name", group.name
    for alias in (group.ucdp_name, group.acled):
        if alias:
            yield "alias", alias
    for code in group.countries:
        if code in countries():
            yield "country", code.lower()
    if group.wikidata:
        yield "wikidataId", group.wikidata
    if group.ucdp:
        yield "idNumber", f"UCDP {group.ucdp}"
    party: Party | None = of_group(group)
    yield "classification", party.name if group.is_state and party else "armed group"


def _involved(incident: Incident) -> tuple[Group, ...]:
    """The groups of the vocabulary that claim it, are blamed, or are named for it, each once."""
    said = [group_named(name) for name in (*incident.claimed_by, *incident.blamed)]
    named = [groups().get(id) for id in incident.groups]
    return tuple({group.id: group for group in (*said, *named) if group}.values())
