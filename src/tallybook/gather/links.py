"""Lists of addresses: one a line, or what GDELT gives (DOC article lists as JSON or CSV, GKG files), with its hints.

These hold no reports: ``links_of`` gives the addresses to whoever fetches, and adding such a list says so.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tallybook.errors import NotText
from tallybook.gather.encoding import lined
from tallybook.gather.moments import Moment, moment
from tallybook.gather.nested import loaded
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import narrowed

_ADDRESS = re.compile(r"https?://[^\s<>\"']{3,2000}")
_GKG_COLUMNS = 27
_GKG_FIRST = re.compile(rb"\d{14}-T?\d+\t\d{14}\t\d\t")
_GKG_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
_DOC_JSON = re.compile(rb'\s*\{\s*"articles"\s*:\s*\[\s*\{\s*"url"')
_DOC_CSV = re.compile(rb"\s*\"?URL\"?,\"?(?:URL_?)?Mobile", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """An address, with what the list says of the page: hints, which the page itself overrules."""

    url: str
    title: str | None = None
    outlet: str | None = None
    seen: Moment | None = None
    language: str | None = None


def links_of(raw: Raw) -> Iterator[Link]:
    """The addresses of a list, each once, in its order. Raises NotText where it is no list of addresses."""
    shape = shape_of(raw.head)
    if shape is None:
        raise NotText(f"{raw.shown} is no list of addresses", "one address a line, or GDELT's lists, are read")
    seen: set[str] = set()
    for link in _READERS[shape](raw):
        if link.url not in seen:
            seen.add(link.url)
            yield link


def shape_of(head: bytes) -> str | None:
    """``doc-json``, ``doc-csv``, ``gkg`` (GDELT's), ``plain`` (an address a line), or None for anything else."""
    head = narrowed(head).removeprefix(b"\xef\xbb\xbf")
    if _DOC_JSON.match(head):
        return "doc-json"
    if _DOC_CSV.match(head):
        return "doc-csv"
    if _GKG_FIRST.match(head):
        return "gkg"
    lines = [line for line in head.decode("utf-8", "replace").splitlines()[:20] if line.strip() and line[0] != "#"]
    return "plain" if lines and all(_ADDRESS.match(line.strip()) for line in lines[: max(1, len(lines) - 1)]) else None


def refuse_links(raw: Raw) -> None:
    """Raises NotText for a list of addresses, which has to be fetched."""
    shape = shape_of(raw.head)
    if shape is not None:
        what = f"{raw.shown} is a list of addresses{'' if shape == 'plain' else ' (GDELT)'}, not of reports"
        raise NotText(what, f"fetch them: tallybook fetch BOOK --list {raw.path}")


def _plain(raw: Raw) -> Iterator[Link]:
    for line in lined(raw.whole, raw.shown).text.splitlines():
        match = _ADDRESS.match(line.strip())
        if match:
            yield Link(match[0])


def _doc_json(raw: Raw) -> Iterator[Link]:
    try:
        found = loaded(lined(raw.whole, raw.shown).text, strict=False)
    except ValueError:
        raise NotText(f"{raw.shown} is GDELT's JSON, but damaged", "ask for it anew, with format=csv") from None
    articles = found.get("articles") if isinstance(found, dict) else None
    for item in articles if isinstance(articles, list) else ():
        if isinstance(item, dict) and _ADDRESS.fullmatch(str(item.get("url") or "")):
            yield _link(item["url"], item.get("title"), item.get("domain"), item.get("seendate"), item.get("language"))


def _doc_csv(raw: Raw) -> Iterator[Link]:
    rows = csv.reader(lined(raw.whole, raw.shown).text.splitlines())
    next(rows, None)
    for row in rows:
        if row and _ADDRESS.fullmatch(row[0].strip()):
            date, title = (row[2:3] or [""])[0], (row[3:4] or [""])[0]
            yield _link(row[0].strip(), title, None, date, None)


def _gkg(raw: Raw) -> Iterator[Link]:
    with raw.stream() as stream:
        for line in _text_lines(stream):
            row = line.rstrip("\n").split("\t")
            if len(row) >= _GKG_COLUMNS - 2 and row[2] == "1" and _ADDRESS.fullmatch(row[4]):
                title = _GKG_TITLE.search(row[-1])
                yield _link(row[4], title[1] if title else None, row[3], row[1], None)


def _text_lines(stream: Iterable[bytes]) -> Iterator[str]:
    for line in stream:
        yield line[:1_000_000].decode("utf-8", "replace")


def _link(url: str, title: object, outlet: object, seen: object, language: object) -> Link:
    def words(said: object) -> str | None:
        return " ".join(said.split())[:500] or None if isinstance(said, str) else None

    return Link(url, words(title), words(outlet), moment(seen), words(language))


_READERS = {"plain": _plain, "doc-json": _doc_json, "doc-csv": _doc_csv, "gkg": _gkg}
