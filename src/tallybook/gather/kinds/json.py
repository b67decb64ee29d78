"""Tables as JSON: an object a line (.jsonl), streamed, or one list of objects."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from tallybook.errors import Damaged, InputError, NotText, Unmapped
from tallybook.gather.encoding import lined
from tallybook.gather.kinds import table
from tallybook.gather.links import refuse_links
from tallybook.gather.nested import loaded
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import narrowed
from tallybook.records import Report

MAX_LINE = 20_000_000
_LONG_FIRST = 60_000
_LISTS = ("articles", "documents", "reports", "results", "items", "data", "rows", "hits")


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of each object."""
    refuse_links(raw)
    rows = _lines(raw) if is_lines(raw.head) else _list(raw)
    first = next(rows, None)
    if first is None:
        raise NotText(f"{raw.shown} holds no objects", "one JSON object a line, or one list of objects, is read")
    names = [*first, *_nested(first)]
    columns = table.columns_of(names, raw.columns, raw.shown)
    yield from table.reports(raw, chain([first], rows), columns, "json")


def is_lines(head: bytes) -> bool:
    """Whether the first line is one whole object, and not the only one of a single document."""
    first = narrowed(head).lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return False
    try:
        found = loaded(first)
    except ValueError:
        return len(first) > _LONG_FIRST
    return isinstance(found, dict) and not any(isinstance(found.get(name), list) for name in _LISTS)


def _lines(raw: Raw) -> Iterator[table.Row]:
    with raw.stream() as stream:
        number = 0
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            table.bounded(len(line), raw, MAX_LINE)
            if line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield _object(line, number, raw)


def _object(line: bytes, number: int, raw: Raw) -> table.Row:
    try:
        found = loaded(line.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        what = f"{raw.shown} is damaged at line {number:,}: {str(error)[:120]}"
        raise Damaged(what, "each line has to be one JSON object in UTF-8; the rows above it are kept") from None
    if not isinstance(found, dict):
        raise Damaged(f"{raw.shown}: line {number:,} is no object", "each line has to be one JSON object")
    return found


def _list(raw: Raw) -> Iterator[table.Row]:
    try:
        found = loaded(lined(raw.whole, raw.shown).text)
    except ValueError as error:
        raise Damaged(f"{raw.shown} is JSON that is damaged: {str(error)[:120]}", "get a whole copy") from None
    if isinstance(found, dict):
        found = next((found[name] for name in _LISTS if isinstance(found.get(name), list)), [found])
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Unmapped(f"{raw.shown} is JSON, but no list of objects", "make it one object a line (.jsonl)")
    yield from found


def _nested(row: table.Row) -> list[str]:
    return [f"{name}.{inner}" for name, value in row.items() if isinstance(value, dict) for inner in value]
