"""The reports as a bibliography: what reference managers (RIS) and citation processors (CSL-JSON) read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tallybook.book.selected import Selection
from tallybook.export.files import written
from tallybook.export.told import headline
from tallybook.records import Report


def write_ris(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write ``sources.ris`` and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, "sources.ris") as (file,):
        for report in selection.reports():
            # The format ends its lines as the first programs that wrote it did.
            file.write("".join(f"{tag}  - {value}\r\n" for tag, value in ris(report)) + "\r\n")
    return (folder / "sources.ris",)


def write_csl(selection: Selection, folder: Path) -> tuple[Path, ...]:
    """Write ``sources.json`` and give its path. Raises TallybookError where it cannot be written."""
    with written(folder, "sources.json") as (file,):
        file.write("[")
        for place, report in enumerate(selection.reports()):
            file.write((",\n" if place else "\n") + json.dumps(csl(report), ensure_ascii=False))
        file.write("\n]\n")
    return (folder / "sources.json",)


def ris(report: Report) -> Iterator[tuple[str, str]]:
    """The tags of a report in order, each value on one line."""
    origin = report.origin
    yield "TY", "NEWS"
    yield "ID", report.id
    for tag, value in (
        ("TI", headline(report)),
        ("AU", origin.author),
        ("T2", report.outlet),
        ("DA", _slashed(report.published)),
        ("PY", report.published[:4] if report.published else None),
        ("LA", report.language),
        ("UR", address(report)),
        ("Y2", _slashed(origin.fetched)),
        ("N1", None if address(report) else report.path),
        ("N1", _as_received(report)),
    ):
        if value:
            yield tag, " ".join(value.split())
    yield "ER", ""


def csl(report: Report) -> dict[str, Any]:
    """A report as a CSL-JSON item; what is not known is left out."""
    origin = report.origin
    notes = (None if address(report) else report.path, _as_received(report))
    found = {
        "id": report.id,
        "type": "article-newspaper",
        "title": headline(report) or None,
        # Where a name ends and another begins no page says for sure.
        "author": [{"literal": " ".join(origin.author.split())}] if origin.author else None,
        "container-title": report.outlet,
        "issued": _day(report.published),
        "accessed": _day(origin.fetched),
        "language": report.language,
        "URL": address(report),
        "note": "; ".join(filter(None, notes)) or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _day(time: str | None) -> dict[str, Any] | None:
    return {"date-parts": [[int(part) for part in time[:10].split("-")]]} if time else None


def _slashed(time: str | None) -> str | None:
    return time[:10].replace("-", "/") if time else None


def _as_received(report: Report) -> str | None:
    """What ties the entry to the bytes that the book keeps."""
    return f"SHA-256 as received: {report.origin.capture}" if report.origin.capture else None


def address(report: Report) -> str | None:
    """The report's web address: the one that the page calls its own, that it was fetched from, or its path."""
    known = (report.origin.canonical, report.origin.url, report.path)
    return next((url for url in known if url and _is_web(url)), None)


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
