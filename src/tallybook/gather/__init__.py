"""Gather: files and folders to reports, one at a time, and a plain error for each that cannot be taken.

``gather`` is the stage's one function; ``from_text`` makes a report of a text that is at hand. ``copies`` tells which
reports are one text that was published twice. How each part is done: ``files`` (paths to files), ``raw`` (bytes and
what is known beside them), ``kinds`` (bytes to texts, a module a kind), ``build`` (a text to a report), ``encoding``
(bytes to text), ``dates`` and ``moments`` (published when), ``language``, ``parts`` and ``glued`` (what of a page is
the article).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tallybook.errors import InputError
from tallybook.gather import dates
from tallybook.gather.build import Article, report_of
from tallybook.gather.files import Found, Skipped, find, opened
from tallybook.gather.kinds import reports_of
from tallybook.gather.kinds.table import checked
from tallybook.gather.raw import Raw
from tallybook.records import Report

__all__ = ["Gathering", "Raw", "Skipped", "Summary", "from_text", "gather", "reports_of"]


@dataclass(slots=True)
class Summary:
    """What a gathering came to so far: numbers, never the reports themselves.

    ``skipped`` counts what folders held that is not for us; ``encodings`` counts reports by encoding, and
    ``examples`` names the first report of each encoding, so that a text read as something other than UTF-8 is told.
    ``kinds`` counts reports by kind of source.
    """

    reports: int = 0
    errors: int = 0
    skipped: Skipped = field(default_factory=Skipped)
    encodings: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)


class Gathering(Iterator[Report | InputError]):
    """The reports and errors of some paths, made as they are asked for; ``summary`` grows along the way."""

    def __init__(
        self,
        paths: Iterable[str | Path],
        given: dates.Published | None,
        outlet: str | None,
        columns: Mapping[str, str],
    ) -> None:
        self.summary = Summary()
        self._given = given
        self._outlet = outlet
        self._columns = columns
        self._outcomes = self._all(find(paths, self.summary.skipped))

    def __next__(self) -> Report | InputError:
        outcome = next(self._outcomes)
        if isinstance(outcome, InputError):
            self.summary.errors += 1
        else:
            self._count(outcome)
        return outcome

    def _all(self, found: Iterator[Found | InputError]) -> Iterator[Report | InputError]:
        for each in found:
            if isinstance(each, InputError):
                yield each
            else:
                yield from reports_of(self._raw(each))

    def _raw(self, found: Found) -> Raw:
        return Raw(
            path=found.path,
            open=partial(opened, found),
            name=found.shown,
            given=self._given,
            over_own=found.named,
            outlet=self._outlet,
            columns=self._columns,
            strict=found.named,
        )

    def _count(self, report: Report) -> None:
        self.summary.reports += 1
        self.summary.kinds[report.origin.kind] += 1
        encoding = report.origin.encoding
        if encoding is not None:
            self.summary.encodings[encoding] += 1
            self.summary.examples.setdefault(encoding, report.path)


def gather(
    paths: Iterable[str | Path],
    *,
    date: str | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Gathering:
    """Reads files and folders into reports, in an order that does not depend on that of ``paths``.

    Yields a Report, or an InputError for what cannot be taken, and goes on; one document is held at a time. What a
    file is (page, PDF, export of a newsroom, table, archive, mail, text) is told from its bytes.
    ``date`` (YYYY-MM-DD) is the user's word for a file that is named outright, and for those files of a folder that
    tell no date themselves: a folder's own dates are not overwritten in one stroke. ``outlet`` is for all of them.
    ``columns`` maps our words to a table's columns (``{"text": "body", "date": "pub"}``).
    A report's ``path`` is relative to the folder that was added, or the name of a file that was named itself.
    Raises UsageError at once where ``date`` is no date or ``columns`` are no map; nothing else is raised. The result's
    ``summary`` tells how many files were passed over, which kinds and which encodings were met.
    """
    return Gathering(paths, dates.given(date) if date is not None else None, outlet, checked(columns or {}))


def from_text(text: str, *, path: str = "-", date: str | None = None, outlet: str | None = None) -> Report:
    """A report of a text that is at hand; offsets index the text as it is given.

    >>> from_text("Two men died.", date="2024-08-26").published
    '2024-08-26'
    """
    given = dates.given(date) if date is not None else None
    return report_of(Raw(path=path, given=given, outlet=outlet), Article(kind="text", text=text), check=False)
