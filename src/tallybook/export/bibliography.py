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
    yield "TY", "NEWS"
    yield "ID", report.id
    for tag, value in (
        ("TI", headline(report)),
        ("T2", report.outlet),
        ("DA", report.published.replace("-", "/") if report.published else None),
        ("PY", report.published[:4] if report.published else None),
        ("UR", address(report)),
        ("N1", None if address(report) else report.path),
    ):
        if value:
            yield tag, " ".join(value.split())
    yield "ER", ""


def csl(report: Report) -> dict[str, Any]:
    """A report as a CSL-JSON item; what is not known is left out."""
    day = [int(part) for part in report.published.split("-")] if report.published else None
    found = {
        "id": report.id,
        "type": "article-newspaper",
        "title": headline(report) or None,
        "container-title": report.outlet,
        "issued": {"date-parts": [day]} if day else None,
        "URL": address(report),
        "note": None if address(report) else report.path,
    }
    return {key: value for key, value in found.items() if value is not None}


def address(report: Report) -> str | None:
    """The report's web address, where its path is one."""
    try:
        parts = urlsplit(report.path)
    except ValueError:
        return None
    return report.path if parts.scheme in ("http", "https") and parts.netloc else None
