"""The columns of other people's tables, as data files in ``schemas/``, and how rows are written to them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, TextIO

from tallybook.export.table import Cell, safe

Kind = Literal["integer", "number", "date", "text"]
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type and values (none: any) by the codebook, and the rule by which we fill it."""

    name: str
    kind: Kind
    rule: str
    values: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's columns in order, and the codebook that they come from."""

    name: str
    source: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)


@cache
def data(name: str) -> Any:
    """The content of ``schemas/NAME.yml``. Do not change what is returned."""
    # Loaded here: most commands need no schema.
    import yaml

    text = resources.files(__package__).joinpath("schemas", f"{name}.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def schema(name: str) -> Schema:
    """The schema of ``schemas/NAME.yml``."""
    plain = data(name)
    columns = tuple(
        Column(row["name"], row["type"], row["rule"], tuple(row.get("values", ()))) for row in plain["columns"]
    )
    return Schema(name, plain["source"], columns)


def write_rows(file: TextIO, columns: Iterable[str], rows: Iterable[Mapping[str, Cell]], *tops: Iterable[str]) -> None:
    """A table with its head (and ``tops`` below it): numbers stay numbers, no text can begin a formula."""
    names = tuple(columns)
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([names, *tops])
    writer.writerows([safe(row[name]) for name in names] for row in rows)


def misfits(schema: Schema, row: Mapping[str, Cell | None]) -> Iterator[str]:
    """What in a row is not as the codebook has it: columns, their order, types, values. Empty cells always fit."""
    if tuple(row) != schema.names:
        yield f"columns {tuple(row)} are not those of {schema.name}"
        return
    for column in schema.columns:
        cell = row[column.name]
        if cell is not None and cell != "" and not _fits(column, cell):
            yield f"{column.name}: {cell!r} is no {column.kind}" + (f" of {column.values}" if column.values else "")


def _fits(column: Column, cell: Cell) -> bool:
    match column.kind:
        case "integer":
            right = isinstance(cell, int) and not isinstance(cell, bool)
        case "number":
            right = isinstance(cell, int | float) and not isinstance(cell, bool)
        case "date":
            right = isinstance(cell, str) and bool(_DAY.match(cell))
        case _:
            right = isinstance(cell, str)
    return right and (not column.values or cell in column.values)
