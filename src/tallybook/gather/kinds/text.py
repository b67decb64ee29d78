"""Plain text and Markdown: one report a file, character for character, or those of a newsroom's export."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallybook.errors import InputError
from tallybook.gather.build import Article, report_of
from tallybook.gather.encoding import decode
from tallybook.gather.files import MAX_BYTES, bounded
from tallybook.gather.kinds import exports
from tallybook.gather.raw import Raw
from tallybook.records import Report

MARK = re.compile(
    r"(?:^|>)\s*(?:End of Document|\d+ of \d+ DOCUMENTS?|load-date:|full text:|(?:AN +)?Document [A-Z]|ER  -)",
    re.I | re.M,
)
"""What a newsroom's export has and an article hardly ever: only then are its lines looked at."""


def read(raw: Raw) -> Iterator[Report | InputError]:
    """The report of a text."""
    decoded = decode(bounded(raw.upto(MAX_BYTES + 1), raw.shown), raw.shown)
    found = exports.articles(raw, decoded.text.split("\n"), decoded.encoding) if MARK.search(decoded.text) else None
    if found is not None:
        yield from found
    else:
        yield report_of(raw, Article(kind="text", text=decoded.text, encoding=decoded.encoding))
