"""The tables between input and output: each is written once, and then read as often as it is needed.

What Spark would otherwise make again each time it is used, it makes once; and what was written stays where the machine
that made it dies.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tallybook.cluster.storage import Storage

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

WHOLE = "_SUCCESS"
"""What Spark writes into a folder once all parts of a table are there."""

Watcher = Callable[[str], None]


class Staging:
    """Tables by name in a folder; ``watch`` is told the name of each before it is made."""

    def __init__(self, spark: SparkSession, folder: str, watch: Watcher) -> None:
        self.spark = spark
        self._storage = Storage(spark, folder)
        self._watch = watch

    def keep(self, name: str, frame: DataFrame) -> DataFrame:
        """The same rows, read from where they now are kept; a table that is whole is not made again."""
        path = self._storage / name
        if not self._storage.has(f"{name}/{WHOLE}"):
            self._watch(name)
            frame.write.mode("overwrite").option("compression", "zstd").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)
