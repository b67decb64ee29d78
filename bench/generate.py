"""Makes reports on political violence with known truth, the same for the same seed on every machine.

    python -m bench.generate 10000 --out FOLDER [--seed 1] [--gold]

About eight reports an attack, three attacks a day, so that the time that reports span grows with their number and the
density stays as in life; one report in ten tells of no violence, one in sixteen is a copy of another.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.story import Story, neighbour, tell_attack, tell_peace
from bench.world import Attack, attack, phrases

SEED = 1
_A_FOLDER = 1000
_FORMS = ("\n\n{outlet}, {long}\n\n", "\n\n{iso}\n\n", "\n\n{long}\n\n")
_PEACE, _COPY, _UNDATED = 0.1, 0.06, 0.04


@dataclass(frozen=True, slots=True)
class Generated:
    """One report: ``path`` relative to the folder, its text, its gold, and the number of its attack if any."""

    path: str
    text: str
    gold: dict[str, Any]
    attack: int | None


def reports(number: int, seed: int = SEED) -> Iterator[Generated]:
    """The first ``number`` reports of a seed, attack by attack; a longer run begins with the shorter one."""
    at = index = 0
    while at < number:
        for made in _on(attack(index, seed), seed):
            if at < number:
                yield Generated(_path(at), *made)
                at += 1
        index += 1


def write(folder: Path, number: int, seed: int = SEED, gold: bool = False) -> int:
    """Writes reports into folders of a thousand, with ``gold`` their truth beside them; returns the bytes of text."""
    size = 0
    members: dict[int, list[str]] = defaultdict(list)
    for made in reports(number, seed):
        path = folder / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.text, encoding="utf-8")
        size += len(made.text.encode())
        if gold:
            path.with_suffix(".gold.json").write_text(json.dumps(made.gold), encoding="utf-8")
            _add_members(members, made, seed)
    if gold:
        _write_incidents(folder, members, seed)
    return size


def _on(told: Attack, seed: int) -> Iterator[tuple[str, dict[str, Any], int | None]]:
    """The reports on one attack, with reports without violence between them."""
    for turn in range(told.reports):
        chance = random.Random(f"{seed}/report/{told.index}/{turn}")
        if chance.random() < _PEACE:
            yield *_peace(chance, told), None
        words = turn - 1 if turn and chance.random() < _COPY else turn
        yield *_report(told, seed, turn, words), told.index


def _report(told: Attack, seed: int, turn: int, words: int) -> tuple[str, dict[str, Any]]:
    """A report; where ``words`` is not ``turn`` it is a copy of that one under another outlet's name."""
    chance = random.Random(f"{seed}/words/{told.index}/{words}")
    published = told.day + dt.timedelta(days=min(5, int(chance.expovariate(0.9))))
    story = Story(chance, published)
    forms = _FORMS[:1] if words != turn else _FORMS
    tell_attack(story, told, seed, _header(random.Random(f"{seed}/header/{told.index}/{turn}"), story, turn, forms))
    return _finished(story)


def _peace(chance: random.Random, told: Attack) -> tuple[str, dict[str, Any]]:
    story = Story(chance, told.day)
    tell_peace(story, _header(chance, story, 0, _FORMS))
    return _finished(story)


def _finished(story: Story) -> tuple[str, dict[str, Any]]:
    return story.draft.text + "\n", story.gold()


def _header(chance: random.Random, story: Story, turn: int, forms: tuple[str, ...]) -> str:
    """What stands between headline and text: outlet and date in one of the usual ways, or no date at all."""
    outlets = phrases()["outlets"]
    outlet = outlets[turn % len(outlets)]
    if chance.random() < _UNDATED:
        story.dated = False
        return f"\n\n{outlet}\n\n"
    day = story.published
    return chance.choice(forms).format(outlet=outlet, iso=day.isoformat(), long=f"{day.day} {day:%B %Y}")


def _path(at: int) -> str:
    return f"{at // _A_FOLDER:04d}/r{at:07d}.txt"


def _add_members(members: dict[int, list[str]], made: Generated, seed: int) -> None:
    if made.attack is None:
        return
    report = made.path.removesuffix(".txt")
    members[made.attack].append(f"{report}:A")
    if "C" in made.gold["incidents"]:
        other = neighbour(attack(made.attack, seed), seed)
        if other:
            members[other.index].append(f"{report}:C")


def _write_incidents(folder: Path, members: dict[int, list[str]], seed: int) -> None:
    incidents = {str(index): _incident(attack(index, seed), members[index]) for index in sorted(members)}
    (folder / "incidents.gold.json").write_text(json.dumps({"incidents": incidents}), encoding="utf-8")


def _incident(told: Attack, members: list[str]) -> dict[str, Any]:
    """What is true across reports. The estimates are left out: they hang on the policy, not on the world."""
    return {
        "title": f"{told.kind} in {told.town.name}", "start": told.day.isoformat(), "country": told.town.country,
        "place": told.town.name, "lat": told.town.lat, "lon": told.town.lon, "members": members, "parts": [],
    }  # fmt: skip


def main() -> None:
    """Writes reports into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--gold", action="store_true", help="write NAME.gold.json and incidents.gold.json too")
    given = parser.parse_args()
    size = write(given.out, given.number, given.seed, given.gold)
    print(f"{given.number} reports, {size / 1e6:.1f} MB, in {given.out}")


if __name__ == "__main__":
    main()
