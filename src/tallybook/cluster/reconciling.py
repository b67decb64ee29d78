"""Each incident's estimates, from the reports that tell it: the incident is the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tallybook import estimates, link
from tallybook.book.codec import dumps, loads
from tallybook.cluster import rows
from tallybook.cluster.rows import Row
from tallybook.records import Reading, Report

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging

_INCIDENTS = {"id": "text", "record": "text"}


def incidents(staging: Staging, readings: DataFrame, origins: DataFrame, members: DataFrame, policy: str) -> DataFrame:
    """The finished incidents, by id: columns ``id`` and ``record``."""
    from pyspark.sql import functions as f

    texts = readings.where("reading is not null").join(origins, "id", "left")
    texts = texts.select(f.col("id").alias("of"), "report", "reading", "same_as")
    told = members.withColumn("of", f.substring_index("member", ":", 1)).join(texts, "of")
    found = rows.by(told, "incident", partial(_reconciled, policy=policy), _INCIDENTS, "member")
    return staging.keep("settled", found)


def _reconciled(told: list[Row], policy: str) -> Iterator[Row]:
    reports = {row["of"]: replace(loads(Report, row["report"]), same_as=row["same_as"]) for row in told}
    readings = {row["of"]: loads(Reading, row["reading"]) for row in told}
    head = told[0]
    cluster = link.Cluster(head["incident"], tuple(row["member"] for row in told), head["part_of"], head["root"])
    members = estimates.told(reports, readings)
    own = [members[row["of"]][row["member"]] for row in told]
    yield {"id": cluster.id, "record": dumps(estimates.reconciled(cluster, own, members, policy))}
