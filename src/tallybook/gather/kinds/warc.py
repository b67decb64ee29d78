"""Web archives (WARC, also packed): each page in them read as if it had been fetched, one record in memory at a time.

Taken are answers with status 200 and resources that hold a kind of source; scripts, pictures and pages without words
are what most of a crawl is, and are passed over. A record's bytes are bounded before and after unpacking.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from tallybook.errors import Damaged, InputError, MissingPart, NotText
from tallybook.gather import kinds
from tallybook.gather.raw import Raw
from tallybook.gather.sniff import HEAD, Kind, kind_of
from tallybook.records import Report

if TYPE_CHECKING:
    from fastwarc.warc import ArchiveIterator, WarcRecord

MOST_BYTES = 20_000_000
"""Of one record: pages of news have a hundredth of it."""
_TAKEN: tuple[Kind, ...] = ("html", "mhtml", "pdf", "docx", "rtf")
_NO_PAGES = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in a web archive: address, when it was had (ISO 8601), type as told, bytes, where its record begins."""

    url: str
    fetched: str | None
    content_type: str | None
    data: bytes
    offset: int


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports in a web archive, from where a run that was cut short left off.

    Raises Damaged where the archive breaks off; what stands before is kept. Raises NotText where it holds no page.
    """
    begin = raw.begin() if raw.begin is not None else 0
    is_empty = begin == 0
    for entry in entries(raw, begin):
        is_empty = False
        inner = raw.inner(
            entry.url, data=entry.data, url=entry.url, fetched=entry.fetched, content_type=entry.content_type
        )
        for outcome in kinds.reports_of(replace(inner, member=f"@{entry.offset}")):
            if not isinstance(outcome, NotText):
                yield outcome
    if is_empty:
        what = f"{raw.shown} is a web archive that holds no page: no answer with status 200 and words"
        raise NotText(what, "see whether the crawl was whole, or leave it out")


def entries(raw: Raw, begin: int = 0) -> Iterator[Entry]:
    """The pages in a web archive from an offset on, in its order; an entry's ``offset`` is its record's in the file."""
    with raw.stream() as stream:
        stream.seek(begin)
        records = _records(stream)
        while True:
            try:
                record = next(records, None)
                entry = None if record is None else _entry(record)
            except (OSError, ValueError) as error:
                what = f"{raw.shown} is a web archive that is damaged or cut off: {str(error)[:200]}"
                raise Damaged(what, "get a whole copy; what could be read of it is kept") from None
            if record is None:
                return
            if entry is not None:
                raw.budget.member(raw.shown)
                yield entry


def _records(stream: BinaryIO) -> ArchiveIterator:
    # Loaded here: only web archives need it.
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingPart("web archives need fastwarc", "python -m pip install 'tallybook[warc]'") from error
    wanted = WarcRecordType.response | WarcRecordType.resource
    return ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all")


def _entry(record: WarcRecord) -> Entry | None:
    """The page of a record, None where it holds none."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
    told = (record.http_content_type or record.headers.get("Content-Type") or "").lower()
    status = record.http_headers.status_code if record.http_headers else 200
    if status != 200 or not url.startswith(("http://", "https://")) or told.startswith(_NO_PAGES) or not record.reader:
        return None
    length = record.content_length
    data = record.reader.read(HEAD)
    if length and not data:
        raise ValueError(f"the record at {record.stream_pos:,} breaks off")
    if not _is_page(kind_of(data), told, url):
        return None
    rest = record.reader.read(MOST_BYTES + 1 - len(data))
    if len(data) + len(rest) > MOST_BYTES:
        return None
    if len(data) + len(rest) < length and not _is_coded(record):
        raise ValueError(f"the record at {record.stream_pos:,} breaks off")
    charset = f"; charset={record.http_charset}" if record.http_charset else ""
    fetched = record.record_date.isoformat(timespec="seconds") if record.record_date else None
    return Entry(url, fetched, f"{told}{charset}" if told else None, data + rest, record.stream_pos)


def _is_coded(record: WarcRecord) -> bool:
    """Whether what comes out is of another length than what stands in the archive."""
    headers = record.http_headers
    return headers is not None and bool(headers.get("Content-Encoding") or headers.get("Transfer-Encoding"))


def _is_page(kind: Kind, told: str, url: str) -> bool:
    if kind in _TAKEN:
        return True
    return kind == "text" and told.startswith("text/plain") and not url.endswith("/robots.txt")
