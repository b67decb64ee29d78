"""Fetching: pages of the web into a book, and feeds followed; beside pipeline.py, on top of gather and book.

``fetch`` and ``watch`` are its functions. Everything that must survive a kill is in the book before the next step:
what is due (``book/pages.py``), what was received (``book/captures.py``), what of it was read.
"""

from __future__ import annotations

from tallybook.fetching.changes import Change, Move
from tallybook.fetching.fetch import Fetched, fetch
from tallybook.fetching.reading import nobody
from tallybook.fetching.tools import Tools, tools_of
from tallybook.fetching.watch import watch

__all__ = ["Change", "Fetched", "Move", "Tools", "fetch", "nobody", "tools_of", "watch"]
