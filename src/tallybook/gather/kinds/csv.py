"""Tables as text (.csv, .tsv): delimiter, quoting and encoding are told from the first lines, rows are streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tallybook.errors import Damaged, InputError, NotText
from tallybook.gather.encoding import lined, western
from tallybook.gather.kinds import table
from tallybook.gather.links import refuse_links
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import HEAD
from tallybook.records import Report

DELIMITERS = ",;\t|"
MAX_FIELD = 5_000_000
_BLOCK = 1 << 20
_LONGEST_HEADER = 20_000


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of each row."""
    refuse_links(raw)
    encoding = _encoding(raw)
    csv.field_size_limit(MAX_FIELD)
    with raw.stream() as stream, io.TextIOWrapper(stream, encoding=encoding, newline="") as text:
        rows = csv.DictReader(_plain(text), delimiter=delimiter(header(raw.head)) or ",", restkey="", restval="")
        try:
            names = [name.removeprefix("\ufeff") for name in rows.fieldnames or ()]
            rows.fieldnames = names
            columns = table.columns_of(names, raw.columns, raw.shown)
            yield from table.reports(raw, _all(rows), columns, "csv", "cp1252" if encoding == "latin-1" else encoding)
        except csv.Error as error:
            what = f"{raw.shown} is a table that is damaged near line {rows.line_num:,}: {error}"
            raise Damaged(what, "is a quotation mark left open there? export it anew") from None
        except UnicodeDecodeError as error:
            what = f"{raw.shown} says that it is {encoding}, but is not near line {rows.line_num:,}: {error.reason}"
            raise NotText(what, "save it as UTF-8") from None


def header(head: bytes) -> str:
    """The first line of a table, as far as it can be read."""
    for encoding in ("utf-8-sig", "utf-16") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        text = head.decode(encoding, "replace")
    return next((line for line in text.splitlines() if line.strip()), "")


def delimiter(first: str) -> str | None:
    """What stands between the names of the first line; None where nothing does."""
    counts = {mark: first.count(mark) for mark in DELIMITERS}
    best = max(counts, key=lambda mark: (counts[mark], -DELIMITERS.index(mark)))
    return best if counts[best] else None


def names_of(head: bytes) -> list[str]:
    """The names in the first line, or none where it is no line of a table."""
    first = header(head)
    if len(first) > _LONGEST_HEADER:
        return []
    try:
        return next(csv.reader([first], delimiter=delimiter(first) or ","), [])
    except csv.Error:
        return []


def _encoding(raw: Raw) -> str:
    """Told from all bytes for UTF-8, since a table may be plain for long; else from the first ones."""
    head = raw.head
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if _is_utf_8(raw):
        return "utf-8-sig" if head.startswith(b"\xef\xbb\xbf") else "utf-8"
    if len(head) < HEAD:
        found = lined(head, raw.shown).encoding
    else:
        found = lined(head[: head.rfind(b"\n") + 1] or head, raw.shown).encoding
    # Every byte is a character in Latin-1; what it has at the holes of windows-1252 is told apart in _plain.
    return "latin-1" if found in ("cp1252", "utf-8") else found


def _is_utf_8(raw: Raw) -> bool:
    try:
        with raw.stream() as stream, io.TextIOWrapper(stream, encoding="utf-8") as text:
            while text.read(_BLOCK):
                pass
    except UnicodeDecodeError:
        return False
    return True


def _plain(text: io.TextIOWrapper) -> Iterator[str]:
    is_latin = text.encoding == "latin-1"
    for line in text:
        if "\x00" in line:
            raise csv.Error("it holds NUL characters")
        yield western(line.encode("latin-1")) if is_latin else line


def _all(rows: csv.DictReader[str]) -> Iterator[table.Row]:
    for row in rows:
        if any(row.values()):
            yield row
