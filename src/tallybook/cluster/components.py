"""Which rows chains of pairs join: connected components by joins alone, whatever their size.

Each round ties everything to the smallest that it sees, first all larger neighbours of each (large star), then all
smaller ones (small star), after Kiveris and others, "Connected Components in MapReduce and Beyond" (SoCC 2014). The
number of rounds grows with the logarithm of the longest chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging


def components(staging: Staging, name: str, pairs: DataFrame) -> DataFrame:
    """For each id in pairs (columns ``a`` and ``b``) the smallest id that a chain joins it to.

    Columns ``id`` and ``top``; ids in no pair with another are left out.
    """
    from pyspark.sql import functions as f

    ends = pairs.where("a <> b").select(f.greatest("a", "b").alias("id"), f.least("a", "b").alias("top")).distinct()
    links = staging.keep(f"{name}.0", ends)
    turn = 0
    while not _is_flat(links):
        turn += 1
        links = staging.keep(f"{name}.{turn}", _small_star(_large_star(links)))
    tops = links.select(f.col("top").alias("id"), "top").distinct()
    return links.unionByName(tops)


def _is_flat(links: DataFrame) -> bool:
    """Whether each id has one top, and no top has one itself."""
    from pyspark.sql import functions as f

    tops = links.select(f.col("top").alias("id")).distinct()
    chained = links.join(tops, "id", "left_semi").select("id")
    split = links.groupBy("id").agg(f.count("top").alias("tops")).where("tops > 1").select("id")
    return bool(chained.unionByName(split).isEmpty())


def _large_star(links: DataFrame) -> DataFrame:
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    both = links.unionByName(links.select(f.col("top").alias("id"), f.col("id").alias("top")))
    least = f.least("id", f.min("top").over(Window.partitionBy("id")))
    found = both.withColumn("least", least).where("top > id")
    return found.select(f.col("top").alias("id"), f.col("least").alias("top")).distinct()


def _small_star(links: DataFrame) -> DataFrame:
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    found = links.withColumn("least", f.min("top").over(Window.partitionBy("id")))
    near = found.where("top <> least").select(f.col("top").alias("id"), f.col("least").alias("top"))
    return near.unionByName(found.select("id", f.col("least").alias("top"))).distinct()
