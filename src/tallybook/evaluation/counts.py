"""The three kinds of score, each with the counts behind its ratio."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found of what there is: hits, items predicted, items in the gold."""

    hit: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is neither gold nor prediction."""
        return 2 * self.hit / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def row(self) -> Row:
        """The tally as it is printed and kept."""
        return {
            "f1": round(self.f1, 4),
            "precision": _ratio(self.hit, self.predicted),
            "recall": _ratio(self.hit, self.gold),
            "hit": self.hit,
            "predicted": self.predicted,
            "gold": self.gold,
        }


def share(answers: Iterable[bool]) -> Row:
    """How many answers are right of those that were asked for."""
    given = [bool(answer) for answer in answers]
    return {"accuracy": _ratio(sum(given), len(given)), "right": sum(given), "asked": len(given)}


def b_cubed(gold_of: Mapping[str, str], found_of: Mapping[str, str]) -> Row:
    """B-cubed precision and recall of a clustering (Bagga and Baldwin, 1998), averaged over the items of the gold.

    Both map an item to the name of its cluster; ``found_of`` holds at least the items of ``gold_of``.
    """
    items = sorted(gold_of)
    if not items:
        return {"f1": None, "items": 0}
    gold, found = _clusters(gold_of, items), _clusters(found_of, items)
    shared = [len(gold[gold_of[item]] & found[found_of[item]]) for item in items]
    precision = sum(n / len(found[found_of[item]]) for n, item in zip(shared, items, strict=True)) / len(items)
    recall = sum(n / len(gold[gold_of[item]]) for n, item in zip(shared, items, strict=True)) / len(items)
    both = precision + recall
    return {
        "f1": round(2 * precision * recall / both, 4) if both else 0.0,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "items": len(items),
    }


def _clusters(cluster_of: Mapping[str, str], items: list[str]) -> dict[str, set[str]]:
    clusters: dict[str, set[str]] = defaultdict(set)
    for item in items:
        clusters[cluster_of[item]].add(item)
    return clusters


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
