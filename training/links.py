"""Fits how much each link feature should count, and what chance a sum of weights stands for.

    python -m training.links GOLD [--reader hybrid]

GOLD holds folders of NAME.txt with NAME.gold.json beside it and incidents.gold.json. Pairs of tellings that no gate
parts are the examples; a logistic regression scales each feature, drawn towards the weights in use. A cluster is
always scored by what was fitted to the others. Nothing is written: docs/decisions/0028 says why the weights stay.

The chances (``tallybook.link.chance``) are fitted to those of the pairs that a book would compare: such as share a key.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Collection, Iterator
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
from training import calibrate

NAMES = tuple(rule.__name__ for rule in FEATURES)
RIDGE = 1.0
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings that could be one incident: the features' weights, whether they are one, their cluster, the sum of
    the weights, and whether a book that holds both compares them."""

    weights: tuple[float, ...]
    one: bool
    cluster: str
    value: float
    compared: bool


def pairs(folder: Path, reader: Reader) -> list[Pair]:
    """All pairs of local incidents of a gold folder that no gate parts, with what the gold says of them."""
    truth = gold.load(folder)
    home = {member: incident.id for incident in truth.incidents for member in incident.members}
    told = [one for key in sorted(truth.reports) for one in _tellings(truth, key, reader, home)]
    crowded = link.crowded(node for node, _ in told)
    return [made for (a, x), (b, y) in combinations(told, 2) if (made := _pair(a, b, x, y, crowded)) is not None]


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


def _pair(a: link.Node, b: link.Node, one: str, other: str, crowded: Collection[str]) -> Pair | None:
    found = link.score(a, b)
    if found.verdict == "never":
        return None
    told = dict(found.reasons)
    weights = tuple(told.get(name, 0.0) for name in NAMES)
    return Pair(weights, one == other, one.split("/")[0], found.value, link.meet(a, b, crowded))


def fit(some: list[Pair]) -> Any:
    """The scale of each feature and, last, the intercept: ridge towards the weights in use."""
    return _fitted(_matrix(some), some, np.append(np.ones(len(NAMES)), -SAME))


def fit_chance(some: list[Pair]) -> Any:
    """Slope and shift of the chance that a sum of weights stands for."""
    return _fitted(_values(some), some, np.array([1.0, -SAME]))


def _fitted(x: Any, some: list[Pair], prior: Any) -> Any:
    """Logistic regression, ridge towards ``prior``."""
    y = np.array([pair.one for pair in some], float)
    found = prior.copy()
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (chance - y) + RIDGE * (found - prior)
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(len(prior))
        found = found - np.linalg.solve(bend, slope)
    return found


def _matrix(some: list[Pair]) -> Any:
    return np.array([(*pair.weights, 1.0) for pair in some], float)


def _values(some: list[Pair]) -> Any:
    return np.array([(pair.value, 1.0) for pair in some], float)


def main() -> None:
    """Prints the scales, and how many pairs either way joins rightly and wrongly on held-out clusters."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--reader", default="hybrid")
    given = parser.parse_args()
    found = pairs(given.gold, readers.named(given.reader))
    _print_weights(found)
    _print_chances([pair for pair in found if pair.compared])


def _print_weights(found: list[Pair]) -> None:
    fitted: list[tuple[float, bool]] = []
    for cluster in sorted({pair.cluster for pair in found}):
        held = [pair for pair in found if pair.cluster == cluster]
        scales = fit([pair for pair in found if pair.cluster != cluster])
        fitted += zip((_matrix(held) @ scales).tolist(), (pair.one for pair in held), strict=True)
    for name, scale in zip((*NAMES, "intercept"), fit(found), strict=True):
        print(f"{name:16s} {scale:6.2f}")
    _print("in use", [(pair.value - SAME, pair.one) for pair in found])
    _print("fitted, held out", fitted)


def _print_chances(found: list[Pair]) -> None:
    held: list[tuple[float, bool]] = []
    for cluster in sorted({pair.cluster for pair in found}):
        some = [pair for pair in found if pair.cluster == cluster]
        line = fit_chance([pair for pair in found if pair.cluster != cluster])
        held += zip((1 / (1 + np.exp(-_values(some) @ line))).tolist(), (pair.one for pair in some), strict=True)
    slope, shift = fit_chance(found)
    print(f"chance           slope {slope:.2f}, shift {shift:.2f} from {len(found)} pairs that are compared")
    print(f"held out         expected calibration error {calibrate.error(*zip(*held, strict=True)):.3f}, ten bins")
    for low in range(0, 10, 2):
        some = [(chance, one) for chance, one in held if low <= min(9, int(chance * 10)) < low + 2]
        if some:
            told, true = (sum(column) / len(some) for column in zip(*some, strict=True))
            span = f"{low / 10:.1f} to {low / 10 + 0.2:.1f}"
            print(f"  {span}     {len(some):5d} pairs: told {told:.2f}, are one {true:.2f}")


def _print(name: str, scored: list[tuple[float, bool]]) -> None:
    joined = [one for value, one in scored if value >= 0]
    alike = sum(one for _, one in scored)
    print(f"{name:16s} joins {sum(joined)} of {alike} pairs that are one, and {len(joined) - sum(joined)} that are not")


if __name__ == "__main__":
    main()
