"""What chains of pairs join is found whatever the chains look like."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tallybook.cluster.components import components
from tallybook.cluster.session import session
from tallybook.cluster.staging import Staging
from tallybook.errors import UsageError
from tests.cluster.conftest import SMALL


@pytest.fixture(scope="module")
def spark(spark_is_there: None) -> Iterator[Any]:
    """A session in this process alone."""
    with session("local[2]", SMALL) as found:
        yield found


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


def test_a_second_session_in_one_program_is_refused(spark: Any) -> None:
    with pytest.raises(UsageError, match="has a Spark session open already"), session("local[1]", SMALL):
        pass
