"""Bytes to text: which encoding they are in, or a plain refusal. Nothing is replaced, nothing is normalised.

Tried in this order: a byte order mark (UTF-8, UTF-16, UTF-32), UTF-8, an encoding that the first lines declare
(``charset=...``, ``encoding: ...``, ``coding: ...``), windows-1252. The last has no way to fail by itself, so it is
only believed where the result looks like a western language; everything else is refused with the encoding named that
it may be in, because a toll read through the wrong encoding is worse than a report that is missing.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from tallybook.errors import NotText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP, DOCX or other packed file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"SQLite format 3", "a database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_PAGE = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_DECLARED = re.compile(rb"(?:charset|encoding|coding)\s*[:=]\s*[\"']?([A-Za-z][\w.:\-]{2,30})", re.IGNORECASE)
_HEAD = 1024
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROL = 0.02
_MOST_HIGH_LETTERS = 0.25
_HOLES = str.maketrans({chr(0xDC00 + byte): chr(byte) for byte in b"\x81\x8d\x8f\x90\x9d"})
_MOST_HOLES = 0.002
"""Share of a text's letters up to which bytes without a character in windows-1252 are strays and no other encoding."""
# Encodings that text may declare. ASCII and Latin-1 are not here: what says so is windows-1252 in practice (WHATWG).
_LEGACY = ("cp", "iso8859-", "koi8", "mac", "gb", "big5", "shift", "euc", "tis")
# A capital after a small letter is Mac Roman, a sign inside a word a DOS code page, the last set mostly Turkish.
_ODD = re.compile(r"(?<=[a-z])[À-ÖØ-ÞŠŒŽŸ]|(?<=[^\W\d_])[‚ƒ„†‡ˆ‰‹›˜¡-©«-´¶-¹»-¿×÷](?=[^\W\d_])|[ðþýÐÞÝ]")
_SAVE_AS = "save it as UTF-8 text, for example: iconv -f {} -t UTF-8 OLD > NEW"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text and the encoding that it was read as (Python's name for it)."""

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """The text of a file, character for character, with line ends as ``\\n``.

    ``\\r\\n`` and ``\\r`` become ``\\n`` as in Python's text mode, so offsets are the ones that
    ``open(path, encoding="utf-8")`` would give; a byte order mark is not part of the text. ``name`` is how messages
    call the file. Raises NotText where it is no text, or text in an encoding that cannot be told for certain.
    """
    _refuse_other_kinds(data, name)
    return lined(data, name)


def lined(data: bytes, name: str) -> Decoded:
    """As ``decode``, for bytes that a parser knows to be text: markup and rows among them."""
    decoded = _marked(data, name) or _unmarked(data, name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in decoded.text else decoded.text
    _refuse_binary(text, name)
    return Decoded(text, decoded.encoding)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    for mark, kind in _OTHER_KINDS:
        if data.startswith(mark):
            raise NotText(f"{name} is {kind}, not plain text", "save its text as .txt and add that")
    if _PAGE.match(data):
        raise NotText(f"{name} is a web page's source, not its text", "save the article's text as .txt and add that")


def _marked(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                why = f"{name} begins as {encoding} but is not valid at byte {error.start:,}"
                raise NotText(why, "it may be cut off: get a whole copy of the file") from None
    return None


def _unmarked(data: bytes, name: str) -> Decoded:
    if b"\x00" in data:
        raise _nul(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        bad = error.start
    declared = _declared(data, name)
    if declared is not None:
        return declared
    if _mostly_utf8(data):
        what = f"{name} is UTF-8 with damage: byte 0x{data[bad]:02x} at offset {bad:,} belongs to no character"
        raise NotText(what, "mend that place, or " + _SAVE_AS.format("ENCODING"))
    return _western(data, bad, name)


def _nul(data: bytes, name: str) -> NotText:
    head = data[:_HEAD]
    for encoding, offset in (("UTF-16BE", 0), ("UTF-16LE", 1)):
        if head[offset::2].count(0) * 3 > len(head):
            return NotText(f"{name} looks like UTF-16 without a byte order mark", _SAVE_AS.format(encoding))
    return NotText(f"{name} is binary: it holds NUL bytes (the first at offset {data.index(0):,})", "add text files")


def _declared(data: bytes, name: str) -> Decoded | None:
    match = _DECLARED.search(data, 0, _HEAD)
    said = match[1].decode("ascii") if match else ""
    try:
        encoding = codecs.lookup(said).name if said else ""
        return (
            Decoded(data.decode(encoding), encoding)
            if encoding.startswith(_LEGACY) and encoding != "iso8859-1"
            else None
        )
    except LookupError:
        return None
    except UnicodeError:
        raise NotText(f"{name} says that it is {said}, but its bytes are not", _SAVE_AS.format("ENCODING")) from None


def _mostly_utf8(data: bytes) -> bool:
    """Whether whole UTF-8 characters outnumber stray bytes: then it is damaged UTF-8 and no other encoding."""
    text = data.decode("utf-8", "surrogateescape")
    stray = sum(map(text.count, {c for c in text if "\udc80" <= c <= "\udcff"}))
    whole = len(text) - stray - sum(byte < 0x80 for byte in data)
    return whole > stray


def _western(data: bytes, bad: int, name: str) -> Decoded:
    what = f"{name} is not UTF-8 (byte 0x{data[bad]:02x} at offset {bad:,}), nor a western encoding that can be told"
    text = western(data)
    high = sum(1 for c in text if c >= "\xc0")
    letters = sum(1 for c in text if c.isalpha())
    if sum(map(text.count, _HOLES.values())) > max(1, _MOST_HOLES * letters):
        raise NotText(what, _SAVE_AS.format("ENCODING"))
    if high > _MOST_HIGH_LETTERS * letters or not _plausible(text):
        raise NotText(what + "; it may be Cyrillic, Arabic or another script", _SAVE_AS.format("ENCODING"))
    return Decoded(text, "cp1252")


def western(data: bytes) -> str:
    """Bytes as windows-1252 in the way that browsers read it: the five bytes without a character give control codes."""
    return data.decode("cp1252", "surrogateescape").translate(_HOLES)


def _plausible(text: str) -> bool:
    """Whether few of the letters and signs beyond ASCII are what another encoding looks like in windows-1252."""
    return len(_ODD.findall(text)) * 5 <= sum(1 for c in text if c > "\x7f")


def _refuse_binary(text: str, name: str) -> None:
    if "\x00" in text:
        raise NotText(f"{name} is binary: it holds NUL characters", "add text files")
    if not text.strip():
        raise NotText(f"{name} is empty", "leave it out, or add the report's text")
    if _CONTROL.search(text) and len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise NotText(f"{name} is binary: it is full of control characters", "add text files")
    if not any(map(str.isalpha, text[:4096])) and not any(map(str.isalpha, text)):
        raise NotText(f"{name} holds no words", "add text files")
