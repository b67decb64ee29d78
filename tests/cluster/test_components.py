"""What chains of pairs join is found whatever the chains look like."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

from tallybook.cluster.components import components
from tallybook.cluster.staging import Staging


def joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The smallest id of each id's component, by plain search."""
    near: dict[str, set[str]] = {}
    for a, b in pairs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    found: dict[str, str] = {}
    for start in sorted(near):
        todo = [start]
        while todo:
            one = todo.pop()
            if one not in found:
                found[one] = start
                todo += near[one]
    return found


def test_chains_rings_stars_and_random_pairs_come_to_their_smallest_ids(spark: Any, tmp_path: Path) -> None:
    chance = random.Random(3)
    names = [f"n{number:03d}" for number in range(120)]
    chance.shuffle(names)
    chain = list(pairwise(names[:40]))
    ring = [(names[40 + n], names[40 + (n + 1) % 15]) for n in range(15)]
    star = [(names[60], other) for other in names[61:75]]
    loose = [(chance.choice(names[80:]), chance.choice(names[80:])) for _ in range(25)]
    pairs = [(a, b) for a, b in [*chain, *ring, *star, *loose, *chain[:3]] if a != b]
    chance.shuffle(pairs)
    staging = Staging(spark, str(tmp_path), lambda step: None)
    found = components(staging, "some", spark.createDataFrame(pairs, "a string, b string")).collect()
    assert {row["id"]: row["top"] for row in found} == joined(pairs)
    assert len(found) == len({row["id"] for row in found})


def test_no_pairs_come_to_nothing(spark: Any, tmp_path: Path) -> None:
    staging = Staging(spark, str(tmp_path), lambda step: None)
    pairs = spark.createDataFrame([("x", "x")], "a string, b string")
    assert components(staging, "none", pairs).collect() == []
