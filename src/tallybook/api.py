"""The library: a ``Book`` and its questions, each with the name and words of the command that does the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack

from sqlalchemy import Connection

from tallybook import estimates, pipeline, readers, reconcile
from tallybook.book import Store, changes, history, queries, quoted, reports, words
from tallybook.book.asked import Asked, IncidentWords
from tallybook.book.batches import batches
from tallybook.book.codec import canonical
from tallybook.book.history import Run
from tallybook.book.queries import ClaimFilter, IncidentFilter
from tallybook.book.quoted import Quoted, Reason, Shown, Why
from tallybook.book.results import Results
from tallybook.decisions import Decisions
from tallybook.export import table
from tallybook.export.comparing import Comparing
from tallybook.export.exporting import Exporting
from tallybook.export.importing import Importing
from tallybook.online import Online
from tallybook.originals import Keeping
from tallybook.pipeline import Added, Plan, Watcher
from tallybook.records import HARMS, VICTIMS, AnyClaim, Incident, Report
from tallybook.settings import POLICIES, Settings, resolve

__all__ = [
    "Added",
    "Book",
    "Quoted",
    "Reason",
    "Results",
    "Shown",
    "Why",
    "open",
]

KINDS = ("figure", "responsibility", "denial", "confirmation", "reaction", "disruption")

T = TypeVar("T")
Paths = str | Path | Iterable[str | Path]


def open(
    target: str | Path, *, create: bool = True, settings: Settings | None = None, watch: Watcher | None = None
) -> Book:
    """The book at a path or database URL, made when absent unless ``create`` is False.

    ``settings`` come from ``tallybook.toml`` and the environment where not given. A book of an earlier version is
    linked anew first, which takes as long as linking all of its reports: ``watch`` is told how far it is, and what was
    cut short goes on when it is opened again. Raises BookError (NotABook, NewerBook, BookBusy) where it cannot be
    used, SettingsError where a setting is wrong.
    """
    settings = settings or resolve()
    return Book(pipeline.opened(target, settings, create=create, watch=watch), settings)


class Book(Decisions, Exporting, Importing, Comparing, Online):
    """An open book. Closes with ``close()`` or at the end of a ``with`` block."""

    def __init__(self, store: Store, settings: Settings, *, clock: Callable[[], datetime] | None = None) -> None:
        self.store = store
        self.settings = settings
        self._clock = clock or _now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Book {self.store.name}>"

    def close(self) -> None:
        """Let go of the book."""
        self.store.close()

    def add(
        self,
        paths: Paths,
        *,
        date: str | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        jobs: int = 1,
        watch: Watcher | None = None,
    ) -> Added:
        """Read files and folders into the book, link and reconcile; safe to repeat and to interrupt.

        What a file is (page, PDF, export of a newsroom, table, archive, mail, text) is told from its bytes.
        ``date`` (YYYY-MM-DD) and ``outlet`` are your word for all of them; ``columns`` says which columns of a table
        hold what (``{"text": "body", "date": "pub"}``). ``jobs`` is the number of processes that
        read (0: one for each core); with more than one, a script needs ``if __name__ == "__main__":`` around it.
        Each file is kept as received (settings ``originals``, ``original_size``).
        A file that cannot be taken is told in the result's ``failed``. Raises UsageError or BookError.
        """
        words.text_or_none(outlet, "outlet")
        started = self._clock().isoformat(timespec="seconds")
        given = [paths] if isinstance(paths, str | Path) else list(paths)
        added = pipeline.add(
            self.store,
            given,
            self._plan(jobs),
            date=date,
            outlet=outlet,
            columns=columns,
            keeping=self._keeping(started, date, outlet),
            watch=watch,
        )
        self._remember(started, added.numbers())
        self._note()
        return added

    def _keeping(self, started: str, date: str | None, outlet: str | None) -> Keeping:
        kept = self.settings
        how = canonical([readers.mark(kept.reader, kept), date, outlet])
        return Keeping(started, kept.original_size if kept.originals == "keep" else -1, how)

    def _plan(self, jobs: int) -> Plan:
        name = self.settings.reader
        return Plan(
            reader=readers.named(name, self.settings),
            read_by=readers.mark(name, self.settings),
            jobs=jobs or pipeline.cores(),
            batch=self.settings.batch,
            policy=self.settings.policy,
        )

    def _remember(self, started: str, numbers: Mapping[str, int]) -> None:
        kept, outcome = self.settings, canonical(dict(numbers))
        run = Run(started, version("tallybook"), kept.to_json(), kept.digest(), outcome)
        with self.store.write() as connection:
            history.put_run(connection, run)

    def incidents(self, *, policy: str | None = None, **asked: Unpack[IncidentWords]) -> Results[Incident]:
        """The incidents, the latest first; each word given narrows them, several of one name are alternatives.

        ``country`` is a code or name, ``region`` as ``PK/Balochistan``, ``month`` as ``2024-08``; ``from_`` and ``to``
        are dates, or months or years; ``type``, ``status``, ``harm`` and ``victims`` as in the record; ``group`` is a
        part of a group's name; ``min`` is the least best estimate of one harm and class of victims; ``disagreement``
        is none, some, wide or contradicted, ``review`` open, accepted, fixed, rejected or unsure; ``missing`` is place
        or date; ``background`` yes or no; ``part_of`` a wave; ``bbox`` west,south,east,north; ``text`` are words that
        all occur in the incident or its reports. ``none`` asks for what is not known. ``sort`` is date, spread, toll,
        reports, title, place, status or type, ``order`` desc or asc; ``policy`` makes the estimates under another rule
        than the book's. Raises UsageError for a word that does not fit.
        """
        self._finish()
        rule = _policy(policy)
        wanted = self._wanted(**asked)
        return Results(
            lambda: self._stream(lambda c: estimates.find(c, wanted, rule)),
            lambda: self._ask(lambda c: estimates.count(c, wanted, rule)),
            lambda: map(table.wide_row, self._stream(lambda c: estimates.find(c, wanted, rule))),
            table.WIDE_COLUMNS,
        )

    def _book(self) -> Book:
        return self

    def _wanted(self, **asked: Unpack[IncidentWords]) -> IncidentFilter:
        return self._ask(Asked(**asked).filter)

    def show(self, incident: str, *, policy: str | None = None) -> Shown:
        """One incident whole: figures, claims with speaker and sentence, reports, sites.

        ``incident`` is its id or a beginning of it; ``policy`` another rule than the book's. Raises NotFound.
        """
        rule = _policy(policy)
        self._finish()
        return self._ask(lambda c: quoted.shown(c, _incident(c, incident, rule)))

    def why(
        self, incident: str, harm: str | None = None, victims: str | None = None, *, policy: str | None = None
    ) -> Why:
        """Why an incident's estimates are what they are: claims used and left out, and sums such as 22 + 36 = 58.

        ``policy`` asks it of another rule than the book's. Raises NotFound for the incident, UsageError for a harm or
        class of victims that it has no estimate for.
        """
        rule = _policy(policy)
        self._finish()
        one_harm = words.one_of(harm, HARMS, "harm")
        one_class = words.one_of(victims, VICTIMS, "class of victims")
        return self._ask(lambda c: quoted.why(c, _incident(c, incident, rule), one_harm, one_class))

    def estimates(self, incident: str, *, policy: str | None = None) -> dict[str, estimates.Figures]:
        """An incident's estimates by policy, by harm and by victims: of one policy, or all of them side by side.

        Raises NotFound for the incident, UsageError for a policy that there is not.
        """
        rules = [rule] if (rule := _policy(policy)) else list(POLICIES)
        self._finish()
        return self._ask(lambda c: estimates.side_by_side(c, _incident(c, incident), rules))

    def history(self, incident: str, *, policy: str | None = None) -> tuple[reconcile.Toll, ...]:
        """How each toll of an incident moved: the figures by day with their fate, and what stood at each day's end.

        Raises NotFound for the incident, UsageError for a policy that there is not.
        """
        rule = _policy(policy)
        self._finish()
        return self._ask(lambda c: estimates.history(c, _incident(c, incident), rule))

    def claims(
        self,
        *,
        kind: str | None = None,
        report: str | None = None,
        incident: str | None = None,
        speaker: str | None = None,
        harm: str | None = None,
        victims: str | None = None,
    ) -> Results[AnyClaim]:
        """The claims by report and in the order of the text; each word given narrows them.

        ``report`` is an id, a beginning of one, or a path; ``speaker`` a part of a name. Raises UsageError.
        """
        self._finish()
        wanted = ClaimFilter(
            kind=words.one_of(kind, KINDS, "kind of claim"),
            report=None if report is None else self._ask(lambda c: queries.resolve_report(c, report)),
            incident=None if incident is None else self._ask(lambda c: queries.resolve_incident(c, incident)),
            speaker=words.text_or_none(speaker, "speaker"),
            harm=words.one_of(harm, HARMS, "harm"),
            victims=words.one_of(victims, VICTIMS, "class of victims"),
        )
        return Results(
            lambda: (claim for claim, _ in self._stream(lambda c: queries.find_claims(c, wanted))),
            lambda: self._ask(lambda c: queries.count_claims(c, wanted)),
            lambda: (table.claim_row(*found) for found in self._stream(lambda c: queries.find_claims(c, wanted))),
            table.CLAIM_COLUMNS,
        )

    def quotes(self, claims: Iterable[AnyClaim]) -> Iterator[Quoted]:
        """The claims with their words, sentence, report and incident, a few looked up at a time."""
        for batch in batches(claims):
            yield from self._ask(partial(quoted.quotes, claims=batch))

    def reports(self) -> Results[Report]:
        """All reports, by id."""
        self._finish()
        return Results(
            lambda: self._stream(reports.stream),
            lambda: self._ask(reports.count),
            lambda: map(table.report_row, self._stream(reports.stream)),
            table.REPORT_COLUMNS,
        )

    def unread(self) -> dict[str, int]:
        """How many reports are in each language that no reader has read yet, the most first."""
        return self._ask(reports.unread_languages)

    def desk(self, *, started: Callable[[str], None] = print, **options: Any) -> None:
        """Serve the desk until it is stopped: a page to read, doubt and decide; ``started`` is told its address.

        ``options`` are the fields of ``tallybook.web.options.Options``: ``host`` and ``port``, ``analyst`` (who
        decides; the login name if not given), ``accounts``, ``names``, ``certificate`` and ``key``, ``coarse``,
        ``hide_names``, ``hide_graphic``, ``tiles``, ``pmtiles``. Raises UsageError where they would leave it open to
        others, MissingPart where the extra ``desk`` is not installed.
        """
        # Loaded here: the server is an extra.
        from tallybook.web.start import start

        start(self, started, options)

    def runs(self) -> tuple[Run, ...]:
        """Every adding to this book, with its version and settings, in the order in which they ended."""
        return self._ask(lambda c: tuple(history.all_runs(c)))

    def _finish(self) -> None:
        """Derive what a killed run left; whoever asks is answered from a whole book."""
        self._derive()

    def _note(self) -> None:
        """Note what became of incidents since the last time: whoever changes the book or asks for its changes does."""
        self._finish()
        if not self.store.is_read_only and self._ask(changes.is_waiting):
            with self.store.write() as connection:
                changes.note(connection, self._clock().isoformat(timespec="seconds"))

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with self.store.read() as connection:
            return question(connection)

    def _stream(self, question: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self.store.read() as connection:
            yield from question(connection)


def _incident(connection: Connection, words: str, policy: str | None = None) -> Incident:
    return next(estimates.under(connection, [queries.incident(connection, words)], policy))


def _policy(name: str | None) -> str | None:
    return words.one_of(name, POLICIES, "policy")


def _now() -> datetime:
    return datetime.now(UTC)
