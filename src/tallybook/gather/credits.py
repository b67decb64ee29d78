"""Which wire agency a report credits, and which report of a group of copies the others were most likely taken from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from tallybook.records import Report
from tallybook.vocabulary import load

_LEAD = 160
_FOOT = 120
_ONE_NAME = {"agence france-presse": "afp", "associated press": "ap", "the associated press": "ap", "aa": "anadolu",
             "anadolu agency": "anadolu", "aljazeera": "al jazeera", "itar-tass": "tass"}  # fmt: skip
_NOBODY = frozenset(("agencies", "wires", "news agencies", "app", "uni", "nan", "rt", "sana", "wam", "ani", "line"))
"""Names that credit nobody in particular, or that are words of their own where they stand alone."""


def credit(report: Report) -> str | None:
    """The agency that a report names as its source, in lower case: in its dateline, a byline, or at its foot.

    >>> from tallybook.gather import from_text
    >>> credit(from_text("QUETTA (AFP) - Two men died on Friday, police said."))
    'afp'
    """
    body = [part for part in report.parts if part.role == "body"]
    start = body[0].start if body else 0
    end = body[-1].end if body else len(report.text)
    lead, foot = report.text[start : start + _LEAD], report.text[max(start, end - _FOOT) : end].rstrip()
    own = [report.text[part.start : part.end] for part in report.parts if part.role == "furniture"]
    patterns = ((_credits().dateline, [lead]), (_credits().alone, own), (_credits().foot, [foot]))
    for pattern, pieces in patterns:
        for piece in pieces:
            match = pattern.search(piece)
            if match:
                name = match[1].casefold()
                return _ONE_NAME.get(name, name)
    return None


def likely_origin(group: Iterable[Report]) -> Report:
    """The report that its copies were most likely taken from.

    It is the one of the agency that most of them credit, where that is among them; else the earliest to the minute as
    far as that is known, then to the day (undated ones last), then the smallest id.
    """
    reports = list(group)
    agency = credited(reports)
    return min(reports, key=lambda one: (not is_of(one, agency), one.published is None, *_moment(one), one.id))


class _Patterns:
    """How a credit looks in a dateline, as a byline of its own, and at the foot of a story."""

    def __init__(self, names: Sequence[str]) -> None:
        either = "|".join(sorted((_spelled(name) for name in names), key=lambda one: (-len(one), one)))
        self.dateline = re.compile(rf"[(/]\s*(?:\w+/)?({either})\s*[)/]")
        self.alone = re.compile(rf"(?:^|\n|\b[Bb]y |[Ss]ource: |via |[|/·-] ?)({either})\s*(?:$|\n|[|/·,-])")
        self.foot = re.compile(rf"(?:^|\n|[—–-]{{1,2}}\s?|\(|/)({either})[).]?\s*$")


@cache
def _credits() -> _Patterns:
    return _Patterns([name for name in load("furniture")["agencies"] if name not in _NOBODY])


def _spelled(name: str) -> str:
    """Short names only in capitals: "ap" and "pti" are no words in small letters, "dw" may be."""
    if len(name) <= 4 and name.isalpha():
        return re.escape(name.upper())
    return "|".join(map(re.escape, (name.title(), name.upper())))


def credited(reports: Iterable[Report]) -> str | None:
    """The agency that most of these reports credit, in lower case; of equals the first of the alphabet."""
    counts = Counter(name for report in reports if (name := credit(report)))
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def is_of(report: Report, agency: str | None) -> bool:
    """Whether a report was published by the agency itself."""
    outlet = (report.outlet or "").casefold()
    name = _ONE_NAME.get(outlet, outlet)
    return agency is not None and (name == agency or name.startswith((f"{agency} ", f"{agency}.")))


def _moment(report: Report) -> tuple[str, str]:
    """The day, then the time on it; a day without a time comes after those with one."""
    return report.published or "", report.origin.time or "~"
