"""A report's text as lines with their offsets: what dates and parts are looked for in."""

from __future__ import annotations

import re
from dataclasses import dataclass

PROSE = 120
_LINE = re.compile(r"[^\n\u2028\u2029]+")
_TITLE_END = re.compile(r"[.;:,](?:[\"'”’)\]]*)$|(?<=[a-z])[.!?…][\"”’']+$")
_ITEM = re.compile(r"[•▪●‣■◦*·>–—-]|\(?\d{1,2}[.):]\s|#\d|\d{1,2}[:.]\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: ``text`` without the white space around it, ``start`` its offset in the report."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind its last character."""
        return self.start + len(self.text)

    @property
    def is_prose(self) -> bool:
        """Long enough to be a paragraph and not a label, a menu or a title."""
        return len(self.text) >= PROSE

    @property
    def is_item(self) -> bool:
        """Whether it begins as a list item or a clock time does."""
        return _ITEM.match(self.text) is not None

    @property
    def is_title(self) -> bool:
        """Whether it reads as a title: three to thirty words, a capital or number first, no full stop at the end."""
        text = self.text
        if len(text) > 200 or self.is_item or _TITLE_END.search(text):
            return False
        first = text.lstrip("# \"'“‘[(¿¡")[:1]
        return (first.isupper() or first.isdigit()) and 3 <= len(_WORD.findall(text)) <= 30


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank.

    >>> [(line.text, line.start) for line in lines_of("One.\\n\\n  Two.\\n")]
    [('One.', 0), ('Two.', 8)]
    """
    found = []
    for match in _LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if stripped:
            found.append(Line(stripped, match.start() + len(raw) - len(raw.lstrip())))
    return found
