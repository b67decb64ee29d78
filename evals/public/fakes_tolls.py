"""FA-KES groups: pages of several outlets on one incident, with the tolls and sides that a person made of them.

The set ties pages to a date and a place, and in two of four such groups it mixes incidents. The groups here were read
and adjudicated by hand: ``fakes_tolls.json`` keeps the pages' unit ids and the facts, and no text. All their pages are
read as one book, so that groups may be glued, and each group's incident is the one that holds the main incident of most
of its pages:

- it is **linked** where it holds that of every page of the group;
- a **toll** is right where best (and low and high) are what the policy ``latest`` makes of the pages by hand; where two
  answers or two classes of victims are fair, any of them is right;
- a **side** is right where one of those said to have done it is named as claimed or blamed, and nobody is where the
  pages name nobody.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.public.inputs import csv_rows, progress, sample
from evals.public.table import Miss, Table

from tallybook import pipeline
from tallybook.book import Store, queries, reports
from tallybook.evaluation.counts import share
from tallybook.evaluation.names import same_name
from tallybook.records import Estimate, Incident, Report
from tallybook.workers import Reader

FACTS = Path(__file__).with_suffix(".json")
_COLUMNS = ("unit_id", "article_title", "article_content")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A group with the incident that most of its pages are about, or None, and how many of its pages are."""

    group: Json
    incident: Incident | None
    telling: int


def measure(folder: Path, reader: Reader, size: int | None) -> Table:
    """Measures reading, linking and reconciling together on the groups of ``fakes_tolls.json``."""
    groups = sample(json.loads(FACTS.read_text(encoding="utf-8"))["groups"], size)
    pages = {row["unit_id"]: row for row in csv_rows(folder / "FA-KES-Dataset.csv", _COLUMNS, "latin-1")}
    with tempfile.TemporaryDirectory(prefix="tallybook-public-") as scratch:
        incidents, kept = _book(Path(scratch), groups, pages, reader)
    judged = [_judged(group, incidents, kept) for group in progress("fakes-tolls", groups)]
    tolls = [(one, toll, _right(one, toll)) for one in judged for toll in one.group["tolls"]]
    sides = [(one, _side(one)) for one in judged if one.group["sides"] is not None]
    wrong = {one.group["id"] for one, _, (_, right) in tolls if not right}
    wrong |= {one.group["id"] for one, right in sides if not right}
    rows = {
        "groups in one incident": share(one.telling == len(one.group["units"]) for one in judged),
        "tolls best": share(best for _, _, (best, _) in tolls),
        "tolls low-best-high": share(all_ for _, _, (_, all_) in tolls),
        "sides": share(right for _, right in sides),
        "groups with all tolls and sides right": share(one.group["id"] not in wrong for one in judged),
    }
    misses = (
        *(_linking(one) for one in judged if one.telling < len(one.group["units"])),
        *(_toll_miss(one, toll) for one, toll, (_, right) in tolls if not right),
        *(_side_miss(one) for one, right in sides if not right),
    )
    return Table("fakes-tolls", "FA-KES, tolls and sides of groups read by hand", len(kept), rows, misses=misses)


def _book(
    scratch: Path, groups: list[Json], pages: dict[str, dict[str, str]], reader: Reader
) -> tuple[list[Incident], dict[str, Report]]:
    """All pages of all groups read into one book: its incidents, and its reports by id."""
    for unit in sorted({unit for group in groups for unit in group["units"]}):
        text = f"{pages[unit]['article_title']}\n\n{pages[unit]['article_content']}\n"
        (scratch / f"{unit}.txt").write_bytes(text.encode("latin-1"))
    store = Store.open(scratch / "fakes.book")
    pipeline.add(store, sorted(scratch.glob("*.txt")), pipeline.Plan(reader, "fakes"))
    with store.read() as connection:
        found = list(queries.incidents_by_id(connection)), {one.id: one for one in reports.stream(connection)}
    store.close()
    return found


def _judged(group: Json, incidents: list[Incident], kept: dict[str, Report]) -> Judged:
    """The group's incident: the one, or the wave, that holds the main incident of most of its pages."""
    mains = {f"{id}:A" for id, report in kept.items() if report.path.removesuffix(".txt") in group["units"]}
    votes: Counter[str] = Counter()
    for one in incidents:
        votes[one.root] += len(mains & set(one.members))
    root, telling = max(votes.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    by_id = {one.id: one for one in incidents}
    return Judged(group, by_id[root], telling) if telling else Judged(group, None, 0)


def _right(judged: Judged, toll: Json) -> tuple[bool, bool]:
    """Whether best, and whether low, best and high are right, in any of the fair classes."""
    found = list(_estimates(judged, toll))
    best = any(one.best in _fair(toll["best"]) for one in found)
    whole = any(all(getattr(one, end) in _fair(toll[end]) for end in ("low", "best", "high")) for one in found)
    return best, whole


def _estimates(judged: Judged, toll: Json) -> Iterator[Estimate]:
    by_victims = judged.incident.figures.get(toll["harm"], {}) if judged.incident else {}
    yield from (by_victims[victims] for victims in toll["victims"] if victims in by_victims)


def _fair(value: int | list[int]) -> list[int]:
    return value if isinstance(value, list) else [value]


def _side(judged: Judged) -> bool:
    named = _named(judged)
    wanted = judged.group["sides"]
    return any(same_name(name, other) for name in named for other in wanted) if wanted else not named


def _named(judged: Judged) -> list[str]:
    return [*judged.incident.claimed_by, *judged.incident.blamed] if judged.incident else []


def _linking(judged: Judged) -> Miss:
    return Miss("linking", judged.group["id"], judged.group["what"], len(judged.group["units"]), judged.telling)


def _toll_miss(judged: Judged, toll: Json) -> Miss:
    want = [toll[end] for end in ("low", "best", "high")]
    got = [[one.low, one.best, one.high] for one in _estimates(judged, toll)]
    return Miss("toll", judged.group["id"], f"{toll['harm']} {'/'.join(toll['victims'])}", want, got)


def _side_miss(judged: Judged) -> Miss:
    return Miss("side", judged.group["id"], judged.group["what"], judged.group["sides"], _named(judged))
