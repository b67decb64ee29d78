"""From cores, homes and copies to incidents, and which incident is part of which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tallybook import link
from tallybook.cluster import rows
from tallybook.cluster.components import components
from tallybook.cluster.homing import Told
from tallybook.cluster.rows import Row

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging

_PLACED = {"incident": "text", "root": "text", "part_of": "text", "member": "text"}


def groups(staging: Staging, told: Told, cores: DataFrame, homes: DataFrame, lost: DataFrame) -> DataFrame:
    """Who stands with whom: columns ``group``, ``id``, and ``rank``, by which the members of a group are in order."""
    from pyspark.sql import functions as f

    joined = homes.select(f.col("core").alias("group"), "id").withColumn("rank", f.lit(1))
    own = cores.unionByName(lost).withColumn("rank", f.lit(0)).unionByName(joined)
    firsts = own.select("group", f.col("id").alias("first"))
    copied = told.copies.join(firsts, "first").select("group", "id").withColumn("rank", f.lit(2))
    return staging.keep("groups", own.unionByName(copied))


def members(staging: Staging, nodes: DataFrame, pairs: DataFrame, groups: DataFrame) -> DataFrame:
    """Each local incident with its incident, the one that this is part of, and the outermost one."""
    from pyspark.sql import functions as f

    votes = _votes(nodes, pairs, groups)
    tops = components(staging, "waves", votes.select(f.col("one").alias("a"), f.col("other").alias("b")))
    places = tops.withColumnRenamed("id", "group")
    inside = groups.join(places, "group")
    between = votes.join(places.withColumnRenamed("group", "one"), "one")
    both = inside.unionByName(between, allowMissingColumns=True)
    alone = groups.join(places, "group", "left_anti")
    found = rows.by(both, "top", _wave, _PLACED, "group", "rank", "id")
    apart = rows.by(alone, "group", _alone, _PLACED, "rank", "id")
    return staging.keep("members", found.unionByName(apart))


def _votes(nodes: DataFrame, pairs: DataFrame, groups: DataFrame) -> DataFrame:
    """The pairs of which one is part of the other, with the groups of both ends and the node that is the part."""
    from pyspark.sql import functions as f

    parts = pairs.where("part is not null").select("a", "b", "part", "record")
    said = parts.join(nodes.select(f.col("id").alias("part"), "node"), "part").drop("part")
    home = groups.select("id", "group")
    one = home.select(f.col("id").alias("a"), f.col("group").alias("one"))
    other = home.select(f.col("id").alias("b"), f.col("group").alias("other"))
    return said.join(one, "a").join(other, "b").drop("a", "b")


def _wave(component: list[Row]) -> Iterator[Row]:
    groups: dict[str, list[str]] = {}
    for row in component:
        if row["group"] is not None:
            groups.setdefault(row["group"], []).append(row["id"])
    said = [row for row in component if row["group"] is None]
    nodes = {node.id: node for node in (link.Node.from_json(row["node"]) for row in said)}
    pairs = [link.PairScore.from_json(row["record"]) for row in said]
    return _placed(link.wholes(map(tuple, groups.values()), nodes, pairs))


def _alone(group: list[Row]) -> Iterator[Row]:
    return _placed(link.wholes([tuple(row["id"] for row in group)], {}, ()))


def _placed(clusters: tuple[link.Cluster, ...]) -> Iterator[Row]:
    for cluster in clusters:
        for member in cluster.members:
            yield {"incident": cluster.id, "root": cluster.root, "part_of": cluster.part_of, "member": member}
