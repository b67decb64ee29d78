"""Floors: scores once reached, kept with the digest of the gold they were reached on; they only rise.

The file maps the name of a gold set to ``digest`` (or null before the first check), ``floors`` and ``ceilings``,
both ``{measure: {key of its row: bound}}``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallybook.errors import UsageError
from tallybook.evaluation.files import Json, read_object


@dataclass(frozen=True, slots=True)
class Held:
    """One bound and the score it is held against. A ceiling bounds from above."""

    measure: str
    key: str
    bound: float
    score: float | None
    ceiling: bool = False

    @property
    def kept(self) -> bool:
        """Whether the score stands where it must."""
        if self.score is None:
            return False
        return self.score <= self.bound if self.ceiling else self.score >= self.bound

    def __str__(self) -> str:
        sign = "<=" if self.ceiling else ">="
        return f"{'ok  ' if self.kept else 'FAIL'} {self.measure} [{self.key}] {self.score} {sign} {self.bound}"


def load(path: Path) -> Json:
    """The floors file."""
    return read_object(path)


def of_set(floors: Json, name: str) -> Json:
    """The entry of one gold set; UsageError names the sets there are."""
    if name not in floors:
        raise UsageError(f"no floors for {name!r}", f"Known sets: {', '.join(sorted(floors))}")
    entry: Json = floors[name]
    return entry


def held(entry: Json, result: Json) -> list[Held]:
    """Every bound of a set with the score it is held against."""
    return [
        Held(measure, key, bound, (result.get(measure) or {}).get(key), kind == "ceilings")
        for kind, measure, key, bound in _bounds(entry)
    ]


def raised(entry: Json, result: Json, digest: str) -> Json:
    """The entry with every bound moved up to the present score where that is better; never the other way."""
    better = {(one.measure, one.key): one.score for one in held(entry, result) if one.kept}
    moved: Json = {"digest": digest}
    for kind in ("floors", "ceilings"):
        rows = entry.get(kind, {}).items()
        moved[kind] = {m: {k: better.get((m, k), bound) for k, bound in row.items()} for m, row in rows}
    return moved


def save(path: Path, floors: Json) -> None:
    """Writes the floors file, with one measure a line so that a change reads well."""
    path.write_text(_as_text(floors), encoding="utf-8")


def _bounds(entry: Json) -> Iterator[tuple[str, str, str, Any]]:
    for kind in ("floors", "ceilings"):
        for measure, row in entry.get(kind, {}).items():
            for key, bound in row.items():
                yield kind, measure, key, bound


def _as_text(floors: Json) -> str:
    sets = (f" {json.dumps(name)}: {{\n{_set_text(floors[name])}\n }}" for name in sorted(floors))
    return "{\n" + ",\n".join(sets) + "\n}\n"


def _set_text(entry: Json) -> str:
    lines = [f'  "digest": {json.dumps(entry.get("digest"))}']
    for kind in ("floors", "ceilings"):
        rows = [f"   {json.dumps(measure)}: {json.dumps(row)}" for measure, row in entry.get(kind, {}).items()]
        lines.append(f'  "{kind}": ' + ("{\n" + ",\n".join(rows) + "\n  }" if rows else "{}"))
    return ",\n".join(lines)
