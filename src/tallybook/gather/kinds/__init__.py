"""Bytes to reports: what they are is told from the bytes, one module a kind.

``reports_of`` is the seam for all that comes in: a file, a member of an archive, a page that was fetched, a record of a
web archive. It gives reports and errors one at a time and holds no more than one document in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from tallybook.errors import Damaged, InputError, NotText
from tallybook.gather.links import refuse_links
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import NOT_OURS, Kind, kind_of
from tallybook.records import Report

__all__ = ["Outcome", "reports_of"]

Outcome = Report | InputError
Parser = Callable[[Raw], Iterator[Outcome]]

# Loaded when first met: a folder of plain text needs no PDF reader.
_MODULES: dict[Kind, str] = {
    "text": "text",
    "html": "html",
    "mhtml": "mhtml",
    "pdf": "pdf",
    "rtf": "rtf",
    "mail": "mail",
    "mbox": "mbox",
    "zip": "zip",
    "tar": "tar",
    "packed": "packed",
    "csv": "csv",
    "json": "json",
    "parquet": "parquet",
}
_NOT_YET = {
    "warc": ("a web archive", "read it into a book: tallybook add BOOK FILE.warc.gz"),
    "feed": ("a feed or a map of a site, not a report", "follow it: tallybook watch BOOK ADDRESS"),
}


def reports_of(raw: Raw) -> Iterator[Outcome]:
    """The reports in some bytes, and an error for each thing in them that cannot be taken; nothing is raised.

    The kind is told from the bytes. What ``raw`` says beside them (address, time of fetching, the user's date and
    outlet) goes into each report.
    """
    try:
        yield from _parser(raw)(raw)
    except InputError as error:
        yield error
    except RecursionError:
        yield Damaged(f"{raw.shown} is nested too deep to be read", "save its text as .txt and add that")
    except Exception as error:  # noqa: BLE001 - whatever one file does to a parser must not stop the others
        said = " ".join(str(error).split())[:200]
        what = f"{raw.shown} cannot be read as {kind_of(raw.head)} ({type(error).__name__}: {said})"
        yield Damaged(what, "it is damaged or very unusual: save its text as .txt and add that")


def _parser(raw: Raw) -> Parser:
    kind = kind_of(raw.head)
    if kind == "text" and _is_table(raw):
        kind = "csv"
    if kind == "text" and raw.head.lstrip()[:4] == b"http":
        refuse_links(raw)
    if kind == "other":
        raise _not_ours(raw)
    if kind in _NOT_YET:
        what, then = _NOT_YET[kind]
        raise NotText(f"{raw.shown} is {what}", then)
    module = import_module(f"tallybook.gather.kinds.{_MODULES[kind]}")
    parser: Parser = module.read
    return parser


def _is_table(raw: Raw) -> bool:
    """Plain text is a table where it is named as one, or where its first line holds several columns, one of text."""
    # Loaded here: see _MODULES.
    from tallybook.gather.kinds import csv, table

    names = csv.names_of(raw.head)
    is_named = raw.suffix in (".csv", ".tsv")
    return (is_named and len(names) > 1) or table.is_header(names, raw.columns)


def _not_ours(raw: Raw) -> NotText:
    what, then = next((what, then) for sign, what, then in NOT_OURS if raw.head.startswith(sign))
    return NotText(f"{raw.shown} is {what}, not a report", then)
