"""Every format that a book can be exported to, in one place: a name, a line of help, the module that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tallybook.book.selected import Selection

    Writer = Callable[[Selection, Path], tuple[Path, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format. Its module, ``tallybook.export.MODULE``, has ``write(selection, folder)``, which gives the paths."""

    name: str
    module: str
    help: str
    policy: str | None = None
    """The rule of its estimates where none is asked for; None: the book's own."""
    only_whole: bool = False
    """Whether it holds the whole book or nothing: no filters."""

    def writer(self) -> Writer:
        """The function that writes it; its module is loaded now."""
        write: Writer = import_module(f"tallybook.export.{self.module}").write
        return write


FORMATS: tuple[Format, ...] = (
    Format("jsonl", "jsonl", "the interchange format: reports, claims and incidents, one JSON object a line"),
    Format("csv", "table", "tables for a spreadsheet: reports, claims, incidents, estimates"),
    Format("page", "page", "the record as one HTML page that needs no network", only_whole=True),
    Format("ucdp", "ucdp", "events with the 49 columns of UCDP GED", "ucdp"),
    Format("acled", "acled", "events with the 31 columns of ACLED", "acled"),
    Format("gtd", "gtd", "events with the core columns of the Global Terrorism Database", "gtd"),
    Format("plover", "plover", "reactions, claims, blame and denials as events with CAMEO codes and PLOVER types"),
    Format("hxl", "hxl", "incidents as a CSV with HXL hashtags"),
    Format("geojson", "geojson", "incidents as GeoJSON features"),
    Format("parquet", "parquet", "typed tables: reports, claims, incidents, estimates, judgements (needs pyarrow)"),
    Format("ris", "ris", "the sources as a bibliography for reference managers"),
    Format("csl", "csl", "the sources as CSL-JSON for citation processors"),
    Format("ftm", "ftm", "FollowTheMoney statements: incidents, reports and groups as entities"),
    Format("changes", "changes", "the change feed: added, revised, merged, split, withdrawn", only_whole=True),
    Format("whole", "whole", "everything that makes the book anew: tallybook import NEW.book DIR", only_whole=True),
)


def names() -> tuple[str, ...]:
    """The names of the formats in order."""
    return tuple(format.name for format in FORMATS)


def named(name: str) -> Format:
    """The format of a name. Raises KeyError for another one."""
    return {format.name: format for format in FORMATS}[name]
