"""ZIP: an archive of sources, each taken as if it lay in a folder, or a document that is packed so."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator

from tallybook.errors import Damaged, InputError, NotText
from tallybook.gather.kinds import archive, docx
from tallybook.gather.raw import Raw
from tallybook.records import Report

_OFFICE = (
    ("xl/workbook.xml", "an Excel workbook", "save its sheet as CSV, and add that"),
    ("ppt/presentation.xml", "a PowerPoint file", "save its text as .txt, and add that"),
    ("META-INF/manifest.xml", "an OpenDocument file", "save it as .docx, and add that"),
    ("META-INF/container.xml", "an e-book (EPUB)", "save its text as .txt, and add that"),
    ("META-INF/MANIFEST.MF", "a program (JAR)", "add reports"),
)


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports in an archive or a document."""
    with raw.stream() as stream:
        try:
            with zipfile.ZipFile(stream) as packed:
                names = {info.filename for info in packed.infolist()}
                if docx.DOCUMENT in names:
                    yield from docx.of_packed(raw, packed)
                    return
                for mark, what, then in _OFFICE:
                    if mark in names:
                        raise NotText(f"{raw.shown} is {what}, not a report", then)
                yield from archive.reports(raw, _members(raw, packed))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            what = f"{raw.shown} is a ZIP archive that is damaged or cut off: {str(error)[:200]}"
            raise Damaged(what, "get a whole copy; what could be read of it is kept") from None


def _members(raw: Raw, packed: zipfile.ZipFile) -> Iterator[archive.Member]:
    """The members by name, so that the order in which they were packed changes nothing."""
    for info in sorted(packed.infolist(), key=lambda info: (info.filename, info.header_offset)):
        if info.is_dir():
            continue
        problem = None
        if stat.S_ISLNK(info.external_attr >> 16):
            problem = "is a link"
        elif info.flag_bits & 1:
            problem = "is locked by a password"
        yield archive.Member(info.filename, info.compress_size, lambda info=info: packed.open(info), problem)  # type: ignore[misc]
