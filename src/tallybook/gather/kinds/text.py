"""Plain text and Markdown: one report a file, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from tallybook.errors import InputError
from tallybook.gather.build import Article, report_of
from tallybook.gather.encoding import decode
from tallybook.gather.files import MAX_BYTES, bounded
from tallybook.gather.raw import Raw
from tallybook.records import Report


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of a text."""
    decoded = decode(bounded(raw.upto(MAX_BYTES + 1), raw.shown), raw.shown)
    yield report_of(raw, Article(kind="text", text=decoded.text, encoding=decoded.encoding))
