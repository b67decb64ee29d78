"""Word documents, rich text and PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.corpus_made.words import ARABIC, STORY, TITLE

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def packed(members: Mapping[str, bytes], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (2024, 11, 9, 0, 0, 0))
            info.compress_type = how
            archive.writestr(info, data)
    return out.getvalue()


TITLE_STYLE = '<w:pPr><w:pStyle w:val="Title"/></w:pPr>'


def docx(paragraphs: Sequence[str], *, title: bool = True, extra: str = "", prolog: str = "") -> bytes:
    told = "".join(
        f'<w:p>{TITLE_STYLE if title and n == 0 else ""}<w:r><w:t xml:space="preserve">{escape(one)}</w:t></w:r></w:p>'
        for n, one in enumerate(paragraphs)
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {_NAMES}><w:body>{told}{extra}</w:body></w:document>'
    return packed({
        "[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": document.encode(),
    })  # fmt: skip


def rtf(paragraphs: Sequence[str], head: str = r"{\rtf1\ansi\ansicpg1252\deff0", *, foot: str = "}") -> bytes:
    def one(letter: str) -> str:
        if letter in "\\{}":
            return f"\\{letter}"
        if ord(letter) < 128:
            return letter
        units = letter.encode("utf-16-le")
        return "".join(
            f"\\u{int.from_bytes(units[n : n + 2], 'little', signed=True)}?" for n in range(0, len(units), 2)
        )

    body = "\\par\n".join("".join(map(one, told)) for told in paragraphs)
    return f"{head}{{\\fonttbl{{\\f0 Times New Roman;}}}}{{\\info{{\\title Draft 3}}}}\n{body}{foot}".encode("ascii")


def pdf(pages: Sequence[Sequence[str]], *, trailer: str = "") -> bytes:
    """A PDF with the text of the pages' lines, and nothing else."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, lines in enumerate(pages):
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td\n{shown}ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\n"
    return out + f"{end}startxref\n{len(out)}\n%%EOF\n".encode()


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


DELETED = (
    "<w:p><w:del><w:r><w:delText>Ninety people were killed.</w:delText></w:r></w:del>"
    "<w:r><w:t>Nobody was arrested.</w:t></w:r></w:p>"
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:t>Boxed words.</w:t></mc:Choice><mc:Fallback><w:t>Boxed words.</w:t>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Killed</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>24</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
BOMB = '<!DOCTYPE x [<!ENTITY a "dead dead dead"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
WRAPPED = [
    "A bomb killed at least 24 people at the railway station in",
    "Quetta on Saturday, police said. Fourteen soldiers were among",
    "the dead, a hospital official said, and more than 40 people",
    "were wounded near the ticket office, where passen-",
    "gers had been waiting for the morning train.",
]

FILES: dict[str, bytes] = {
    "documents/story.docx": docx([TITLE, *STORY]),
    "documents/no-suffix-docx": docx([TITLE, *STORY]),
    "documents/tracked-changes.docx": docx([TITLE, *STORY], extra=DELETED),
    "documents/arabic.docx": docx(list(ARABIC), title=False),
    "documents/entities.docx": docx([TITLE, "Killed: &b;"], prolog=BOMB),
    "documents/no-text.docx": docx([], title=False),
    "documents/half.docx": docx([TITLE, *STORY])[:700],
    "documents/bomb.docx": packed({"word/document.xml": b"<w:document>" + b" " * 90_000_000 + b"</w:document>"}),
    "documents/sheet.xlsx": packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}),
    "documents/story.rtf": rtf([TITLE, "", *STORY, "Türkiye’s envoy said “no”. \U0001f56f"]),
    "documents/named-doc.doc": rtf([TITLE, "", *STORY]),
    "documents/cyrillic.rtf": (
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Arial;}}\f0 "
        + b"".join(b"\\'%02x" % byte for byte in "Не менее двадцати четырёх человек погибли на вокзале в Кветте.".encode("cp1251"))
        + b"}"
    ),
    "documents/hidden.rtf": rtf(
        [*STORY], r"{\rtf1\ansi{\*\generator Evil 1.0;}{\field{\*\fldinst HYPERLINK \"https://evil.example\"}{\fldrslt Read this.}}\par "
    ).replace(b"}}\n", b"}}{\\pict\\bin9 aaa}bbb}c}{\\object{\\*\\objdata 4d5a}}\n", 1),
    "documents/deep.rtf": b"{\\rtf1 " + b"{" * 5000 + b"Two men died.",
    "documents/cut.rtf": rtf([TITLE, *STORY])[:-40],
    "documents/empty.rtf": rb"{\rtf1\ansi{\pict 0102}}",
    "documents/story.pdf": pdf([[TITLE, "", *WRAPPED], ["No group has claimed the blast, officials said on Sunday."]]),
    "documents/scanned.pdf": pdf([[]]),
    "documents/damaged.pdf": pdf([[TITLE, *WRAPPED]])[:300],
    "documents/locked.pdf": pdf(
        [[TITLE]],
        trailer=" /Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "x" * 32 + ") /U (" + "y" * 32 + ") /P -4 >> /ID [(ab) (cd)]",
    ),
    "documents/not-a.pdf": b"%PDF-1.7\n" + b"garbage " * 50,
}  # fmt: skip
