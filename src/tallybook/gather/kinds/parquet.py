"""Tables in Parquet, a few rows at a time; needs the optional part ``parquet``."""

from __future__ import annotations

from collections.abc import Iterator

from tallybook.errors import Damaged, InputError, NotText
from tallybook.gather.kinds import table
from tallybook.gather.raw import Raw
from tallybook.records import Report

BATCH = 1000
MAX_ROW_GROUP = 1_000_000_000
"""Bytes unpacked; a group of rows is unpacked at once."""


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of each row."""
    try:
        # Loaded here: it is large, and only Parquet needs it.
        import pyarrow
        from pyarrow.parquet import ParquetFile
    except ImportError:
        what = f"{raw.shown} is a Parquet table, and what reads it is not installed"
        raise NotText(what, "install it: pip install 'tallybook[parquet]', or save the table as CSV") from None
    with raw.stream() as stream:
        try:
            with ParquetFile(stream) as packed:
                _check(packed.metadata, raw)
                columns = table.columns_of(packed.schema_arrow.names, raw.columns, raw.shown)
                wanted = sorted(set(columns.values()))
                batches = packed.iter_batches(batch_size=BATCH, columns=wanted)
                yield from table.reports(
                    raw, (row for batch in batches for row in batch.to_pylist()), columns, "parquet"
                )
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise Damaged(
                f"{raw.shown} is a Parquet table that is damaged: {' '.join(str(error).split())[:200]}",
                "get a whole copy",
            ) from None


def _check(metadata: object, raw: Raw) -> None:
    groups = getattr(metadata, "num_row_groups", 0)
    for n in range(groups):
        size = metadata.row_group(n).total_byte_size  # type: ignore[attr-defined]
        table.bounded(size, raw, MAX_ROW_GROUP)
        raw.budget.spend(max(0, size), raw.shown)
