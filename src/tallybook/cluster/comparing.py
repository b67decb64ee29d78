"""Local incidents that share a key, compared; the pairs worth keeping."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tallybook import link
from tallybook.cluster import rows
from tallybook.cluster.rows import Row

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging

_NODES = {
    "id": "text",
    "report": "text",
    "node": "text",
    "first": "text",
    "vague": "bool",
    "filed": "texts",
    "sought": "texts",
    "evidence": "texts",
    "month": "int",
}
_PAIRS = {"a": "text", "b": "text", "tie": "text", "part": "text", "value": "real", "record": "text"}
_FOLLOWING = {"id": "text", "first": "text", **_PAIRS}


def nodes(staging: Staging, readings: DataFrame, origins: DataFrame) -> DataFrame:
    """What linking compares of each local incident: its node, told what its report copies, and its keys."""
    told = readings.select("id", "nodes").join(origins, "id", "left")
    return staging.keep("nodes", rows.each(told, _nodes, _NODES))


def _nodes(told: Iterator[Row]) -> Iterator[Row]:
    for report in told:
        for json in report["nodes"] or ():
            node = replace(link.Node.from_json(json), copy_of=report["same_as"])
            filed, month = link.block_keys(node), link.month(node)
            yield {
                "id": node.id,
                "report": node.report,
                "node": node.to_json(),
                "first": link.first_of(node),
                "vague": link.is_vague(node),
                "filed": list(filed),
                "sought": list(link.seek_keys(node)),
                "evidence": sorted(link.evidence(filed)) if month is not None else [],
                "month": month,
            }


def following(staging: Staging, nodes: DataFrame) -> DataFrame:
    """The tellings that follow the same one of the report that theirs copies: ``id``, ``first``, and the pair's row."""
    return staging.keep("following", rows.each(_with_firsts(nodes), _following, _FOLLOWING))


def pairs(staging: Staging, readings: DataFrame, nodes: DataFrame, following: DataFrame) -> DataFrame:
    """The kept pairs: ends ``a`` and ``b``, what the pair can do, which end is a part of the other, its score.

    What follows the telling that it copies is compared with that one alone.
    """
    followers = following.select("id")
    scored = rows.each(_candidates(nodes.join(followers, "id", "left_anti")), _scored, _PAIRS)
    ties = staging.keep("ties", _that_count(rows.each(readings.select("nodes"), _ties, _PAIRS), followers))
    told = ties.unionByName(following.drop("id", "first"))
    return staging.keep("pairs", told.unionByName(scored.join(told, ["a", "b"], "left_anti")))


def _with_firsts(nodes: DataFrame) -> DataFrame:
    """The tellings of copies, each with the same one of the report that was copied."""
    from pyspark.sql import functions as f

    firsts = nodes.select(f.col("id").alias("first"), f.col("node").alias("other"))
    return nodes.select(f.col("node").alias("one"), "first").where("first is not null").join(firsts, "first")


def _following(ends: Iterator[Row]) -> Iterator[Row]:
    for row in ends:
        one, other = link.Node.from_json(row["one"]), link.Node.from_json(row["other"])
        for id, pair in link.following([one], {other.id: other}).items():
            yield {"id": id, "first": other.id, **_row(pair, one, other)}


def _that_count(ties: DataFrame, followers: DataFrame) -> DataFrame:
    """The pairs of one report's waves, but for those both ends of which follow, see ``link.counts``."""
    from pyspark.sql import functions as f

    both = ties.select("a", "b")
    for end in ("a", "b"):
        both = both.join(followers.select(f.col("id").alias(end)), end, "left_semi")
    return ties.join(both, ["a", "b"], "left_anti")


def _candidates(nodes: DataFrame) -> DataFrame:
    """The pairs of nodes of which one is filed where the other looks: each once, with both nodes."""
    from pyspark.sql import functions as f

    filed = nodes.select(f.col("id").alias("x"), f.explode("filed").alias("key"))
    sought = nodes.select(f.col("id").alias("y"), f.explode("sought").alias("key"))
    sought = sought.withColumn("evidence", f.regexp_replace("key", r"^\?", ""))
    met = sought.join(_crowded(nodes), "evidence", "left_anti").join(filed, "key").where("x <> y")
    ends = met.select(f.least("x", "y").alias("a"), f.greatest("x", "y").alias("b")).distinct()
    one = nodes.select(f.col("id").alias("a"), f.col("node").alias("one"))
    other = nodes.select(f.col("id").alias("b"), f.col("node").alias("other"))
    return ends.join(other, "b").join(one, "a").select("one", "other")


def _crowded(nodes: DataFrame) -> DataFrame:
    """The pieces of evidence that too many months of an area hold, see ``link.crowded``."""
    from pyspark.sql import functions as f

    held = nodes.select("month", f.explode("evidence").alias("evidence"))
    months = held.groupBy("evidence").agg(f.countDistinct("month").alias("months"))
    return months.where(f.col("months") > link.MONTHS).select("evidence")


def _scored(ends: Iterator[Row]) -> Iterator[Row]:
    for row in ends:
        one, other = link.Node.from_json(row["one"]), link.Node.from_json(row["other"])
        pair = link.score(one, other)
        if pair.keep:
            yield _row(pair, one, other)


def _ties(reports: Iterator[Row]) -> Iterator[Row]:
    for report in reports:
        own = {node.id: node for node in map(link.Node.from_json, report["nodes"] or ())}
        for pair in link.ties(own.values()):
            yield _row(pair, own[pair.a], own[pair.b])


def _row(pair: link.PairScore, one: link.Node, other: link.Node) -> Row:
    return {
        "a": pair.a,
        "b": pair.b,
        "tie": link.tie(pair, one, other),
        "part": pair.part,
        "value": pair.value,
        "record": pair.to_json(),
    }
