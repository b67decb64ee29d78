"""Lists of references (RIS): ``TY  - NEWS`` to ``ER  -``; the text is the abstract, where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tallybook.gather.kinds.segment import Segment, cut
from tallybook.gather.moments import Moment, moment

_TAG = re.compile(r"([A-Z][A-Z0-9])  - ?")
_END = re.compile(r"ER  -\s*")
_TEXT, _TITLE, _OUTLET, _AUTHOR, _URL = ("AB", "N2"), ("TI", "T1"), ("JF", "T2", "JO", "PB"), ("AU", "A1"), ("UR", "L1")
_DATE = ("DA", "Y1", "PY")
_SLASHED = re.compile(r"(\d{4})/(\d\d)/(\d\d)")


def is_export(lines: Sequence[str]) -> bool:
    """Whether lines are references with an abstract."""
    first = next((line for line in lines if line.strip()), "")
    return first.startswith("TY  - ") and any(map(_END.fullmatch, lines))


def segments(lines: Sequence[str]) -> Iterator[Segment]:
    """The references that come with a text, in order."""
    for part in filter(None, cut(lines, _END)):
        found = _fields(part)
        body = next((found[tag] for tag in _TEXT if tag in found), None)
        title = next((found[tag] for tag in _TITLE if tag in found), None)
        if body is None:
            continue
        yield Segment(
            kind="ris",
            lines=part,
            title=range(title.start, title.stop) if title else range(0),
            body=body,
            published=_when(part, found),
            outlet=_value(part, found, _OUTLET),
            author=_value(part, found, _AUTHOR),
            url=_value(part, found, _URL),
        )


def _fields(lines: Sequence[str]) -> dict[str, range]:
    """The lines of each tag's first value; a line without a tag goes on with the one before it."""
    starts = [(n, match[1]) for n, line in enumerate(lines) if (match := _TAG.match(line))]
    stops = [*(n for n, _ in starts[1:]), len(lines)]
    found: dict[str, range] = {}
    for (n, tag), stop in zip(starts, stops, strict=True):
        found.setdefault(tag, range(n, stop))
    return found


def _value(lines: Sequence[str], found: dict[str, range], tags: Sequence[str]) -> str | None:
    for tag in tags:
        if tag in found:
            return " ".join(" ".join(lines[n] for n in found[tag])[6:].split()) or None
    return None


def _when(lines: Sequence[str], found: dict[str, range]) -> Moment | None:
    said = _value(lines, found, _DATE) or ""
    match = _SLASHED.match(said)
    return moment("-".join(match.groups())) if match else moment(said)
