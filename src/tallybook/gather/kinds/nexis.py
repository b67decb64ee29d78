"""Exports of Nexis Uni and LexisNexis, old and new: title, publication, date, labels, body, ``End of Document``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tallybook.gather.kinds.segment import Segment, cut, dated, filled, is_date, span, trimmed, value

_END = re.compile(r"\s*End of Document\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*(?:Document\s+)?\d+ of \d+ DOCUMENTS?\s*")
_LENGTH = re.compile(r"\s*length:\s*\d[\d,]*\s+words?\s*", re.IGNORECASE)
_HEAD_LABEL = re.compile(
    r"\s*(?:section|length|byline|dateline|highlight|distribution|journal-code|copyright|body|series|source|column)\b\s*"
    r"(?::|\d{4}|©|$)",
    re.IGNORECASE,
)
_FOOT_LABEL = re.compile(
    r"\s*(?:load-date|language|publication-type|publication-code|journal-code|acc-no|subject|company|organization|"
    r"organisation|industry|geographic|person|ticker|document-type|type|classification|graphic|notes?|url|city|state|"
    r"country|region|copyright)\b\s*(?::|©|\d{4}|$)",
    re.IGNORECASE,
)
_BODY = re.compile(r"\s*(?:body|full text)\s*:?\s*", re.IGNORECASE)
_BYLINE = re.compile(r"\s*byline:\s*(?:by\s+)?", re.IGNORECASE)
_URL = re.compile(r"\s*url:\s*", re.IGNORECASE)
_COPYRIGHT = re.compile(r"\s*(?:copyright|©)", re.IGNORECASE)
_LOOK = 14


def is_export(lines: Sequence[str]) -> bool:
    """Whether lines are of that service: a length in words, and an end of a document or its number."""
    return any(map(_LENGTH.fullmatch, lines)) and any(
        _END.fullmatch(line) or _NUMBERED.fullmatch(line) or line.strip().lower().startswith("load-date:")
        for line in lines
    )


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """The articles, in order; a cover page and a list of titles are no articles."""
    numbered = [n for n, line in enumerate(lines) if _NUMBERED.fullmatch(line)]
    if numbered:
        stops = [*numbered[1:], len(lines)]
        parts: Iterator[tuple[str, ...]] = (trimmed(lines[a + 1 : b]) for a, b in zip(numbered, stops, strict=True))
    elif any(map(_END.fullmatch, lines)):
        parts = cut(lines, _END)
    else:
        parts = iter([trimmed(lines)])
    for part in parts:
        segment = _segment(part)
        if segment is not None:
            yield segment


def _segment(lines: tuple[str, ...]) -> Segment | None:
    length = next((n for n, line in enumerate(lines) if _LENGTH.fullmatch(line)), None)
    if length is None:
        return None
    date = next((n for n in range(length, max(-1, length - _LOOK), -1) if is_date(lines[n])), None)
    above = filled(lines, 0, date if date is not None else length)
    labels = next((n for n in range((date or 0) + 1, length + 1) if _HEAD_LABEL.match(lines[n])), length)
    title, outlet = _named(lines, above, filled(lines, (date or 0) + 1, labels), date)
    first = min(title, *above[-2:], date if date is not None else length) if above else title
    lines = lines[first:]
    body = _body(lines, length - first)
    return Segment(
        kind="nexis",
        lines=lines,
        title=range(title - first, title - first + 1),
        body=body,
        published=dated(lines[date - first]) if date is not None else None,
        outlet=outlet,
        author=value(lines[: body.start or None], _BYLINE),
        url=value(lines[body.stop :], _URL),
    )


def _named(lines: Sequence[str], above: list[int], below: list[int], date: int | None) -> tuple[int, str | None]:
    """The line of the title and the publication: the new exports set the title first, the old ones below the date."""
    above = [n for n in above if not _COPYRIGHT.match(lines[n])]
    if below and not (len(above) >= 2 and date is not None and above[-2] >= date - 4):
        return below[-1], lines[above[-1]].strip() if above else None
    if len(above) >= 2:
        return above[-2], lines[above[-1]].strip()
    return (above or below or [0])[0], None


def _body(lines: Sequence[str], length: int) -> range:
    marked = next((n for n in range(length, min(len(lines), length + _LOOK)) if _BODY.fullmatch(lines[n])), None)
    start = marked + 1 if marked is not None else length + 1
    while marked is None and start < len(lines) and (not lines[start].strip() or _HEAD_LABEL.match(lines[start])):
        start += 1
    told = filled(lines, start, len(lines))
    last = next((n for n in told if _FOOT_LABEL.match(lines[n]) or _END.fullmatch(lines[n])), len(lines))
    return span([n for n in told if n < last])
