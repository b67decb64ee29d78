"""The library: a ``Book`` and its questions, each with the name and words of the command that does the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self, TypeVar

from sqlalchemy import Connection

from tallybook import estimates, pipeline, readers, reconcile
from tallybook.book import Store, history, queries, quoted, reports, words
from tallybook.book.batches import batches
from tallybook.book.codec import canonical
from tallybook.book.history import Run
from tallybook.book.queries import ClaimFilter, IncidentFilter
from tallybook.book.quoted import Quoted, Reason, Shown, Why
from tallybook.book.results import Results
from tallybook.decisions import Decisions
from tallybook.errors import InputError, UnreadableFile, VocabularyError
from tallybook.export import jsonl, table
from tallybook.export.files import unwritable
from tallybook.gather import from_text, gather
from tallybook.gather.files import shown
from tallybook.pipeline import Added, Plan, Watcher
from tallybook.records import HARMS, STATUSES, VICTIMS, AnyClaim, Incident, Reading, Report
from tallybook.settings import POLICIES, Settings, resolve

__all__ = [
    "Added",
    "Book",
    "Quoted",
    "Read",
    "Reason",
    "Results",
    "Shown",
    "Why",
    "evaluate",
    "open",
    "read_file",
    "read_text",
    "vocabulary_check",
]

FORMATS = ("jsonl", "csv", "page")
KINDS = ("figure", "responsibility", "denial", "confirmation", "reaction", "disruption")
PAGE = "record.html"

T = TypeVar("T")
Paths = str | Path | Iterable[str | Path]


def open(target: str | Path, *, create: bool = True, settings: Settings | None = None) -> Book:
    """The book at a path or database URL, made when absent unless ``create`` is False.

    ``settings`` come from ``tallybook.toml`` and the environment where not given. Raises BookError (NotABook,
    NewerBook, BookBusy) where it cannot be used, SettingsError where a setting is wrong.
    """
    settings = settings or resolve()
    store = Store.open(target, create=create, lock_wait=settings.lock_wait)
    if store.was_upgraded:
        pipeline.finish(store, policy=settings.policy)
    return Book(store, settings)


class Book(Decisions):
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
        jobs: int = 1,
        watch: Watcher | None = None,
    ) -> Added:
        """Read files and folders into the book, link and reconcile; safe to repeat and to interrupt.

        ``date`` (YYYY-MM-DD) and ``outlet`` are your word for all of them. ``jobs`` is the number of processes that
        read (0: one for each core); with more than one, a script needs ``if __name__ == "__main__":`` around it.
        A file that cannot be taken is told in the result's ``failed``. Raises UsageError or BookError.
        """
        words.text_or_none(outlet, "outlet")
        started = self._clock().isoformat(timespec="seconds")
        given = [paths] if isinstance(paths, str | Path) else list(paths)
        added = pipeline.add(self.store, given, self._plan(jobs), date=date, outlet=outlet, watch=watch)
        self._remember(started, added)
        return added

    def _plan(self, jobs: int) -> Plan:
        name = self.settings.reader
        return Plan(
            reader=readers.named(name, self.settings),
            read_by=readers.mark(name, self.settings),
            jobs=jobs or pipeline.cores(),
            batch=self.settings.batch,
            policy=self.settings.policy,
        )

    def _remember(self, started: str, added: Added) -> None:
        kept, outcome = self.settings, canonical(added.numbers())
        run = Run(started, version("tallybook"), kept.to_json(), kept.digest(), outcome)
        with self.store.write() as connection:
            history.put_run(connection, run)

    def incidents(
        self,
        *,
        country: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        type: str | None = None,
        group: str | None = None,
        status: str | None = None,
        harm: str | None = None,
        victims: str | None = None,
        min: int | None = None,
        text: str | None = None,
        limit: int | None = None,
        policy: str | None = None,
    ) -> Results[Incident]:
        """The incidents, the latest first; each word given narrows them.

        ``country`` is a code or name; ``from_`` and ``to`` are dates, or months or years; ``group`` is a part of a
        group's name; ``min`` is the least best estimate of one harm and class of victims; ``text`` are words that
        all occur in the incident or its reports; ``policy`` makes the estimates under another rule than the book's.
        Raises UsageError for a word that does not fit.
        """
        self._finish()
        wanted = IncidentFilter(
            country=words.country(country),
            first=words.day(from_),
            last=words.day(to, last=True),
            type=self._type(type),
            group=words.text_or_none(group, "group"),
            status=words.one_of(status, STATUSES, "status"),
            harm=words.one_of(harm, HARMS, "harm"),
            victims=words.one_of(victims, VICTIMS, "class of victims"),
            least=words.whole_number(min, "min"),
            words=tuple(words.text(text or "", "text").split()),
            limit=words.whole_number(limit, "limit"),
        )
        rule = _policy(policy)
        return Results(
            lambda: self._stream(lambda c: estimates.find(c, wanted, rule)),
            lambda: self._ask(lambda c: estimates.count(c, wanted, rule)),
            lambda: map(table.wide_row, self._stream(lambda c: estimates.find(c, wanted, rule))),
            (*table.INCIDENT_COLUMNS, *table.TOLL_COLUMNS),
        )

    def _type(self, type: str | None) -> str | None:
        return None if type is None else words.one_of(type, self._ask(queries.types), "type of this book's incidents")

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

    def export(self, format: str, out: str | Path, *, policy: str | None = None) -> tuple[Path, ...]:
        """Write the book to a folder as ``jsonl``, ``csv`` or ``page`` and give the paths written.

        The same reports give the same bytes, whatever the order in which they were added. ``policy`` makes the
        estimates under another rule than the book's. Raises UsageError for another format, TallybookError where the
        folder cannot be written.
        """
        rule = _policy(policy)
        self._finish()
        folder = Path(out)
        match words.one_of(format, FORMATS, "format"):
            case "jsonl":
                return self._ask(lambda c: jsonl.write(c, folder, policy=rule))
            case "csv":
                return self._ask(lambda c: table.write(c, folder, policy=rule))
            case _:
                return (self.record(folder / PAGE, policy=rule),)

    def record(self, out: str | Path, *, policy: str | None = None) -> Path:
        """Write the record as one page that needs no network. Raises TallybookError where it cannot be written."""
        # Loaded here: nothing else needs the templates.
        from tallybook.export.page import write_page

        try:
            write_page(self, out, policy=_policy(policy))
        except OSError as error:
            raise unwritable(Path(out), error) from error
        return Path(out)

    def runs(self) -> tuple[Run, ...]:
        """Every adding to this book, with its version and settings, in the order in which they ended."""
        return self._ask(lambda c: tuple(history.all_runs(c)))

    def _finish(self) -> None:
        """Derive what a killed run left; whoever asks is answered from a whole book."""
        self._derive()

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with self.store.read() as connection:
            return question(connection)

    def _stream(self, question: Callable[[Connection], Iterator[T]]) -> Iterator[T]:
        with self.store.read() as connection:
            yield from question(connection)


class Read(NamedTuple):
    """One report and what a reader found in it, without a book."""

    report: Report
    reading: Reading


def read_file(
    file: str | Path,
    *,
    date: str | None = None,
    outlet: str | None = None,
    reader: str = "rules",
    settings: Settings | None = None,
) -> Read:
    """One file read by itself, with the settings of file and environment where none are given.

    Raises InputError where it cannot be taken, UsageError for an unknown reader, LlmError where a model gives nothing.
    """
    if Path(file).is_dir():
        what = f"{shown(Path(file))} is a folder, not a file"
        raise UnreadableFile(what, "give one of its files, or read them all into a book: tallybook add BOOK PATH")
    outcome = next(gather([file], date=date, outlet=outlet))
    if isinstance(outcome, InputError):
        raise outcome
    return Read(outcome, readers.named(reader, settings)(outcome))


def read_text(
    text: str,
    *,
    date: str | None = None,
    outlet: str | None = None,
    reader: str = "rules",
    settings: Settings | None = None,
) -> Read:
    """One text at hand, read by itself, with the settings of file and environment where none are given.

    Raises UsageError for an unknown reader or a date that is none, LlmError where a model gives nothing.
    """
    report = from_text(text, date=date, outlet=outlet)
    return Read(report, readers.named(reader, settings)(report))


def evaluate(
    gold: str | Path,
    export: str | Path | None = None,
    *,
    reader: str = "rules",
    claims: str = "read",
    incidents: str = "linked",
    errors: int = 0,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """The measures of a reader, or of an export, against hand-made gold; see ``tallybook.evaluation``.

    ``claims="gold"`` gives the gold's claims in place of a reader, ``incidents="gold"`` its grouping too.
    """
    # Loaded here: it opens books itself.
    from tallybook.evaluation import evaluate as measured

    return measured(gold, export, reader, claims=claims, incidents=incidents, errors=errors, settings=settings)


def vocabulary_check() -> None:
    """Check every list of the vocabulary. Raises VocabularyError with all that is wrong."""
    # Loaded here: nothing else needs every list of the vocabulary.
    from tallybook.vocabulary.checks import check

    problems = check()
    if problems:
        told = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise VocabularyError(
            f"the vocabulary has {told}:\n" + "\n".join(f"  - {problem}" for problem in problems),
            "correct the files, and check again: tallybook vocabulary check",
        )


def _incident(connection: Connection, words: str, policy: str | None = None) -> Incident:
    return next(estimates.under(connection, [queries.incident(connection, words)], policy))


def _policy(name: str | None) -> str | None:
    return words.one_of(name, POLICIES, "policy")


def _now() -> datetime:
    return datetime.now(UTC)
