"""Gather: files and folders to reports, one at a time, and a plain error for each that cannot be taken.

``gather`` is the stage's one function; ``from_text`` makes a report of a text that is at hand. ``copies`` tells which
reports are one text that was published twice. How each part is done: ``files`` (paths to files), ``encoding`` (bytes
to text), ``dates`` (published when), ``parts`` and ``glued`` (what of a page is the article).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tallybook.errors import InputError
from tallybook.gather import dates
from tallybook.gather.encoding import decode
from tallybook.gather.files import Found, Skipped, find, read
from tallybook.gather.front_matter import front_matter
from tallybook.gather.lines import lines_of
from tallybook.gather.parts import divide
from tallybook.records import Report

__all__ = ["Gathering", "Skipped", "Summary", "from_text", "gather"]

_OUTLET_KEYS = ("outlet", "publisher", "newspaper", "site", "source")


@dataclass(slots=True)
class Summary:
    """What a gathering came to so far: numbers, never the reports themselves.

    ``skipped`` counts what folders held that is not for us; ``encodings`` counts reports by encoding, and
    ``examples`` names the first report of each encoding, so that a text read as something other than UTF-8 is told.
    """

    reports: int = 0
    errors: int = 0
    skipped: Skipped = field(default_factory=Skipped)
    encodings: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)


class Gathering(Iterator[Report | InputError]):
    """The reports and errors of some paths, made as they are asked for; ``summary`` grows along the way."""

    def __init__(self, paths: Iterable[str | Path], given: dates.Published | None, outlet: str | None) -> None:
        self.summary = Summary()
        self._found = find(paths, self.summary.skipped)
        self._given = given
        self._outlet = outlet

    def __next__(self) -> Report | InputError:
        found = next(self._found)
        outcome = self._take(found) if isinstance(found, Found) else found
        if isinstance(outcome, InputError):
            self.summary.errors += 1
        else:
            self.summary.reports += 1
        return outcome

    def _take(self, found: Found) -> Report | InputError:
        try:
            decoded = decode(read(found), found.shown)
        except InputError as error:
            return error
        self.summary.encodings[decoded.encoding] += 1
        self.summary.examples.setdefault(decoded.encoding, found.path)
        return _report(decoded.text, found.path, self._given, self._outlet, over_own=found.named)


def gather(paths: Iterable[str | Path], *, date: str | None = None, outlet: str | None = None) -> Gathering:
    """Reads files and folders of .txt and .md into reports, in an order that does not depend on that of ``paths``.

    Yields a Report, or an InputError for a file that cannot be taken, and goes on; one report is held at a time.
    ``date`` (YYYY-MM-DD) is the user's word for a file that is named outright, and for those files of a folder that
    tell no date themselves: a folder's own dates are not overwritten in one stroke. ``outlet`` is for all of them.
    A report's ``path`` is relative to the folder that was added, or the name of a file that was named itself.
    Raises UsageError at once where ``date`` is no date; nothing else is raised. The result's ``summary`` tells how
    many files were passed over and which encodings were met.
    """
    return Gathering(paths, dates.given(date) if date is not None else None, outlet)


def from_text(text: str, *, path: str = "-", date: str | None = None, outlet: str | None = None) -> Report:
    """A report of a text that is at hand; offsets index the text as it is given.

    >>> from_text("Two men died.", date="2024-08-26").published
    '2024-08-26'
    """
    return _report(text, path, dates.given(date) if date is not None else None, outlet)


def _report(
    text: str, path: str, given: dates.Published | None, outlet: str | None, *, over_own: bool = True
) -> Report:
    lines = lines_of(text)
    data = front_matter(text)
    own = dates.published(text, lines, data.values)
    when = given if given is not None and (over_own or own.date is None) else own
    said = next((data.values[key] for key in _OUTLET_KEYS if key in data.values), None)
    return Report(
        id=Report.make_id(path, text),
        path=path,
        text=text,
        published=when.date,
        published_from=when.source,
        outlet=outlet or said,
        parts=divide(text, lines, data),
    )
