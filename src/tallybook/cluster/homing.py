"""Cores of tellings of known days, the homes of vague ones, and those that find none: each by its neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from tallybook import link
from tallybook.cluster import rows
from tallybook.cluster.components import components
from tallybook.cluster.rows import Row
from tallybook.link.homes import COMPARED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging

_GROUPED = {"group": "text", "id": "text"}
_NEAR = {"id": "text", "other": "text", "place": "int", "core": "text"}
_HOMES = {"id": "text", "core": "text", "worth": "real"}


class Told(NamedTuple):
    """Local incidents with their nodes, the kept pairs among them, and which of them follows which by a copy.

    ``own`` are those that copy none, ``same`` the pairs among those that look the same; ``copies`` has the columns
    ``id`` and ``first``.
    """

    own: DataFrame
    same: DataFrame
    copies: DataFrame


def told(nodes: DataFrame, pairs: DataFrame, following: DataFrame) -> Told:
    """The copies, which follow what they copy and have no say, and all others."""
    copies = following.select("id", "first")
    own = nodes.join(copies.select("id"), "id", "left_anti").select("id", "report", "node", "vague")
    return Told(own, pairs.where("tie in ('known', 'vague')"), copies)


def cores(staging: Staging, told: Told) -> DataFrame:
    """The clusters of tellings of known days: columns ``group`` (the first of them) and ``id``."""
    known = told.same.where("tie = 'known'").select("a", "b", "record")
    return _linked(staging, "cores", told.own.where("not vague"), known)


def near(staging: Staging, told: Told, cores: DataFrame) -> DataFrame:
    """For each vague telling those that it is likest, in order, with their cores: of known days, and vague."""
    from pyspark.sql import functions as f

    pairs = told.same.where("tie = 'vague'").select("a", "b", "value")
    swapped = pairs.select(f.col("b").alias("a"), f.col("a").alias("b"), "value")
    seekers = told.own.where("vague").select(f.col("id").alias("a"))
    offers = pairs.unionByName(swapped).join(seekers, "a", "left_semi")
    others = cores.select(f.col("id").alias("b"), f.col("group").alias("core"))
    return staging.keep("near", rows.by(offers.join(others, "b", "left"), "a", _near, _NEAR))


def _near(offers: list[Row]) -> Iterator[Row]:
    core_of = {row["b"]: row["core"] for row in offers}
    for of_known in (True, False):
        some = ((row["value"], row["b"]) for row in offers if (row["core"] is not None) == of_known)
        for place, other in enumerate(link.nearest(some)):
            yield {"id": offers[0]["a"], "other": other, "place": place, "core": core_of[other]}


def homes(staging: Staging, told: Told, cores: DataFrame, near: DataFrame) -> DataFrame:
    """The core that each vague telling joins: columns ``id``, ``core``, ``worth``. Each looks by itself, then again."""
    from pyspark.sql import functions as f

    held = _held(staging, told, cores)
    seekers = told.own.where("vague").select("id", "report", "node")
    asked = _with_held(near.where("core is not null").select("id", "core").distinct().join(seekers, "id"), held)
    first = staging.keep("homes.1", rows.by(asked, "report", _first, _HOMES))
    again = _with_held(_beside(near, first, seekers).join(seekers, "id"), held)
    nobody = {name: f.lit(None).cast(kind) for name, kind in _KIN.items()}
    both = asked.withColumns(nobody).unionByName(again)
    own = first.select("id", f.col("core").alias("first"), f.col("worth").alias("first_worth"))
    return staging.keep("homes.2", rows.by(both.join(own, "id", "left"), "report", _again, _HOMES, "id", "place"))


_KIN = {"other": "string", "place": "bigint", "kin": "string", "worth": "double"}


def _held(staging: Staging, told: Told, cores: DataFrame) -> DataFrame:
    """The nodes of each core, in order: columns ``core`` and ``held``."""
    from pyspark.sql import functions as f

    members = cores.join(told.own.select("id", f.col("report").alias("of"), "node"), "id")
    in_order = f.array_sort(f.collect_list(f.struct("id", "of", "node")))
    return staging.keep("held", members.groupBy(f.col("group").alias("core")).agg(in_order.alias("held")))


def _with_held(asking: DataFrame, held: DataFrame) -> DataFrame:
    """Beside each core that a telling asks those of its nodes that count: the first, and what the same report tells."""
    from pyspark.sql import functions as f

    first = f.slice("held", 1, COMPARED)
    rest = f.slice("held", COMPARED + 1, f.greatest(f.size("held"), f.lit(1)))
    own = f.filter(rest, lambda one: one["of"] == f.col("report"))
    nodes = f.transform(f.concat(first, own), lambda one: one["node"])
    return asking.join(held, "core").withColumn("held", nodes)


def _beside(near: DataFrame, first: DataFrame, seekers: DataFrame) -> DataFrame:
    """The vague tellings that each is likest, as far as they found a home."""
    from pyspark.sql import functions as f

    kin = near.where("core is null").select("id", "other", "place")
    at_home = first.withColumnRenamed("id", "other").join(
        seekers.select(f.col("id").alias("other"), f.col("node").alias("kin")), "other"
    )
    return kin.join(at_home, "other")


def _nodes(jsons: list[str]) -> list[link.Node]:
    return [link.Node.from_json(json) for json in jsons]


def _seeking(report: list[Row]) -> dict[str, link.Node]:
    return {row["id"]: link.Node.from_json(row["node"]) for row in report}


def _put(found: dict[str, link.Home]) -> Iterator[Row]:
    return ({"id": id, "core": home.core, "worth": home.worth} for id, home in sorted(found.items()))


def _first(report: list[Row]) -> Iterator[Row]:
    options: dict[str, dict[str, list[link.Node]]] = {}
    for row in report:
        options.setdefault(row["id"], {})[row["core"]] = _nodes(row["held"])
    return _put(link.homes(_seeking(report).values(), options))


def _again(report: list[Row]) -> Iterator[Row]:
    seekers = _seeking(report)
    held = {row["core"]: _nodes(row["held"]) for row in report}
    at_home = {row["id"]: link.Home(row["first"], row["first_worth"]) for row in report if row["first"] is not None}
    asked: dict[str, set[str]] = {id: set() for id in seekers}
    kin: dict[str, list[link.Node]] = {id: [] for id in seekers}
    for row in report:
        if row["other"] is None:
            asked[row["id"]].add(row["core"])
        else:
            kin[row["id"]].append(link.Node.from_json(row["kin"]))
            at_home[row["other"]] = link.Home(row["core"], row["worth"])
    options = {id: link.beside_kin(node, sorted(asked[id]), kin[id], at_home, held) for id, node in seekers.items()}
    return _put(link.homes(seekers.values(), options))


def lost(staging: Staging, told: Told, near: DataFrame, homes: DataFrame) -> DataFrame:
    """The vague tellings without a home, clustered among themselves: columns ``group`` and ``id``."""
    from pyspark.sql import functions as f

    rest = told.own.where("vague").join(homes.select("id"), "id", "left_anti")
    likest = near.where("core is null").select("id", "other")
    for end in ("id", "other"):
        likest = likest.join(rest.select(f.col("id").alias(end)), end, "left_semi")
    back = likest.select(f.col("other").alias("a"), f.col("id").alias("b"))
    mutual = likest.select(f.col("id").alias("a"), f.col("other").alias("b")).where("a < b").intersect(back)
    vague = told.same.where("tie = 'vague'").select("a", "b", "record").join(mutual, ["a", "b"], "left_semi")
    return _linked(staging, "lost", rest, vague)


def _linked(staging: Staging, name: str, nodes: DataFrame, pairs: DataFrame) -> DataFrame:
    """Nodes clustered by pairs among them, the component of each pair by itself; one in no pair is alone."""
    from pyspark.sql import functions as f

    tops = components(staging, name, pairs)
    inside = nodes.join(tops, "id").select("top", "id", "node", f.lit(None).cast("string").alias("record"))
    between = pairs.join(tops.withColumnRenamed("id", "a"), "a")
    empty = f.lit(None).cast("string")
    told = inside.unionByName(between.select("top", empty.alias("id"), empty.alias("node"), "record"))
    alone = nodes.join(tops, "id", "left_anti").select(f.col("id").alias("group"), "id")
    return staging.keep(name, rows.by(told, "top", _clusters, _GROUPED).unionByName(alone))


def _clusters(component: list[Row]) -> Iterator[Row]:
    nodes = {row["id"]: link.Node.from_json(row["node"]) for row in component if row["id"] is not None}
    pairs = [link.PairScore.from_json(row["record"]) for row in component if row["record"] is not None]
    for group in link.linked(nodes, pairs):
        yield from ({"group": group[0], "id": id} for id in group)
