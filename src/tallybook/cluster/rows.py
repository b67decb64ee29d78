"""Plain functions of rows as Spark's workers run them: over Arrow batches, one stretch or one key's rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from tallybook.book.batches import batches

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

Row = dict[str, Any]
Kinds = Mapping[str, str]

BATCH = 200
"""Rows of one Arrow batch: a few megabytes where each holds a report."""


def each(
    frame: DataFrame, make: Callable[[Iterator[Row]], Iterable[Row]], columns: Kinds | pyarrow.Schema
) -> DataFrame:
    """The rows that ``make`` gives for a stretch of rows, in their order."""
    schema = _schema(columns)

    def over(found: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return _packed(make(_unpacked(found)), schema)

    return frame.mapInArrow(over, _struct(schema))


def by(
    frame: DataFrame, key: str, make: Callable[[list[Row]], Iterable[Row]], columns: Kinds, *order: str
) -> DataFrame:
    """The rows that ``make`` gives for all rows of one key, which are held in memory together; ``order`` sorts them."""
    schema = _schema(columns)

    def over(found: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        groups = groupby(_unpacked(found), key=itemgetter(key))
        return _packed((row for _, group in groups for row in make(list(group))), schema)

    return frame.repartition(key).sortWithinPartitions(key, *order).mapInArrow(over, _struct(schema))


def _unpacked(found: Iterable[pyarrow.RecordBatch]) -> Iterator[Row]:
    return (row for batch in found for row in batch.to_pylist())


def _packed(rows: Iterable[Row], schema: pyarrow.Schema) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    for some in batches(rows, BATCH):
        yield pyarrow.RecordBatch.from_pylist(some, schema=schema)


def _schema(columns: Kinds | pyarrow.Schema) -> pyarrow.Schema:
    """The Arrow schema of columns whose kinds are ``text``, ``int``, ``real``, ``bool``, ``texts``, ``ints``."""
    import pyarrow

    if isinstance(columns, pyarrow.Schema):
        return columns
    kinds = {
        "text": pyarrow.string(),
        "int": pyarrow.int64(),
        "real": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "texts": pyarrow.list_(pyarrow.string()),
        "ints": pyarrow.list_(pyarrow.int64()),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])


def _struct(schema: pyarrow.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
