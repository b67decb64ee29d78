"""Makes exports from gold with seeded mistakes of every kind that the measures tell apart."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tallybook.evaluation.gold import Gold

FIXTURES = Path(__file__).parents[1] / "fixtures" / "evaluate"

Json = dict[str, Any]
_HARMS = ("killed", "wounded", "missing", "detained")
_VICTIMS = ("civilian", "security_force", "armed_group", "unspecified")
_NAMES = ("police", "the army", "Ministry of Health", "a hospital director", "Étienne Lambert", None)


@pytest.fixture
def gold_folder() -> Path:
    """Six short invented reports that hold every shape that gold may take."""
    return FIXTURES / "gold"


@pytest.fixture
def perturbed() -> Callable[[Gold, Path, int, float], Path]:
    """Writes an export with seeded mistakes: (gold, folder, seed, rate) -> folder."""
    return write_export


def write_export(gold: Gold, folder: Path, seed: int, rate: float) -> Path:
    """An export as a reader would write it that errs in about ``rate`` (0 to 1) of all that it says."""
    maker = _Maker(gold, random.Random(seed), rate)
    folder.mkdir(parents=True, exist_ok=True)
    reports, claims, incidents = maker.export()
    _write(folder / "reports.jsonl", reports)
    _write(folder / "claims.jsonl", claims)
    _write(folder / "incidents.jsonl", incidents)
    return folder


def _write(path: Path, rows: list[Json]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


class _Maker:
    def __init__(self, gold: Gold, chance: random.Random, rate: float) -> None:
        self.gold = gold
        self.chance = chance
        self.rate = rate
        self.whole = {member: incident for incident in gold.incidents for member in incident.members}

    def errs(self) -> bool:
        return self.chance.random() < self.rate

    def or_else(self, value: Any, *others: Any) -> Any:
        return self.chance.choice(others) if self.errs() else value

    def pick(self, value: Any) -> Any:
        return self.chance.choice(value) if isinstance(value, list) else value

    def export(self) -> tuple[list[Json], list[Json], list[Json]]:
        keys = [key for key in self.gold.reports if self.chance.random() > self.rate / 3]
        reports = [{"id": f"r{at}", "path": self.path(key)} for at, key in enumerate(keys)]
        reports.append({"id": "stranger", "path": "elsewhere/stranger.txt"})
        claims = [claim for at, key in enumerate(keys) for claim in self.claims(f"r{at}", key)]
        claims.append(self.figure("stranger", [0, 4], {"harm": "killed", "victims": "civilian"}, None))
        return reports, claims, self.incidents()

    def path(self, key: str) -> str:
        return self.chance.choice((f"{key}.txt", f"./{key}.txt", f"home/data/{key}.txt", key, key.replace("/", "\\")))

    def claims(self, report: str, key: str) -> list[Json]:
        data = self.gold.reports[key]
        claims = [
            self.figure(report, self.moved(f["at"]), f, self.incident(key, f["incident"]))
            for f in data.get("figures", [])
            if not self.errs()
        ]
        claims += [self.figure(report, f["at"], f, None) for f in data.get("not_conflict", []) if self.errs()]
        if self.errs():
            claims.append(self.figure(report, [1, 9], {"harm": "killed", "victims": "civilian", "low": 3}, None))
        return claims + self.voices(report, data)

    def moved(self, at: list[int]) -> list[int]:
        start = self.or_else(at[0], max(0, at[0] - 2), at[0] + 1)
        return [start, self.or_else(at[1], at[1] + 3, at[1] - 1, at[1] + 60)]

    def figure(self, report: str, at: list[int], figure: Json, incident: str | None) -> Json:
        named = {"name": figure.get("speaker"), "kind": figure.get("speaker_kind"), "start": 0, "end": 1}
        made = {
            "kind": "figure",
            "report": report,
            "start": at[0],
            "end": at[1],
            "harm": self.or_else(self.pick(figure["harm"]), *_HARMS),
            "victims": self.or_else(self.pick(figure["victims"]), *_VICTIMS),
            "low": self.or_else(figure.get("low"), None, 7),
            "high": self.or_else(figure.get("high"), None, 7, figure.get("low")),
            "qualifier": self.or_else(figure.get("qualifier"), "exact"),
            "speaker": self.or_else(named, {**named, "name": self.chance.choice(_NAMES)}, None),
            "incident": self.or_else(incident, None, "i-nowhere"),
        }
        return made if self.errs() else {**made, "current": self.or_else(figure.get("current", True), False)}

    def incident(self, report: str, key: str) -> str:
        whole = self.whole.get(f"{report}:{key}")
        own = f"i-{report}:{key}"
        if whole is None:
            return own
        return self.or_else(f"i-{whole.id}", own, self.other())

    def other(self) -> str:
        return f"i-{self.chance.choice(self.gold.incidents).id}" if self.gold.incidents else "i-other"

    def voices(self, report: str, data: Json) -> list[Json]:
        at = {"report": report, "start": 0, "end": 1}
        made = [
            *(self.claimed({**at, "kind": "responsibility"}, r)
              for r in data.get("responsibility", [])),
            *({**at, "kind": "reaction", "actor": self.name(r["actor"]), "action": self.or_else(r["action"], "call")}
              for r in data.get("reactions", [])),
            *({**at, "kind": "denial", **self.denier(d["by"])} for d in data.get("denials", [])),
        ]  # fmt: skip
        return [claim for claim in made if not self.errs()] + [claim for claim in made if self.errs()]

    def claimed(self, base: Json, gold: Json) -> Json:
        return {**base, "group": self.name(gold["group"]), "mode": self.or_else(gold["mode"], "denied")}

    def name(self, name: str) -> str | None:
        return self.or_else(name, f"the {name}s", name.split()[0], name.upper(), "Nobody", None)

    def denier(self, name: str) -> Json:
        speaker = {"speaker": {"name": name, "kind": "unknown", "start": 0, "end": 1}}
        return self.or_else({"by": name}, speaker, {"by": None, "speaker": None})

    def incidents(self) -> list[Json]:
        made = [self.exported(incident.id, incident.data) for incident in self.gold.incidents if not self.errs()]
        locals_ = [f"{key}:{local}" for key, data in self.gold.reports.items() for local in data.get("incidents", {})]
        return made + [{"id": f"i-{local}", "root": self.or_else(f"i-{local}", self.other())} for local in locals_]

    def exported(self, id: str, data: Json) -> Json:
        place = {"country": data.get("country"), "lat": data.get("lat"), "lon": data.get("lon")}
        away = {**place, "lat": (place["lat"] or 0) + self.chance.choice((0.1, 0.4, 0.6)), "lon": place["lon"] or 0}
        return {
            "id": f"i-{id}",
            "root": self.or_else(f"i-{id}", self.other(), None),
            "start": self.or_else(data.get("start"), "2019", None),
            "place": self.or_else(place, away, None, {}),
            "status": self.or_else(data.get("status", "reported"), "denied"),
            "figures": self.or_else(self.figures(data), {}),
        }

    def figures(self, data: Json) -> Json:
        return {
            harm: {
                v: {b: self.or_else(self.pick(e[b]), None, 5) for b in ("low", "best", "high")} for v, e in c.items()
            }
            for harm, c in data.get("figures", {}).items()
        }
