"""Fits how much each link feature should count, and holds that to the weights in use on clusters it was not fitted to.

    python -m training.links GOLD [--reader hybrid]

GOLD holds folders of NAME.txt with NAME.gold.json beside it and incidents.gold.json. Pairs of tellings that no gate
parts are the examples; a logistic regression scales each feature, drawn towards the weights in use. A cluster is
always scored by what was fitted to the others. Nothing is written: docs/decisions/0028 says why the weights stay.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from tallybook import link, readers
from tallybook.evaluation import gold
from tallybook.gather import from_text
from tallybook.link.features import FEATURES
from tallybook.link.score import SAME
from tallybook.records import Figure
from tallybook.workers import Reader

NAMES = tuple(rule.__name__ for rule in FEATURES)
RIDGE = 1.0
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that could be one incident: the features' weights, whether they are one, and their cluster."""

    weights: tuple[float, ...]
    one: bool
    cluster: str
    value: float


def pairs(folder: Path, reader: Reader) -> list[Pair]:
    """All pairs of local incidents of a gold folder that no gate parts, with what the gold says of them."""
    truth = gold.load(folder)
    home = {member: incident.id for incident in truth.incidents for member in incident.members}
    told = [one for key in sorted(truth.reports) for one in _tellings(truth, key, reader, home)]
    return [made for (a, one), (b, other) in combinations(told, 2) if (made := _pair(a, b, one, other)) is not None]


def _tellings(truth: gold.Gold, key: str, reader: Reader, home: dict[str, str]) -> Iterator[tuple[link.Node, str]]:
    report = from_text(truth.text(key), path=f"{key}.txt")
    reading = reader(report)
    votes: dict[str | None, Counter[str]] = {}
    for claim in reading.claims:
        for figure in truth.reports[key].get("figures", ()) if isinstance(claim, Figure) else ():
            if figure["at"][0] < claim.end and claim.start < figure["at"][1]:
                local = f"{key}:{figure['incident']}"
                votes.setdefault(claim.local, Counter())[home.get(local, local)] += 1
    for node in link.nodes(report, reading):
        if counted := votes.get(node.id.rsplit(":", 1)[-1]):
            yield node, counted.most_common(1)[0][0]


def _pair(a: link.Node, b: link.Node, one: str, other: str) -> Pair | None:
    found = link.score(a, b)
    if found.verdict == "never":
        return None
    told = dict(found.reasons)
    return Pair(tuple(told.get(name, 0.0) for name in NAMES), one == other, one.split("/")[0], found.value)


def fit(some: list[Pair]) -> Any:
    """The scale of each feature and, last, the intercept: ridge towards the weights in use."""
    x, y = _matrix(some), np.array([pair.one for pair in some], float)
    prior = np.append(np.ones(len(NAMES)), -SAME)
    found = prior.copy()
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (chance - y) + RIDGE * (found - prior)
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(prior))
        found = found - np.linalg.solve(bend, slope)
    return found


def _matrix(some: list[Pair]) -> Any:
    return np.array([(*pair.weights, 1.0) for pair in some], float)


def main() -> None:
    """Prints the scales, and how many pairs either way joins rightly and wrongly on held-out clusters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--reader", default="hybrid")
    given = parser.parse_args()
    found = pairs(given.gold, readers.named(given.reader))
    fitted: list[tuple[float, bool]] = []
    for cluster in sorted({pair.cluster for pair in found}):
        held = [pair for pair in found if pair.cluster == cluster]
        scales = fit([pair for pair in found if pair.cluster != cluster])
        fitted += zip((_matrix(held) @ scales).tolist(), (pair.one for pair in held), strict=True)
    for name, scale in zip((*NAMES, "intercept"), fit(found), strict=True):
        print(f"{name:16s} {scale:6.2f}")
    _print("in use", [(pair.value - SAME, pair.one) for pair in found])
    _print("fitted, held out", fitted)


def _print(name: str, scored: list[tuple[float, bool]]) -> None:
    joined = [one for value, one in scored if value >= 0]
    alike = sum(one for _, one in scored)
    print(f"{name:16s} joins {sum(joined)} of {alike} pairs that are one, and {len(joined) - sum(joined)} that are not")


if __name__ == "__main__":
    main()
