"""Which reports are copies of another: signature bands are the keys, and each neighbourhood is compared by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tallybook.book.codec import loads
from tallybook.cluster import rows
from tallybook.cluster.components import components
from tallybook.cluster.rows import Row
from tallybook.gather import copies
from tallybook.records import Report

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging


def origins(staging: Staging, readings: DataFrame) -> DataFrame:
    """The reports that copy another: columns ``id`` and ``same_as``."""
    from pyspark.sql import functions as f

    texts = readings.select("id", "report")
    near = _neighbourhoods(readings).join(texts, "id")
    pairs = staging.keep("copies", rows.by(near, "near", _pairs, {"a": "text", "b": "text"}))
    groups = components(staging, "copies", pairs)
    found = rows.by(groups.join(texts, "id"), "top", _origins, {"id": "text", "same_as": "text"})
    return staging.keep("origins", found.select(f.col("id"), f.col("same_as")))


def _neighbourhoods(readings: DataFrame) -> DataFrame:
    """The reports that share a band with others, by a name for each set of them: columns ``near`` and ``id``.

    Copies share most of their bands, so nearly all sets of one story are the same set.
    """
    from pyspark.sql import functions as f

    filed = readings.select("id", f.explode("bands").alias("band"))
    sets = filed.groupBy("band").agg(f.array_sort(f.collect_set("id")).alias("ids")).where("size(ids) > 1")
    named = sets.groupBy("ids").agg(f.min("band").alias("near"))
    return named.select("near", f.explode("ids").alias("id"))


def _pairs(near: list[Row]) -> Iterator[Row]:
    """Pairs that join the copies among some reports."""
    for group in copies.groups(loads(Report, row["report"]) for row in near):
        for other in group[1:]:
            yield {"a": group[0].id, "b": other.id}


def _origins(group: list[Row]) -> Iterator[Row]:
    reports = [loads(Report, row["report"]) for row in group]
    stands = copies.canonical(reports).id
    for report in reports:
        if report.id != stands:
            yield {"id": report.id, "same_as": stands}
