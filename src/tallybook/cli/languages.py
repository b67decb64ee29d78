"""Languages as a user calls them, and what to say of reports that nobody has read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tallybook.api import Book

_NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "bn": "Bengali", "de": "German", "es": "Spanish",
    "fa": "Persian", "fr": "French", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "ku": "Kurdish", "my": "Burmese",
    "nl": "Dutch", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "so": "Somali", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese", "und": "not told",
}  # fmt: skip
_MOST = 6


def unread(foreign: Mapping[str, int]) -> str:
    """What the user should know of reports in languages that the reader does not know.

    >>> unread({"ar": 2, "ur": 1})
    '3 reports are kept but not read: the reader does not know Arabic (2), Urdu (1)'
    """
    total = sum(foreign.values())
    count = "1 report is" if total == 1 else f"{total:,} reports are"
    ordered = sorted(foreign.items(), key=lambda pair: (-pair[1], pair[0]))
    named = [f"{_NAMES.get(code, code)} ({number:,})" for code, number in ordered[:_MOST]]
    more = f" and {len(ordered) - _MOST} more" if len(ordered) > _MOST else ""
    return f"{count} kept but not read: the reader does not know {', '.join(named)}{more}"


def tell_unread(book: Book) -> None:
    """Say on standard error what a list leaves out, since nothing of these reports can be in it."""
    foreign = book.unread()
    if foreign:
        click.echo(unread(foreign), err=True)
