"""Hard-wrapped text: old wire stories, mail and PDF break each line at some 70 letters, in the middle of a sentence.

``unwrapped`` gives the text as it would flow, letter for letter in the same places: only the break between two lines
of one paragraph becomes a space. So whoever reads the flowing text has offsets into the text as it is.
"""

from __future__ import annotations

import re
from itertools import pairwise

NARROWEST, WIDEST = 45, 110
"""Letters of the longest line of a wrapped text. Shorter ones are verse and tables, longer ones are paragraphs."""
FEWEST = 4
"""So few lines may be as long as they are by chance."""
SLACK = 4
"""A line is full where the next line's first word would have gone less than this over the width."""
SHARE = 0.7
"""Of the lines with another below them that so many are full in a wrapped text; of lists, a tenth."""

_FIRST = re.compile(r"\s*(\S+)")
_ITEM = re.compile(r"\s*(?:[•▪●‣■*·>–—]|-{1,3}\s|\(?\d{1,2}[.):]\s|#)")


def unwrapped(text: str) -> str:
    """The text with the breaks inside its paragraphs as spaces, of the same length; other text as it is.

    >>> unwrapped("Two men.")
    'Two men.'
    """
    if text.count("\n") < FEWEST:
        return text
    lines = text.split("\n")
    width = _width(lines)
    if width is None:
        return text
    joins = [_goes_on(one, other, width) for one, other in pairwise(lines)]
    return lines[0] + "".join((" " if join else "\n") + line for join, line in zip(joins, lines[1:], strict=True))


def _width(lines: list[str]) -> int | None:
    """The width at which the lines were broken, or None where they were not."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < FEWEST:
        return None
    # A single longer line, a title or an address, says nothing about the others.
    width = lengths[-1 - len(lengths) // 20]
    if not NARROWEST <= width <= WIDEST:
        return None
    pairs = [(one, other) for one, other in pairwise(lines) if one.strip() and other.strip()]
    full = sum(_is_full(one, other, width) for one, other in pairs)
    return width if len(pairs) >= FEWEST - 1 and full >= SHARE * len(pairs) else None


def _goes_on(one: str, other: str, width: int) -> bool:
    """Whether the second line goes on with the first one's paragraph."""
    if not one.strip() or not other.strip() or _ITEM.match(other) or not _is_full(one, other, width):
        return False
    return _indent(other) <= _indent(one) + 1


def _is_full(one: str, other: str, width: int) -> bool:
    """Whether the next line's first word did not fit behind this line."""
    first = _FIRST.match(other)
    return first is not None and len(one.rstrip()) + 1 + len(first[1]) > width - SLACK


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
