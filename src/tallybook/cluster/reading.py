"""A Parquet table of texts to reports and their readings, as ``tallybook add`` makes them of the same files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from tallybook import readers
from tallybook.book.codec import dumps, loads
from tallybook.cluster import rows
from tallybook.cluster.rows import Row
from tallybook.cluster.storage import Storage
from tallybook.errors import ClusterError, InputError, UnreadableFile
from tallybook.gather.dates import Published
from tallybook.gather.files import printable
from tallybook.gather.kinds import table
from tallybook.gather.raw import Raw
from tallybook.records import Report
from tallybook.workers import Reader, read_one

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from tallybook.cluster.staging import Staging

AT_ONCE = 500
"""Reports of one task: with the slowest reader still a minute, so that little is lost with a machine."""

_FILE, _PLACE = "tallybook file", "tallybook place"
_GATHERED = {"id": "text", "place": "int", "path": "text", "report": "text", "what": "text", "next": "text"}
_READ = {
    "id": "text",
    "path": "text",
    "report": "text",
    "reading": "text",
    "nodes": "texts",
    "bands": "ints",
    "what": "text",
    "next": "text",
}


class File(NamedTuple):
    """A file of the input: its path as reports call it, and the SHA-256 of its bytes."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of all reports of the input."""

    date: Published | None
    outlet: str | None
    columns: Mapping[str, str]


def files(staging: Staging, source: str) -> dict[str, File]:
    """The Parquet files of the input, by full path. Raises UnreadableFile where there are none."""
    from pyspark.sql import functions as f

    held = Storage(staging.spark, source)
    if not held.is_there:
        raise UnreadableFile(f"{source} does not exist", "give a Parquet file or a folder of them: --input PATH")
    found = staging.spark.read.format("binaryFile").options(**_options(held)).load(source)
    table_ = found.select("path", f.sha2("content", 256).alias("digest"))
    whole = {row["path"]: row["digest"] for row in table_.toLocalIterator()}
    if not whole:
        raise UnreadableFile(f"{source} holds no file named *.parquet", "give a Parquet file or a folder of them")
    return {path: File(_inside(path, held), digest) for path, digest in sorted(whole.items())}


def _options(held: Storage) -> dict[str, str]:
    return {} if held.is_file else {"recursiveFileLookup": "true", "pathGlobFilter": "*.parquet"}


def _inside(path: str, held: Storage) -> str:
    return printable(path.rsplit("/", 1)[-1] if held.is_file else path[len(held.path.rstrip("/")) + 1 :])


def gathered(staging: Staging, source: str, found: Mapping[str, File], said: Said) -> DataFrame:
    """The report of each row, or the error that stands for it. Raises Unmapped where a column is missing."""
    held = Storage(staging.spark, source)
    frame = staging.spark.read.options(**_options(held)).parquet(source)
    columns = table.columns_of(frame.columns, said.columns, source)
    tops = sorted({column if column in frame.columns else column.split(".")[0] for column in columns.values()})
    wanted = frame.select(
        *(frame[f"`{name}`"] for name in tops),
        frame["_metadata.file_path"].alias(_FILE),
        frame["_metadata.row_index"].alias(_PLACE),
    )
    make = partial(_gather, found=dict(found), said=said, columns=columns, over_own=held.is_file)
    return staging.keep("gathered", rows.each(wanted, make, _GATHERED))


def _gather(
    told: Iterator[Row], found: Mapping[str, File], said: Said, columns: Mapping[str, str], over_own: bool
) -> Iterator[Row]:
    for row in told:
        # Spark writes this column as an address, unlike the paths of files.
        file, place = found[unquote(row.pop(_FILE))], row.pop(_PLACE) + 1
        raw = Raw(file.path, name=file.path, given=said.date, over_own=over_own, outlet=said.outlet)
        article = table.article(row, columns, "parquet", place, capture=file.digest)
        outcome = table.report(raw, article)
        if isinstance(outcome, InputError):
            path = f"{file.path}#{place}"
            yield {"id": f"!{path}", "place": place, "path": path, "what": outcome.what, "next": outcome.next}
        else:
            yield {"id": outcome.id, "place": place, "path": outcome.path, "report": dumps(outcome)}


def read(staging: Staging, reports: DataFrame, reader: str) -> DataFrame:
    """Each report once (of two that are one the first), with its reading and all that later stages need of it."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    least = staging.spark.sparkContext.defaultParallelism
    tasks = max(least, ceil(reports.count() / AT_ONCE))
    first = f.row_number().over(Window.partitionBy("id").orderBy("place"))
    distinct = reports.repartition(tasks, "id").withColumn("nth", first).where("nth = 1").drop("nth")
    make = partial(_read, reader=reader, mark=readers.mark(reader))
    return staging.keep("readings", rows.each(distinct, make, _READ))


def _read(told: Iterator[Row], reader: str, mark: str) -> Iterator[Row]:
    read_by = _loaded(reader, mark)
    for row in told:
        if row["report"] is None:
            yield {"id": row["id"], "path": row["path"], "what": row["what"], "next": row["next"]}
            continue
        kept = read_one(read_by, mark, loads(Report, row["report"]))
        if isinstance(kept, InputError):
            yield {"id": row["id"], "path": row["path"], "what": kept.what, "next": kept.next}
        else:
            nodes = [node for _, node in kept.nodes]
            yield {**row, "reading": dumps(kept.reading), "nodes": nodes, "bands": list(kept.bands)}


@cache
def _loaded(reader: str, mark: str) -> Reader:
    """The reader, loaded once a process. Raises ClusterError where this machine would read otherwise."""
    own = readers.mark(reader)
    if own != mark:
        what = f"a machine of the cluster would read by {own!r}, not by {mark!r}"
        raise ClusterError(what, "install the same version of tallybook, with the same vocabulary, on all of them")
    return readers.named(reader)
