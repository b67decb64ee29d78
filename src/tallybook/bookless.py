"""The library's questions that need no book: read one report, measure a reader, check lists and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tallybook import readers
from tallybook.errors import InputError, UnreadableFile, VocabularyError
from tallybook.gather import from_text, gather
from tallybook.gather.files import shown
from tallybook.records import Reading, Report
from tallybook.settings import Settings

if TYPE_CHECKING:
    from tallybook.cluster.adding import ClusterAdded
    from tallybook.evaluation.sources import SourceCheck
    from tallybook.export.sealing import Verified

__all__ = [
    "Read",
    "cluster_add",
    "cluster_export",
    "evaluate",
    "gather_check",
    "read_file",
    "read_text",
    "vocabulary_check",
]


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


def cluster_add(
    input: str | Path,
    out: str | Path,
    *,
    master: str,
    date: str | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    watch: Callable[[str], None] | None = None,
) -> ClusterAdded:
    """Read the rows of a Parquet file or folder on Spark, link and reconcile them; tables as Parquet into ``out``.

    ``master`` is Spark's (``spark://HOST:7077``, ``local[4]``), ``options`` its settings by name; ``input`` and ``out``
    are paths that all its machines can reach; ``watch`` is told each step before it is made. The rest is as in
    ``Book.add``. Raises MissingPart, UsageError, InputError (UnreadableFile, Unmapped) or ClusterError.
    """
    # Loaded here: nothing else needs it.
    from tallybook.cluster.adding import Given, add

    given = Given(date, outlet, columns or {})
    return add(str(input), str(out), given, master=master, options=options or {}, settings=settings, watch=watch)


def cluster_export(folder: str | Path, out: str | Path) -> tuple[Path, ...]:
    """One file of each table that ``cluster_add`` made: the bytes that a book's Parquet export has. Gives their paths.

    Raises UsageError where ``folder`` holds no finished run, MissingPart, TallybookError where they cannot be written.
    """
    # Loaded here: nothing else needs it.
    from tallybook.cluster.exporting import export

    return export(Path(folder), Path(out))


def gather_check(folder: str | Path) -> Iterator[SourceCheck]:
    """What each file of a corpus of sources gives, and what of it is not as its ``expected.yml`` says.

    Raises UsageError where there is no such file.
    """
    # Loaded here: nothing else compares sources.
    from tallybook.evaluation.sources import check

    return check(folder)


def verify(bundle: str | Path) -> Verified:
    """Whether an evidence bundle is what was sealed: its digest, and every file that has changed, gone or come.

    Raises UsageError where the folder is no bundle, MissingPart where bagit is not installed.
    """
    # Loaded here: nothing else needs it.
    from tallybook.export.sealing import verify as verified

    return verified(Path(bundle))


def account(
    file: str | Path, name: str, *, role: str | None = None, password: str | None = None, remove: bool = False
) -> None:
    """Make an account of the desk in a file, change its role or password, or remove it.

    Raises UsageError for a name, role or password that does not fit, InputError for a file that holds no accounts.
    """
    # Loaded here: only the desk has accounts.
    from tallybook.web import accounts

    accounts.change(Path(file), name, role=role, password=password, remove=remove)


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
