"""An export as it is scored: claims by the gold report that they were read in, and incidents by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tallybook.errors import UsageError
from tallybook.evaluation.files import Json, read_objects

_FILES = ("reports.jsonl", "claims.jsonl", "incidents.jsonl")


@dataclass(frozen=True, slots=True)
class Export:
    """The three files of an export. ``incidents`` are by id."""

    reports: list[Json]
    claims: list[Json]
    incidents: dict[str, Json]

    def root(self, incident: str) -> str:
        """The wave that an incident is part of, or itself."""
        return self.incidents.get(incident, {}).get("root") or incident


def load(folder: Path) -> Export:
    """Reads an export; UsageError where a file of it is missing, InputError where a line is broken."""
    for name in _FILES:
        if not (folder / name).is_file():
            raise UsageError(
                f"{folder / name}: missing", f"Export first: tallybook export BOOK --format jsonl --out {folder}"
            )
    reports, claims, incidents = (read_objects(folder / name) for name in _FILES)
    return Export(reports, claims, {incident["id"]: incident for incident in incidents})


def report_keys(export: Export, gold: Iterable[str]) -> dict[str, str | None]:
    """Which gold report each exported one is: the paths are equal or one ends with the other; None where unclear."""
    keys = set(gold)
    by_ending: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for ending in _endings(key):
            by_ending[ending].add(key)
    return {report["id"]: _gold_key(report["path"], keys, by_ending) for report in export.reports}


def claims_by_report(export: Export, key_of: dict[str, str | None]) -> dict[str, dict[str, list[Json]]]:
    """The claims of each gold report by kind, in the order of the export."""
    claims: dict[str, dict[str, list[Json]]] = defaultdict(lambda: defaultdict(list))
    for claim in export.claims:
        key = key_of.get(claim["report"])
        if key and (claim.get("judged") or {}).get("verdict") != "reject":
            claims[key][claim["kind"]].append(claim)
    return claims


def _gold_key(path: str, keys: set[str], by_ending: dict[str, set[str]]) -> str | None:
    plain = path.replace("\\", "/").removesuffix(".txt")
    hits = by_ending.get(plain, set()) | keys.intersection(_endings(plain))
    return next(iter(hits)) if len(hits) == 1 else None


def _endings(path: str) -> list[str]:
    """The path and every ending of it that begins after a slash."""
    return [path] + [path[at + 1 :] for at, letter in enumerate(path) if letter == "/"]
