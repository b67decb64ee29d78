"""Fills a book with so many incidents without reading a word: what the desk and the queries are measured on.

    python -m bench.big_book 100000 BOOK

The incidents are the generator's attacks (``world.py``), two reports each in the mean, with claims, spans and
estimates as reading and reconciling would leave them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.generate import SEED
from bench.world import Attack, attack
from tallybook.book import Store, incidents
from tallybook.book.codec import dumps
from tallybook.book.schema import claims, local_incidents, reports
from tallybook.records import (
    AnyClaim,
    Estimate,
    Figure,
    Incident,
    LocalIncident,
    Part,
    Place,
    Precision,
    Reaction,
    Report,
    Span,
    Speaker,
    Status,
    Victims,
    identity,
)

_TYPES = {
    "bombing": "Remote explosive/landmine/IED", "suicide": "Suicide bomb", "raid": "Attack", "ambush": "Armed clash",
    "clash": "Armed clash", "airstrike": "Air/drone strike", "shelling": "Shelling/artillery/missile attack",
    "kidnapping": "Abduction/forced disappearance",
}  # fmt: skip
_CLASSES: dict[str, Victims] = {"security_force": "security_force", "police": "security_force", "civilian": "civilian"}
_PRECISIONS: tuple[tuple[Precision | None, float], ...] = (
    ("exact", 0.6), ("near", 0.15), ("adm2", 0.1), ("adm1", 0.1), ("country", 0.03), (None, 0.02),
)  # fmt: skip
_STATUSES: tuple[tuple[Status, float], ...] = (
    ("reported", 0.7), ("confirmed", 0.2), ("disputed", 0.08), ("denied", 0.02),
)  # fmt: skip
_CHUNK = 1_000
_FILLER = "Shops stayed shut on the main road, and people waited at the gates for word of their families. " * 6
_MANY = 500
"""Every so many incidents one that two dozen reports tell."""


def fill(path: Path, number: int, seed: int = SEED) -> None:
    """Makes a book of so many incidents; the same seed makes the same book."""
    store = Store.open(path)
    made = (_incident(attack(index, seed), seed) for index in range(number))
    while chunk := list(islice(made, _CHUNK)):
        with store.write() as connection:
            connection.execute(insert(reports), [row for one in chunk for row in one.report_rows()])
            connection.execute(insert(claims), [row for one in chunk for row in one.claim_rows()])
            connection.execute(insert(local_incidents), [row for one in chunk for row in one.local_rows()])
            incidents.put(connection, [incidents.Settled(one.incident, "bench") for one in chunk])
    store.close()


class _Made:
    """One incident with the reports that tell it and the claims in them."""

    def __init__(self, incident: Incident, told: list[tuple[Report, list[AnyClaim]]]) -> None:
        self.incident = incident
        self._told = told

    def report_rows(self) -> Iterator[dict[str, Any]]:
        for report, _ in self._told:
            yield {
                "id": report.id,
                "path": report.path,
                "outlet": report.outlet,
                "published": report.published,
                "published_from": report.published_from,
                "text": report.text,
                "parts": dumps(report.parts),
                "read_by": "bench",
                "stamp": "bench",
                "same_as": None,
            }

    def claim_rows(self) -> Iterator[dict[str, Any]]:
        for report, found in self._told:
            for claim in found:
                figure = claim if isinstance(claim, Figure) else None
                yield {
                    "id": claim.id,
                    "report": report.id,
                    "local": f"{report.id}:A",
                    "kind": claim.kind,
                    "start": claim.start,
                    "speaker": claim.speaker.name if claim.speaker else None,
                    "harm": figure.harm if figure else None,
                    "victims": figure.victims if figure else None,
                    "record": dumps(claim),
                }

    def local_rows(self) -> Iterator[dict[str, Any]]:
        for report, _ in self._told:
            local = LocalIncident("A", report.id, self.incident.type, self.incident.start, self.incident.end)
            yield {"id": local.id, "report": report.id, "record": dumps(local), "node": None}


def _incident(told: Attack, seed: int) -> _Made:
    chance = random.Random(f"{seed}/book/{told.index}")
    count = 24 if told.index % _MANY == 0 else min(told.reports, 3)
    voiced = [_report(told, chance, turn) for turn in range(count)]
    figures = [claim for _, found in voiced for claim in found if isinstance(claim, Figure)]
    start = None if chance.random() < 0.02 else told.day.isoformat()
    incident = Incident(
        id=identity("i", seed, told.index),
        root=identity("i", seed, told.index),
        part_of=None,
        title=f"{_TYPES[told.kind]} in {told.town.name}",
        type=_TYPES[told.kind],
        start=start[:7] if start and chance.random() < 0.01 else start,
        end=None,
        place=_place(told, chance),
        status=_one_of(chance, _STATUSES),
        members=tuple(f"{report.id}:A" for report, _ in voiced),
        reports=tuple(report.id for report, _ in voiced),
        blamed=(told.group,) if told.group else (),
        figures=_figures(figures),
        contradictions=("the police and a hospital differ",) if chance.random() < 0.03 else (),
    )
    return _Made(incident, voiced)


def _report(told: Attack, chance: random.Random, turn: int) -> tuple[Report, list[AnyClaim]]:
    number = told.known(told.harmed, turn) if turn % 2 == 0 else max(1, round(told.harmed * told.rival))
    voice = told.voices[turn % 2]
    words = f"{number} people were {told.harm}"
    lead = f"{words} in {told.town.name}, {voice.name} said. {told.wounded or 1} people were wounded. "
    text = f"{lead}The government of {told.town.country_name} condemned it. {_FILLER}"
    path = f"{told.index // _CHUNK}/{told.index}-{turn}.txt"
    outlet = f"Outlet {chance.randrange(60)}"
    report = Report(
        Report.make_id(path, text), path, text, told.day.isoformat(), "given", outlet, (Part(0, len(text), "body"),)
    )
    return report, list(_claims(told, report, number, words, turn))


def _claims(told: Attack, report: Report, number: int, words: str, turn: int) -> Iterator[AnyClaim]:
    voice = told.voices[turn % 2]
    at = report.text.index(voice.name)
    sentence = Span(0, report.text.index(". ") + 1)
    victims = _CLASSES.get(told.noun, "unspecified")
    who = Speaker(voice.name, voice.kind, at, at + len(voice.name))  # type: ignore[arg-type]
    common: dict[str, Any] = {"report": report.id, "local": "A", "sentence": sentence}
    harm: Any = told.harm
    yield Figure(
        id=identity("c", report.id, harm), start=0, end=len(words), speaker=who, harm=harm, victims=victims,
        low=number, high=number, qualifier="exact", **common,
    )  # fmt: skip
    second = report.text.index(" people were wounded") - len(str(told.wounded or 1))
    yield Figure(
        id=identity("c", report.id, "wounded"), start=second, end=second + 20, harm="wounded", victims="unspecified",
        low=told.wounded or 1, high=told.wounded or 1, qualifier="exact", **common,
    )  # fmt: skip
    third = report.text.index("The government")
    actor = f"government of {told.town.country_name}"
    yield Reaction(
        id=identity("c", report.id, "condemn"), start=third, end=third + 20, actor=actor, action="condemn", **common
    )


def _figures(found: list[Figure]) -> dict[str, dict[str, Estimate]]:
    made: dict[str, dict[str, Estimate]] = {}
    for harm in sorted({figure.harm for figure in found}):
        own = [figure for figure in found if figure.harm == harm]
        numbers = sorted(figure.low or 0 for figure in own)
        ids = tuple(figure.id for figure in own)
        best = own[-1].low
        why = f"The latest of {len(own)} figures is {best}; the lowest is {numbers[0]}, the highest {numbers[-1]}."
        made[harm] = {own[0].victims: Estimate(numbers[0], best, numbers[-1], ids, why)}
    return made


def _place(told: Attack, chance: random.Random) -> Place | None:
    precision = _one_of(chance, _PRECISIONS)
    if precision is None:
        return None
    town = told.town
    if precision == "country":
        return Place(town.country_name, town.country, None, town.lat, town.lon, "country")
    region = f"{town.country_name} region {int(abs(town.lat)) % 12}"
    return Place(town.name, town.country, region, town.lat, town.lon, precision)


def _one_of(chance: random.Random, weighted: Any) -> Any:
    return chance.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


if __name__ == "__main__":
    fill(Path(sys.argv[2]), int(sys.argv[1]))
