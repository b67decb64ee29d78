"""Exports of ProQuest as text: articles between rules of underscores, a label before each thing, ``Full text:``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tallybook.gather.kinds.segment import Segment, filled, span, trimmed, value
from tallybook.gather.moments import moment

_RULE = re.compile(r"\s*_{20,}\s*")
_NUMBER = re.compile(r"\s*Document \d+ of \d+\s*")
_FULL_TEXT = re.compile(r"\s*Full text:\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:subject|location|people|company / organization|identifier / keyword|title|"
    r"publication title|publication year|"
    r"publication date|publication info|section|publisher|place of publication|country of publication|"
    r"publication subject|issn|e-?issn|source type|language of publication|document type|proquest document id|"
    r"document url|copyright|last updated|database|author|abstract|links|volume|issue|pages|first page|credit|"
    r"illustration|full text|number of pages|dateline|column|word count|duns|classification)\s*:",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\s*Title:\s*", re.IGNORECASE)
_OUTLET = re.compile(r"\s*Publication title:\s*", re.IGNORECASE)
_INFO = re.compile(r"\s*Publication info:\s*", re.IGNORECASE)
_DATE = re.compile(r"\s*Publication date:\s*", re.IGNORECASE)
_AUTHOR = re.compile(r"\s*(?:Author|Byline):\s*", re.IGNORECASE)
_URL = re.compile(r"\s*Document URL:\s*", re.IGNORECASE)


def is_export(lines: Sequence[str]) -> bool:
    """Whether lines are of that service: a full text, and its name for the publication."""
    return any(map(_FULL_TEXT.match, lines)) and any(_OUTLET.match(line) or _INFO.match(line) for line in lines)


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """The articles that come with their full text, in order."""
    rules = [n for n, line in enumerate(lines) if _RULE.fullmatch(line)]
    edges = [-1, *rules, len(lines)]
    for a, b in pairwise(edges):
        segment = _segment(trimmed(lines[a + 1 : b]))
        if segment is not None:
            yield segment


def _segment(lines: tuple[str, ...]) -> Segment | None:
    full = next((n for n, line in enumerate(lines) if _FULL_TEXT.match(line)), None)
    if full is None:
        return None
    stop = next((n for n in range(full + 1, len(lines)) if _LABEL.match(lines[n])), len(lines))
    title = next((n for n in filled(lines, 0, full) if not _NUMBER.fullmatch(lines[n])), full)
    said = value(lines, _DATE) or value(lines, _INFO)
    return Segment(
        kind="proquest",
        lines=lines,
        title=range(title, title + 1) if title < full and not _LABEL.match(lines[title]) else range(0),
        body=span(filled(lines, full, stop)),
        published=moment(said) if said else None,
        outlet=_outlet(lines),
        author=value(lines[:full], _AUTHOR),
        url=value(lines, _URL),
    )


def _outlet(lines: Sequence[str]) -> str | None:
    said = value(lines, _OUTLET) or value(lines, _INFO)
    return said.partition(";")[0].strip() if said else None
