"""Exports of Factiva, as text with or without its two-letter field names; each article ends with ``Document ID``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tallybook.gather.kinds.segment import Segment, cut, dated, filled, is_date, span

_END = re.compile(r"\s*(?:AN\s+)?Document\s+[A-Z][A-Z0-9]{3,}\d{8}[a-z0-9]+\s*")
_WORDS = re.compile(r"\s*(?:WC\s+)?\d[\d,]*\s+words\s*")
_FIELD = re.compile(r"\s*(HD|BY|WC|PD|ET|SN|SC|PG|LA|CY|LP|TD|SE|CR|ED|VOL|CLM|ART|CO|IN|NS|RE|IPD|IPC|PUB|CT|RF)\s+")
_LANGUAGE = re.compile(r"\s*(?:LA\s+)?[A-Z][a-z]+(?: - [A-Z][a-z]+)?\s*")
_COPYRIGHT = re.compile(r"\s*(?:CY\s+)?(?:copyright|\(c\)|©)", re.IGNORECASE)
_CODE = re.compile(r"\s*(?:SC\s+)?[A-Z0-9]{2,8}\s*")
_TIME = re.compile(r"\s*(?:ET\s+)?\d{1,2}:\d\d(?:\s*GMT)?\s*")
_BYLINE = re.compile(r"\s*(?:BY\s+|By\s+)")
_AFTER = ("CO", "IN", "NS", "RE", "IPD", "IPC", "PUB", "CT", "RF", "ART")
_LOOK = 14


def is_export(lines: Sequence[str]) -> bool:
    """Whether lines are of that service: a length in words and a document's number in its form."""
    return any(map(_END.fullmatch, lines)) and any(map(_WORDS.fullmatch, lines))


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """The articles, in order."""
    for part in cut(lines, _END):
        segment = _segment(part)
        if segment is not None:
            yield segment


def _segment(lines: tuple[str, ...]) -> Segment | None:
    words = next((n for n, line in enumerate(lines) if _WORDS.fullmatch(line)), None)
    if words is None:
        return None
    head = filled(lines, 0, words)
    title = _title(lines, head)
    first = min([words, *head[-4:]])
    date = next((n for n in range(words + 1, min(len(lines), words + _LOOK)) if is_date(_said(lines[n]))), words)
    outlet = next((n for n in filled(lines, date + 1, date + _LOOK) if not _TIME.fullmatch(lines[n])), None)
    body = _body(lines, (outlet if outlet is not None else date) + 1)
    byline = next((n for n in head if n > title and (_BYLINE.match(lines[n]) or n == head[-1])), None)
    return Segment(
        kind="factiva",
        lines=lines[first:],
        title=range(title - first, title - first + 1),
        body=range(body.start - first, body.stop - first),
        published=dated(_said(lines[date])) if date != words else None,
        outlet=_said(lines[outlet]).strip() if outlet is not None else None,
        author=_BYLINE.sub("", lines[byline]).strip() if byline is not None else None,
    )


def _title(lines: Sequence[str], head: list[int]) -> int:
    """The line of the headline: the one that says so, else the first of several words."""
    said = [n for n in head if lines[n].lstrip().startswith("HD ")]
    long = [n for n in head[-3:] if len(lines[n].split()) >= 3 and not _BYLINE.match(lines[n])]
    return (said or long or head or [0])[0]


def _said(line: str) -> str:
    return _FIELD.sub("", line, count=1)


def _body(lines: Sequence[str], start: int) -> range:
    """From below the copyright, or the language where there is none, up to the fields behind the text."""
    told = filled(lines, start, len(lines) - 1)
    labels = [n for n in told[:6] if _COPYRIGHT.match(lines[n])] or [
        n for n in told[:4] if _LANGUAGE.fullmatch(lines[n]) or _CODE.fullmatch(lines[n])
    ]
    told = [n for n in told if n > max(labels, default=-1)]
    foot = next((n for n in told if (match := _FIELD.match(lines[n])) and match[1] in _AFTER), len(lines))
    return span([n for n in told if n < foot])
