"""What comes out: reports, claims, readings, incidents and estimates, in the columns and the order of the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tallybook.book.codec import dumps, loads
from tallybook.cluster import rows
from tallybook.cluster.rows import Row
from tallybook.export import parquet
from tallybook.export.jsonl import claim_line, incident_line, report_line
from tallybook.records import Incident, Reading, Report

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

NAMES = ("reports", "claims", "readings", "incidents", "estimates")


def made(
    readings: DataFrame, origins: DataFrame, members: DataFrame, incidents: DataFrame, read_by: str
) -> dict[str, DataFrame]:
    """Each table by its name, its parts in order: what they hold one after the other is sorted."""
    from pyspark.sql import functions as f

    whole = readings.where("reading is not null").select("id", "report", "reading")
    texts = whole.select("id", "report").join(origins, "id", "left").orderBy("id")
    home = f.struct("member", "incident")
    homes = members.groupBy(f.substring_index("member", ":", 1).alias("id")).agg(f.collect_list(home).alias("homes"))
    told = whole.select("id", "reading").join(homes, "id", "left").orderBy("id")
    settled = incidents.orderBy("id")
    schemas = parquet.schemas()
    return {
        "reports": rows.each(texts, _reports, schemas["reports"]),
        "claims": rows.each(told, _claims, schemas["claims"]),
        "readings": rows.each(told, partial(_readings, read_by=read_by), schemas["readings"]),
        "incidents": rows.each(settled, _incidents, schemas["incidents"]),
        "estimates": rows.each(settled, _estimates, schemas["estimates"]),
    }


def _reports(found: Iterator[Row]) -> Iterator[Row]:
    return (report_line(replace(loads(Report, row["report"]), same_as=row["same_as"])) for row in found)


def _claims(found: Iterator[Row]) -> Iterator[Row]:
    for row in found:
        reading = loads(Reading, row["reading"])
        homes = {home["member"]: home["incident"] for home in row["homes"] or ()}
        for claim in sorted(reading.claims, key=lambda claim: (claim.start, claim.id)):
            line = claim_line(claim, homes.get(f"{reading.report}:{claim.local}"))
            yield parquet.packed("claims", line)


def _readings(found: Iterator[Row], read_by: str) -> Iterator[Row]:
    for row in found:
        reading = loads(Reading, row["reading"])
        told = sorted(reading.incidents, key=lambda local: local.id)
        yield {"report": reading.report, "read_by": read_by, "incidents": [dumps(local) for local in told]}


def _incidents(found: Iterator[Row]) -> Iterator[Row]:
    return (parquet.packed("incidents", incident_line(loads(Incident, row["record"]))) for row in found)


def _estimates(found: Iterator[Row]) -> Iterator[Row]:
    return (line for row in found for line in parquet.estimate_rows(loads(Incident, row["record"])))
