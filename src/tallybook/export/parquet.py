"""Typed tables as Parquet: reports, claims, readings, incidents, estimates, judgements, runs, changes. Needs pyarrow.

The rows are those of the format ``whole`` with every key as a column; estimates are a table of their own. From the
folder ``tallybook import`` makes the same book anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallybook.book.batches import batches
from tallybook.book.selected import Selection
from tallybook.errors import MissingPart
from tallybook.export.files import unfinished
from tallybook.export.jsonl import estimate_object
from tallybook.export.whole import TABLES, Line
from tallybook.records import Incident

if TYPE_CHECKING:
    import pyarrow

_AS_JSON = {"judgements": ("change", "targets", "others", "claims"), "changes": ("state",), "claims": ("judged",)}
"""Columns whose keys differ from row to row: they are text, as JSON."""
ROWS = 5_000
"""Rows that are held in memory at once; they make one row group."""
NAMES = ("reports", "claims", "readings", "incidents", "estimates", "judgements", "runs", "changes")


def write(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write the tables and give their paths.

    Raises MissingPart where pyarrow is not installed, TallybookError where they cannot be written.
    """
    schemas()
    names = tuple(f"{name}.parquet" for name in NAMES)
    with unfinished(folder, *names) as paths:
        for path, name in zip(paths, NAMES, strict=True):
            write_table(path, name, _rows(selection, name))
    return tuple(folder / name for name in names)


def write_table(path: Path, name: str, rows: Iterable[Line]) -> None:
    """Write the rows of a table, which may be more than memory holds; the same rows give the same bytes."""
    import pyarrow
    import pyarrow.parquet

    kind = schemas()[name]
    with pyarrow.parquet.ParquetWriter(path, kind, compression="zstd") as writer:
        for batch in batches(rows, ROWS):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=kind))


def _rows(selection: Selection, name: str) -> Iterator[Line]:
    if name == "estimates":
        return (row for incident in selection.incidents() for row in estimate_rows(incident))
    return (packed(name, line) for line in TABLES[name](selection))


def packed(name: str, line: Line) -> Line:
    """A line of the format ``whole`` as a row of its table: what differs from row to row becomes text."""
    if name == "incidents":
        return {**line, "figures": None}
    return {**line, **{key: json.dumps(line[key], sort_keys=True) for key in _AS_JSON.get(name, ())}}


def estimate_rows(incident: Incident) -> Iterator[Line]:
    """The rows of an incident's estimates."""
    for harm, by_victims in incident.figures.items():
        for victims, estimate in by_victims.items():
            head = {"incident": incident.id, "policy": incident.policy, "harm": harm, "victims": victims}
            yield {**head, **estimate_object(estimate)}


def read(path: Path) -> Iterator[Line]:
    """The rows of a table, as ``write`` was given them. Raises MissingPart."""
    for row in rows(path):
        yield {**row, **{key: json.loads(row[key]) for key in _AS_JSON.get(path.stem, ())}}


def rows(path: Path) -> Iterator[Line]:
    """The rows of a table as they stand in the file. Raises MissingPart."""
    schemas()
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS):
            yield from batch.to_pylist()


@cache
def schemas() -> dict[str, pyarrow.Schema]:
    """The columns and types of each table. Raises MissingPart where pyarrow is not installed."""
    try:
        import pyarrow
    except ImportError as error:
        raise MissingPart("pyarrow is not installed", "install it: pip install 'tallybook[parquet]'") from error
    return {name: pyarrow.schema([(key, _type(kind)) for key, kind in _COLUMNS[name].items()]) for name in NAMES}


def _type(kind: Any) -> pyarrow.DataType:
    """An Arrow type from its short form: a name, ``[item]`` for a list, ``{name: kind}`` for a struct."""
    import pyarrow

    if isinstance(kind, list):
        return pyarrow.list_(_type(kind[0]))
    if isinstance(kind, dict):
        return pyarrow.struct([(name, _type(inner)) for name, inner in kind.items()])
    return {"text": pyarrow.string(), "int": pyarrow.int64(), "real": pyarrow.float64(), "bool": pyarrow.bool_()}[kind]


_SPAN = {"start": "int", "end": "int"}
_PLACE = {"name": "text", "country": "text", "adm1": "text", "lat": "real", "lon": "real", "precision": "text"}
_CHECK = {"text": "text", "holds": "bool", "claims": ["text"], "why": "text"}


def _texts(names: str) -> dict[str, Any]:
    return dict.fromkeys(names.split(), "text")


_COLUMNS: dict[str, dict[str, Any]] = {
    "reports": {
        **_texts("schema id path outlet published published_from text"),
        "parts": [{**_SPAN, "role": "text"}],
        **_texts("same_as language"),
        "origin": _texts("kind encoding url canonical author time updated member fetched capture"),
    },
    "claims": {
        **_texts("schema id report kind"),
        **_SPAN,
        "sentence": ["int"],
        "speaker": {"name": "text", "kind": "text", **_SPAN},
        "incident": "text",
        "current": "bool",
        **_texts("harm victims"),
        "low": "int",
        "high": "int",
        **_texts("qualifier scope combined"),
        "sum_of": [_SPAN],
        **_texts("group mode by of actor action what detail local reader"),
        "confidence": "real",
        "judged": "text",
    },
    "readings": {**_texts("report read_by"), "incidents": ["text"]},
    "incidents": {
        **_texts("schema id root part_of title type start end date_why"),
        "date_inferred": "bool",
        "place": _PLACE,
        "places": [_PLACE],
        "groups": ["text"],
        "background": "bool",
        "status": "text",
        **{key: ["text"] for key in ["claimed_by", "blamed", "denied_by", "confirmed_by", "condemned_by", "reports"]},
        "policy": "text",
        "checks": [_CHECK],
        "contradictions": ["text"],
    },
    "estimates": {
        **_texts("incident policy harm victims"),
        **dict.fromkeys(("low", "best", "high"), "int"),
        "claims": ["text"],
        "why": "text",
        "left_out": [_texts("claim reason")],
    },
    "judgements": _texts("id verdict subject other change who when why reason targets others claims"),
    "runs": _texts("started version settings digest outcome"),
    "changes": {
        "schema": "text",
        "place": "int",
        "at": "text",
        "run": "int",
        "judgement": "int",
        **_texts("kind incident"),
        "others": ["text"],
        "state": "text",
    },
}
