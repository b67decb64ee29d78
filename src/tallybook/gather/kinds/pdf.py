"""PDF with text: page by page, lines of a paragraph joined; one that only holds pictures of text is refused.

The file's own dates say when it was made, not when anything was published, and are not read.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from tallybook.errors import Damaged, InputError, NotText, TooLarge
from tallybook.gather.kinds import exports
from tallybook.gather.kinds.exports import Paragraph
from tallybook.gather.raw import Raw
from tallybook.records import Report

MAX_PAGES = 5000
_MOST_TEXT = 20_000_000
_SOFT = re.compile(r"(?<=[a-zà-ÿ])[\u00ad-]\n(?=[a-zà-ÿ])")


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The reports of a document."""
    text = "\n".join(_pages(raw))
    if not any(map(str.isalpha, text)):
        raise NotText(
            f"{raw.shown} is a PDF without text: scanned pages", "read them with OCR: ocrmypdf IN.pdf OUT.pdf"
        )
    text = _SOFT.sub("", text)
    yield from exports.reports(raw, [Paragraph(line) for line in text.split("\n")], "pdf")


def _pages(raw: Raw) -> Iterator[str]:
    # Loaded here: only PDFs need it.
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    # What is odd in a file is told by what comes of it, not on standard error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    size = 0
    with raw.stream() as stream:
        try:
            document = PdfReader(stream, strict=False)
            if document.is_encrypted and not document.decrypt(""):
                raise FileNotDecryptedError
            pages = len(document.pages)
            if pages > MAX_PAGES:
                raise TooLarge(f"{raw.shown} has {pages:,} pages; the bound is {MAX_PAGES:,}", "split it")
            for page in document.pages:
                text = page.extract_text()
                size += len(text)
                if size > _MOST_TEXT:
                    raise TooLarge(f"{raw.shown} holds more than {_MOST_TEXT:,} characters", "split it")
                yield text
        except FileNotDecryptedError:
            raise Damaged(f"{raw.shown} is locked by a password", "open it, print it to a new PDF, add that") from None
        except PyPdfError as error:
            raise Damaged(f"{raw.shown} is a PDF that is damaged: {str(error)[:200]}", "get a whole copy") from None
