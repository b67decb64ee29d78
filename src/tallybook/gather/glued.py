"""Where a second article begins that a page's maker glued below the first.

Two things have to come together: the shape of a beginning (a title, then bullets, a byline, a date, a dateline, often
right after the first page's own foot) and words that are not the first article's. The more shape there is, the more
words may be shared, since two articles of one outlet share a country and a government. Sub-headings, live blogs and
round-ups have too little shape or too many beginnings, and are left whole: a claim lost is worse than one too many.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tallybook.gather.lines import Line
from tallybook.records import PartRole
from tallybook.vocabulary import load

_CITY = r"[A-ZÀ-Þ][A-ZÀ-Þ'’.-]{2,}(?:[ ,/-]+[A-ZÀ-Þ][\w'’.-]*){0,4}"
_TOWN = r"[A-ZÀ-Þ][\w'’-]+(?:[ ,]+[A-ZÀ-Þ][\w'’.-]*){0,4}"
_DATELINE = re.compile(
    rf"\(?(?:{_CITY}\)?,?\s*(?:\([^)]{{2,30}}\)\s*)?(?:[-–—]{{1,2}}|:)\s"
    rf"|{_TOWN}(?:,? \([A-Z][^)]{{1,30}}\)|,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}}\b)[^.]{{0,25}}?(?:[-–—]{{1,2}}|:)\s)"
)
_NAME = re.compile(r"(?<![.!?:•\n] )(?<![\n\"“])(?<!^)\b[A-ZÀ-Þ][^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6
_LEAST_BEFORE = 2
_LEAST_AFTER = 35
_LEAST_AFTER_BARE = 50
_MOST_OPENING = 10
_MOST_BEGINNINGS = 3
_MOST_TOLD = 0.6
_BARE = 2
_TITLE_WORDS = 5
# (shape at least, share of names at most, likeness of words at most); likeness alone says little where shape is strong
_BOUNDS = ((5, 0.28, 0.45), (3, 0.20, 0.30), (2, 0.12, 0.15), (1, 0.05, 0.08))


@dataclass(frozen=True, slots=True)
class _Opening:
    """A title's line, the first paragraph below it, and how much of an article's beginning stands between."""

    start: int
    prose: int
    shape: int


def cut(lines: Sequence[Line], roles: Sequence[PartRole]) -> int | None:
    """The offset where the second article begins, or None: everything from there on is not the first article."""
    first = _second_paragraph(lines, roles)
    if first is None:
        return None
    openings = [found for i in range(first, len(lines)) if (found := _opening(lines, roles, i))]
    if not openings or _is_round_up(lines, openings):
        return None
    for opening in openings:
        end = next((later.start for later in openings if later.start > opening.prose), len(lines))
        if _is_other(lines, roles, opening, end):
            return lines[opening.start].start
    return None


def _second_paragraph(lines: Sequence[Line], roles: Sequence[PartRole]) -> int | None:
    prose = [i for i, line in enumerate(lines) if line.is_prose and roles[i] == "body"]
    return prose[_LEAST_BEFORE - 1] + 1 if len(prose) > _LEAST_BEFORE else None


def _opening(lines: Sequence[Line], roles: Sequence[PartRole], start: int) -> _Opening | None:
    """What begins at this line: its shape is 1 for a bare title over prose, and more for each further sign."""
    line = lines[start]
    if roles[start] == "furniture" and roles[start - 1] != "furniture":
        return None  # a teaser below its heading may be the next article's title, a byline is not
    if not _may_be_title(line):
        return None
    prose = next((i for i in range(start + 1, min(start + _MOST_OPENING, len(lines))) if lines[i].is_prose), None)
    if prose is None or (roles[start - 1] == "body" and _may_be_title(lines[start - 1])):
        return None  # an opening is told from its first line on
    between = range(start + 1, prose)
    shape = 1 + 3 * bool(_DATELINE.match(lines[prose].text)) + (roles[start - 1] != "body")
    shape += any(lines[i].is_item and roles[i] != "furniture" for i in between)
    shape += 2 * any(roles[i] == "furniture" for i in between)
    if shape <= _BARE and line.text.endswith(("?", "!")):
        return None
    return _Opening(start, prose, shape)


def _may_be_title(line: Line) -> bool:
    return not line.is_prose and line.is_title and line.text[0] not in "([" and len(line.text.split()) >= _TITLE_WORDS


def _is_round_up(lines: Sequence[Line], openings: Sequence[_Opening]) -> bool:
    """Whether the page is a list of short items with a title or a dateline each."""
    datelines = sum(line.is_prose and _DATELINE.match(line.text) is not None for line in lines)
    return len(openings) > _MOST_BEGINNINGS or datelines > _MOST_BEGINNINGS


def _is_other(lines: Sequence[Line], roles: Sequence[PartRole], opening: _Opening, end: int) -> bool:
    start, shape = opening.start, opening.shape
    before = [lines[i].text for i in range(start) if roles[i] != "furniture"]
    after = [lines[i].text for i in range(start, end) if roles[i] != "furniture" or i == start]
    least = _LEAST_AFTER if shape > _BARE else _LEAST_AFTER_BARE
    if sum(len(text.split()) for text in after) < least:
        return False
    if _is_told(lines[start].text, before):
        return False
    names, words = _shared_names(before, after), _likeness(before, after)
    return any(shape >= least and names <= most and words <= like for least, most, like in _BOUNDS)


def _is_told(title: str, before: Sequence[str]) -> bool:
    """Whether a title is made of the first article's words: its own headline once more, or a sub-heading."""
    words = _content([title])
    return len(words.keys() & _content(before).keys()) > _MOST_TOLD * len(words)


def _shared_names(before: Sequence[str], after: Sequence[str]) -> float:
    """The share of the fewer names that both have."""
    one, other = (set(_names(texts)) for texts in (before, after))
    return len(one & other) / max(1, min(len(one), len(other)))


def _likeness(before: Sequence[str], after: Sequence[str]) -> float:
    """The cosine of the two word counts, from 0 to 1."""
    one, other = _content(before), _content(after)
    dot = sum(count * other.get(word, 0) for word, count in one.items())
    length = math.sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return dot / length if length else 0.0


def _names(texts: Sequence[str]) -> Mapping[str, int]:
    plain = _stems()
    found = (word.casefold()[:_STEM] for text in texts for word in _NAME.findall(text))
    return Counter(word for word in found if word not in plain)


def _content(texts: Sequence[str]) -> Mapping[str, int]:
    plain = _stems()
    found = (word.casefold()[:_STEM] for text in texts for word in _WORD.findall(text))
    return Counter(word for word in found if word not in plain)


@cache
def _stems() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in load("furniture")["plain"])
