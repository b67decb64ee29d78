"""One file of each table's parts: the same bytes as ``tallybook export --format parquet`` of one book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tallybook.cluster.adding import DONE
from tallybook.cluster.tables import NAMES
from tallybook.errors import UsageError
from tallybook.export import parquet
from tallybook.export.files import unfinished
from tallybook.export.whole import Line


def export(folder: str | Path, out: str | Path) -> tuple[Path, ...]:
    """Write the tables that ``cluster add`` made as single files, a few thousand rows in memory at a time.

    Those that only a book has (judgements, runs, changes) are there without rows, so that ``tallybook import`` makes a
    book of the folder. Raises UsageError where ``folder`` holds no finished run, MissingPart without pyarrow,
    TallybookError where the files cannot be written.
    """
    source, target = Path(folder), Path(out)
    if not (source / DONE).is_file():
        what = f"{source} holds no finished run of a cluster (no {DONE})"
        raise UsageError(what, "make one: tallybook cluster add --master URL --input PARQUET --out DIR")
    names = tuple(f"{name}.parquet" for name in parquet.NAMES)
    with unfinished(target, *names) as paths:
        for path, name in zip(paths, parquet.NAMES, strict=True):
            parquet.write_table(path, name, _rows(source, name))
    return tuple(target / name for name in names)


def _rows(folder: Path, name: str) -> Iterator[Line]:
    """The rows of a table's parts, one part after the other."""
    parts = sorted((folder / f"{name}.parquet").glob("part-*")) if name in NAMES else []
    return (row for part in parts for row in parquet.rows(part))
