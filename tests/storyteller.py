"""Reports of a simple kind, and the reader that reads them: for tests of all that stands after reading.

A report's lines are ``PLACE | DAY | WHO | NUMBER HARM VICTIMS | SPEAKER`` (DAY may be ``?``); other lines are plain
words. A line whose words are ``EXPLODE`` makes the reader fail, ``DIE`` kills its process; after ``WAVE`` the first
incident is a wave that holds the others.
"""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tallybook.records import Figure, LocalIncident, Part, Place, Reading, Report, Span, Speaker, identity

TOWNS = {f"Town{n:03d}": (-60.0 + n // 20 * 5, -90.0 + n % 20 * 9) for n in range(60)}
SPEAKERS = ("the police", "the army", "a hospital", "the governor")
_KINDS = {"the police": "police", "the army": "military", "a hospital": "medical", "the governor": "government"}


def read(report: Report) -> Reading:
    """A figure for each line of figures, and an incident for each place and day."""
    if "EXPLODE" in report.text:
        raise ValueError("the story blew up")
    if "DIE" in report.text:
        os.kill(os.getpid(), signal.SIGKILL)
    claims: list[Figure] = []
    incidents: dict[tuple[str, str], LocalIncident] = {}
    at = 0
    for line in report.text.splitlines(keepends=True):
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 5:
            key = (cells[0], cells[1])
            local = incidents.setdefault(key, _incident(report, chr(65 + len(incidents)), *key, cells[2]))
            claims.append(_figure(report, at, line, local.key, cells[3], cells[4]))
        at += len(line)
    told = list(incidents.values())
    if "WAVE" in report.text and len(told) > 1:
        sites = tuple(local.place for local in told if local.place)
        told = [replace(told[0], wave=True, places=sites), *(replace(local, part_of="A") for local in told[1:])]
    return Reading(report.id, tuple(claims), tuple(told))


def read_half(report: Report) -> Reading:
    """Another reader: it leaves out the first incident of every other report, and with it what was said of it."""
    whole = read(report)
    if len(report.text) % 2:
        return whole
    left = tuple(replace(local, part_of=None) for local in whole.incidents[1:])
    return Reading(report.id, tuple(claim for claim in whole.claims if claim.local != "A"), left)


def _incident(report: Report, key: str, town: str, day: str, group: str) -> LocalIncident:
    lat, lon = TOWNS.get(town, (0.0, 0.0))
    place = Place(town, "PK", None, lat, lon)
    known = None if day == "?" else day
    return LocalIncident(key, report.id, "Attack", known, known, None, None, place, (place,), groups=(group,))


def _figure(report: Report, at: int, line: str, local: str, told: str, speaker: str) -> Figure:
    number, harm, victims = told.split()
    start = at + line.index(told)
    said = at + line.index(speaker)
    return Figure(
        id=identity("c", report.id, start),
        report=report.id,
        start=start,
        end=start + len(told),
        sentence=Span(at, at + len(line.rstrip("\n"))),
        speaker=Speaker(speaker, _KINDS.get(speaker, "unknown"), said, said + len(speaker)),  # type: ignore[arg-type]
        local=local,
        harm=harm,  # type: ignore[arg-type]
        victims=victims,  # type: ignore[arg-type]
        low=int(number),
        high=int(number),
        qualifier="exact",
    )


def story(path: str, text: str, published: str | None = None) -> Report:
    """A report of such a text, as gathering would give it."""
    parts = (Part(0, len(text), "body"),)
    from_ = "text" if published else "no date in it"
    return Report(Report.make_id(path, text), path, text, published, from_, None, parts)


def stories(count: int, seed: int = 1, spread: int = 4) -> list[Report]:
    """So many reports on about a ``spread``-th as many incidents; some are copies of another."""
    return list(endless(seed, spread, count))


def endless(seed: int, spread: int, count: int) -> Iterator[Report]:
    """The same, one at a time: the town and day of each incident are its own, whatever the number of reports."""
    chance = random.Random(seed)
    for number in range(count):
        incident = chance.randrange(max(1, count // spread))
        town = f"Town{incident % len(TOWNS):03d}"
        days = 9 * (incident // len(TOWNS))
        day = f"{2000 + days // 336:04d}-{1 + days // 28 % 12:02d}-{1 + days % 28:02d}"
        toll = 5 + incident % 40 + chance.randrange(3)
        words = " ".join(chance.choice(WORDS) for _ in range(30))
        speaker = chance.choice(SPEAKERS)
        text = f"{words}\n{town} | {day} | the league | {toll} killed civilian | {speaker}\n"
        yield story(f"{number:06d}.txt", text, day if chance.random() < 0.9 else None)


WEEK = ("?", *(f"2024-08-{day}" for day in range(20, 27)))
VAGUE = ("?", "?", "?", "2024", "2024-08", "2024-08-20", "2024-08-23", "2024-08-26")


def crowd(count: int, seed: int, days: tuple[str, ...] = WEEK) -> list[Report]:
    """Reports that are hard to keep apart: two towns, a few days, like tolls, waves, copies, many without a date."""
    chance = random.Random(seed)
    made: list[Report] = []
    for number in range(count):
        if made and chance.random() < 0.25:
            text = chance.choice(made).text
        else:
            lines = [_told(chance, days) for _ in range(chance.randrange(1, 4))]
            wave = "WAVE\n" if chance.random() < 0.3 else ""
            text = f"{' '.join(chance.choice(WORDS) for _ in range(30))}\n{wave}{''.join(lines)}"
        published = f"2024-08-{chance.randrange(24, 30)}" if chance.random() < 0.7 else None
        made.append(story(f"{number:06d}.txt", text, published))
    return made


def _told(chance: random.Random, days: tuple[str, ...]) -> str:
    town, day = chance.choice(("Town001", "Town002")), chance.choice(days)
    group, toll = chance.choice(("the league", "the front")), chance.randrange(5, 12)
    victims = chance.choice(("civilian", "security_force"))
    return f"{town} | {day} | {group} | {toll} killed {victims} | {chance.choice(SPEAKERS)}\n"


WORDS = (
    "gunmen", "fired", "market", "morning", "road", "bridge", "convoy", "patrol", "shops",
    "closed", "families", "mourned", "officials", "visited", "evening", "soldiers", "searched", "hills",
    "witnesses", "ran", "smoke", "rose", "hospital", "beds", "full", "school", "night",
    "curfew", "began", "drivers", "waited",
)  # fmt: skip


def write(folder: Path, reports: list[Report]) -> Path:
    """The reports as files, each with its date on the first line."""
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        dated = f"{report.published}\n\n" if report.published else ""
        (folder / report.path).write_text(dated + report.text, encoding="utf-8")
    return folder
