"""How far it is, on one line of standard error, where that is a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tallybook.pipeline import Progress

_BAR = 30
_EVERY = 0.1


class Line:
    """A line that is written over as the work goes on; remembers how many reports were read."""

    def __init__(self) -> None:
        self.read = 0
        self._shows = bool(sys.stderr and sys.stderr.isatty())
        self._next = 0.0
        self._wide = 0

    def __call__(self, progress: Progress) -> None:
        """Show how far it is, ten times a second at most."""
        if progress.stage == "read":
            self.read = progress.done
        if self._shows and time.monotonic() >= self._next:
            self._next = time.monotonic() + _EVERY
            self._put(told(progress))

    def clear(self) -> None:
        """Take the line away."""
        if self._wide:
            self._put("")
            sys.stderr.write("\r")
            self._wide = 0

    def _put(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._wide))
        sys.stderr.flush()
        self._wide = len(text)


def told(progress: Progress) -> str:
    """One line of progress.

    >>> from tallybook.pipeline import Progress
    >>> told(Progress("link", 1, 2))
    'linking  [###############...............]  50%'
    """
    if progress.stage == "fetch":
        return f"fetching {progress.done:,}" + (f" of {progress.total:,}" if progress.total else "") + " pages"
    if progress.stage == "read" or not progress.total:
        return f"reading  {progress.done:,} reports"
    share = min(1.0, progress.done / progress.total)
    full = round(share * _BAR)
    return f"linking  [{'#' * full}{'.' * (_BAR - full)}] {share:4.0%}"
