"""The encoding of a web page, told as browsers tell it: byte order mark, server, ``meta``, then the bytes themselves.

Unlike for plain text, a few bytes that belong to no character are shown as U+FFFD and told, since a page of many hands
has such strays; more than a few are refused.
"""

from __future__ import annotations

import codecs
import re

from tallybook.errors import NotText
from tallybook.gather.encoding import Decoded, lined, western

_META = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z][\w.:\-]{1,30})|<\?xml[^>]+encoding\s*=\s*["']([\w.:\-]{2,30})""",
    re.IGNORECASE,
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z][\w.:\-]{1,30})", re.IGNORECASE)
_LOOKED_AT = 4096
# What a label means in practice (WHATWG Encoding, "names and labels"), where Python's reading of it is narrower.
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_MOST_STRAYS = 0.001


def decode_page(data: bytes, name: str, content_type: str | None = None) -> Decoded:
    """The text of a page. Raises NotText where its encoding cannot be told or too many bytes belong to no character."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return lined(data, name)
    for said in (_of_server(content_type), _of_page(data), "utf-8"):
        decoded = _strict(data, said) if said else None
        if decoded is not None:
            return _lines(decoded)
    said = _of_server(content_type) or _of_page(data) or ""
    return _lines(_with_strays(data, said) or lined(data, name))


def _of_server(content_type: str | None) -> str | None:
    match = _HEADER.search(content_type or "")
    return _codec(match[1]) if match else None


def _of_page(data: bytes) -> str | None:
    match = _META.search(data, 0, _LOOKED_AT)
    said = _codec((match[1] or match[2]).decode("ascii")) if match else None
    # A page whose meta can be read as ASCII is in no UTF-16, whatever it says (WHATWG).
    return "utf-8" if said and said.startswith("utf-16") else said


def _codec(label: str) -> str | None:
    try:
        found = codecs.lookup(label)
    except LookupError:
        return None
    # Python's own text transforms (rot13, base64) are codecs too, but no encodings.
    return _MEANT.get(found.name, found.name) if getattr(found, "_is_text_encoding", True) else None


def _strict(data: bytes, encoding: str) -> Decoded | None:
    if encoding == "cp1252":
        # Every byte is a character there, so what says so by habit is asked first whether it is UTF-8.
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            return Decoded(western(data), "cp1252")
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeError, ValueError):
        return None


def _with_strays(data: bytes, said: str) -> Decoded | None:
    encoding = said or "utf-8"
    text = data.decode(encoding, "replace")
    strays = text.count("\ufffd")
    high = sum(byte > 0x7F for byte in data)
    if strays > max(3, _MOST_STRAYS * len(text)) or strays * 3 > high:
        return None
    return Decoded(text, f"{encoding} with {strays} damaged characters")


def _lines(decoded: Decoded) -> Decoded:
    if "\x00" in decoded.text[:1000]:
        raise NotText("the page holds NUL characters", "save its text as .txt and add that")
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.encoding)
