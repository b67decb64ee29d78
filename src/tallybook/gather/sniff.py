"""What kind of source some bytes are: told from the bytes, since names and content types lie."""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Literal

Kind = Literal[
    "text", "html", "mhtml", "pdf", "docx", "rtf", "mail", "mbox", "zip", "tar", "packed", "csv", "json", "parquet",
    "feed", "warc", "other",
]  # fmt: skip

HEAD = 65_536
"""How many bytes the kind is told from."""
SOURCE_SUFFIXES = (
    ".html", ".htm", ".xhtml", ".mhtml", ".mht", ".pdf", ".docx", ".rtf", ".eml", ".mbox", ".zip", ".tar", ".tgz",
    ".gz", ".bz2", ".xz", ".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".warc",
)  # fmt: skip
TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown", ".asc")
"""In a folder, plain text is a report only under these names: notes, lists and programs are plain text too."""
_TABLE_SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")

_SIGNS: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", "rtf"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"WARC/", "warc"),
)
NOT_OURS = (
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc, .xls, .msg)", "open it and save it as .docx or .csv"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it, and add the folder"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it, and add the folder"),
    (b"SQLite format 3", "a database", "export the table of its reports as CSV"),
    (b"\x89PNG", "an image", "read its text with OCR, and add that"),
    (b"\xff\xd8\xff", "an image", "read its text with OCR, and add that"),
    (b"GIF8", "an image", "read its text with OCR, and add that"),
    (b"II*\x00", "an image", "read its text with OCR, and add that"),
    (b"ID3", "a sound recording", "write down what is said, and add that"),
    (b"\x00\x00\x00\x18ftyp", "a film", "write down what is said, and add that"),
    (b"\x00\x00\x00\x20ftyp", "a film", "write down what is said, and add that"),
    (b"\x7fELF", "a program", "add reports"),
    (b"MZ\x90\x00", "a program", "add reports"),
    (b"%!PS", "a PostScript file", "make a PDF of it: ps2pdf FILE"),
)
_TAR_MARK, _TAR_AT = b"ustar", 257
_SPACE = b" \t\r\n\x0c"
_TAG = re.compile(
    rb"<(?:!doctype html|html|head|body|title|meta|link|script|style|article|section|main|header|div|table|h1|h2|p)"
    rb"[\s/>]"
    rb"|<!--",
    re.IGNORECASE,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|channel)[\s>]", re.IGNORECASE)
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]?[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*")
_MAIL = frozenset(
    (b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"content-type", b"reply-to",
     b"from", b"to", b"subject", b"date", b"x-mailer", b"content-transfer-encoding", b"snapshot-content-location")
)  # fmt: skip
_BARE_PAGE = frozenset((b"mime-version", b"content-type"))
_FEWEST_HEADERS = 3
_FROM = re.compile(rb"From \S+ +\w{3} +\w{3} +\d")


def kind_of(head: bytes) -> Kind:
    """The kind that the first bytes tell. ``text`` is all that may be plain text, rows of CSV among it.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"<!DOCTYPE html><p>x"), kind_of(b"Two men died.")
    ('pdf', 'html', 'text')
    """
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return "warc" if kind == "packed" and _is_packed_warc(head) else kind
    if head[_TAR_AT : _TAR_AT + len(_TAR_MARK)] == _TAR_MARK:
        return "tar"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if any(head.startswith(sign) for sign, _, _ in NOT_OURS):
        return "other"
    return _of_text(narrowed(head))


def _is_packed_warc(head: bytes) -> bool:
    """A web archive is packed record by record, and read so: unpacked as a whole it would not fit."""
    try:
        return head[:2] == b"\x1f\x8b" and zlib.decompressobj(31).decompress(head[:4096], 5) == b"WARC/"
    except zlib.error:
        return False


def _of_text(head: bytes) -> Kind:
    body = head.removeprefix(codecs.BOM_UTF8).lstrip(_SPACE)
    if body[:1] == b"<":
        return _of_markup(body)
    if body[:1] in (b"{", b"[") and _is_json(body):
        return "json"
    if _FROM.match(body):
        return "mbox"
    return _of_headers(body)


def is_source(head: bytes, suffix: str) -> bool:
    """Whether a file of a folder may hold reports; plain text and JSON are told from other uses of them by suffix."""
    kind = kind_of(head)
    if kind in ("text", "json"):
        return suffix in _TABLE_SUFFIXES
    return kind not in ("other", "feed")


def narrowed(head: bytes) -> bytes:
    """UTF-16 or UTF-32 with a byte order mark as UTF-8, for looking at; other bytes as they are."""
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return head.decode(encoding, "ignore").encode("utf-8", "ignore")
    return head


def _of_markup(body: bytes) -> Kind:
    if body.startswith(b"<?xml"):
        _, _, rest = body.partition(b"?>")
        body = rest.lstrip(_SPACE)
    start = body[:4096]
    if _FEED.match(start):
        return "feed"
    tag = _TAG.match(start)
    if tag is None:
        return "text"
    if tag[0] == b"<!--" and not _TAG.search(start, 4):
        return "feed" if _FEED.search(start) else "text"
    return "html"


def _is_json(body: bytes) -> bool:
    return re.match(rb'\{\s*(?:"|\})|\[\s*(?:[\[{"\]]|-?\d)', body) is not None


def _of_headers(body: bytes) -> Kind:
    """Mail begins with a block of headers: several of the usual names, then an empty line."""
    names: set[bytes] = set()
    at = 0
    values = b""
    while match := _HEADER.match(body, at):
        names.add(match[0].partition(b":")[0].strip().lower())
        values += match[0].lower()
        at = match.end()
    ends = body[at : at + 1] in (b"\r", b"\n", b"")
    if ends and names >= _BARE_PAGE and names <= {*_BARE_PAGE, b"subject", b"date"} and b"multipart/related" in values:
        return "mhtml"
    if (
        not ends
        or len(names & _MAIL) < _FEWEST_HEADERS
        or not names & {b"mime-version", b"message-id", b"received", b"from"}
    ):
        return "text"
    is_page = b"multipart/related" in values and (b"text/html" in values or b"snapshot-content-location" in names)
    return "mhtml" if is_page else "mail"
