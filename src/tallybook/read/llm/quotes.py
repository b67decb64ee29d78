"""Where words that a model gives stand in the report: letter for letter, but for spaces and the shape of marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallybook.records import Span

MOST = 2000
"""A longer quote is not looked for, in characters: a claim is a sentence's."""
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛ʼ`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("–—‑‒―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009", " "),
    }
)
_AROUND = " \t\r\n\"'.,;:…"


def plain(text: str) -> str:
    """The text with one shape for each mark, of the same length, so that offsets hold."""
    return text.translate(_ALIKE)


def places(plain_text: str, words: str, within: Span) -> Iterator[Span]:
    """The spans inside ``within`` where the words stand, left to right; ``plain_text`` is what ``plain`` gave.

    A word or a number is never cut: "12" does not stand in "112", "1,200" or "2012". Where the words as given stand
    nowhere, they are looked for without the marks around them.

    >>> list(places("First 112 died, then 12.", "12", Span(0, 24)))
    [Span(start=21, end=23)]
    """
    sought = plain(words).strip()
    if not sought or len(sought) > MOST:
        return
    found = False
    for span in _standing(plain_text, sought, within):
        found = True
        yield span
    bare = sought.strip(_AROUND)
    if not found and bare and bare != sought:
        yield from _standing(plain_text, bare, within)


def _standing(text: str, sought: str, within: Span) -> Iterator[Span]:
    pattern = r"\s+".join(re.escape(word) for word in sought.split())
    before = r"(?<!\w)(?<!\d[.,])" if sought[0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if sought[-1].isalnum() else ""
    for match in re.finditer(before + pattern + after, text):
        if within.start <= match.start() and match.end() <= within.end:
            yield Span(*match.span())
