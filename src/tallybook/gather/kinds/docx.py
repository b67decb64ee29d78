"""Word documents (.docx): paragraphs as lines, those of tables too; what was deleted with changes tracked is out.

A newsroom's export of many articles gives each as a report. The document's own dates say when the file was saved, not
when anything was published, and are not read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tallybook.errors import InputError, NotText
from tallybook.gather.kinds import exports
from tallybook.gather.kinds.exports import Paragraph
from tallybook.gather.markup import xml_of
from tallybook.gather.raw import Raw
from tallybook.gather.unpack import member_bytes
from tallybook.records import Report

if TYPE_CHECKING:
    from lxml.etree import _Element

DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")
_TITLES = ("title", "heading1", "heading2", "titel", "titre", "berschrift1")


def of_packed(raw: Raw, packed: zipfile.ZipFile) -> Iterator[Report | InputError]:
    """The reports of a document whose archive is open."""
    data = member_bytes(packed, DOCUMENT, raw)
    paragraphs = list(_paragraphs(xml_of(data, raw.shown)))
    if not any(one.text.strip() for one in paragraphs):
        what = f"{raw.shown} is a Word document without text"
        raise NotText(what, "it may hold pictures of text: read them with OCR")
    yield from exports.reports(raw, paragraphs, "docx")


def _paragraphs(root: _Element) -> Iterator[Paragraph]:
    """The paragraphs in the order of the document; text boxes, which it holds twice for old programs, once."""
    for element in list(root.iter(_FALLBACK)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(f"{_W}p", f"{_STRICT}p"):
        yield Paragraph(_text(element), _is_title(element))


def _text(paragraph: _Element) -> str:
    found: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        one = stack.pop()
        name = _name(one)
        if name in _LEFT_OUT or name == "p":
            continue
        if name == "t":
            found.append(one.text or "")
        elif name in ("tab", "cr", "br"):
            found.append("\t" if name == "tab" else "\n")
        elif name == "noBreakHyphen":
            found.append("-")
        stack.extend(reversed(one))
    return "".join(found)


def _name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_title(paragraph: _Element) -> bool:
    for element in paragraph.iter(f"{_W}pStyle", f"{_STRICT}pStyle"):
        style = (element.get(f"{_W}val") or element.get(f"{_STRICT}val") or "").lower().replace(" ", "")
        return any(style.startswith(title) for title in _TITLES)
    return False
