"""The data block that a Markdown page may begin with: ``---``, ``key: value`` lines, ``---``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_BLOCK = re.compile(r"\s*---[ \t]*\n((?:[^\n]*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_PAIR = re.compile(r"^([A-Za-z][\w -]{0,30}):[ \t]*(.*)$", re.MULTILINE)
_QUOTES = "\"'"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``values`` by key in lower case, the offset where the block ends (0 without one), and where the title stands."""

    values: Mapping[str, str] = field(default_factory=dict)
    end: int = 0
    title: int | None = None


def front_matter(text: str) -> FrontMatter:
    """The block at the start of a text; a rule of dashes without any ``key: value`` below it is none.

    >>> front_matter("---\\ndate: 2024-08-26\\n---\\nTwo men died.").values
    {'date': '2024-08-26'}
    """
    block = _BLOCK.match(text) if text.lstrip()[:3] == "---" else None
    pairs = list(_PAIR.finditer(text, block.start(1), block.end(1))) if block else []
    if not block or not pairs:
        return FrontMatter()
    values = {pair[1].casefold(): _plain(pair[2]) for pair in pairs if _plain(pair[2])}
    title = next((pair.start(2) for pair in pairs if pair[1].casefold() == "title" and _plain(pair[2])), None)
    return FrontMatter(values, block.end(), title)


def _plain(value: str) -> str:
    value = value.rstrip()
    return value[1:-1] if len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0] else value
