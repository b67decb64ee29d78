"""How well Tallybook reads: its claims and incidents against hand-made gold."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallybook.errors import UsageError
from tallybook.evaluation import exported, gold, score
from tallybook.settings import READERS, Settings, resolve

if TYPE_CHECKING:
    from tallybook.api import Book

GOLD = "gold"
CLAIMS = ("read", GOLD)
INCIDENTS = ("linked", GOLD)


def evaluate(
    gold_folder: Path | str,
    export: Path | str | None = None,
    reader: str = "rules",
    *,
    claims: str = "read",
    incidents: str = "linked",
    errors: int = 0,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """Scores an export against gold; without one, the gold's texts are first read into a book of their own.

    With ``claims="gold"`` the gold's claims and local incidents take the place of what a reader finds, so that linking
    and reconciling are measured; with ``incidents="gold"`` too they are also grouped as the gold groups them, so that
    reconciling is measured alone. The whole folder is one book either way.

    ``gold_folder`` holds ``NAME.txt`` with ``NAME.gold.json`` beside it, ``incidents.gold.json`` for the reports of a
    folder, and folders of the same. ``export`` is a folder that ``tallybook export --format jsonl`` wrote.

    Returns each measure's name with a row of counts and ratios (0 to 1, rounded to four places): ``f1``,
    ``precision``, ``recall``, ``hit``, ``predicted``, ``gold``; or ``accuracy``, ``right``, ``asked``. The key
    ``phenomena`` maps each phenomenon of the gold's figures to how many show it (``gold``), are ``found`` and are all
    ``right``. With ``errors`` the key ``misses`` holds up to that many of each kind: ``kind``, ``where``, ``words``,
    ``want``, ``got``.

    Of ``settings`` (those of file and environment where not given) only the llm reader's server is used.

    Raises UsageError where a folder or the reader is missing, InputError where a file is broken, NoServer where the
    reader asks a server that is not there.
    """
    _check_given(claims, incidents, export)
    truth = gold.load(Path(gold_folder))
    if export:
        return _result(truth, exported.load(Path(export)), errors)
    if claims == GOLD:
        return _result(truth, _given(truth, incidents, settings or Settings()), errors)
    return _result(truth, _read(truth.root, reader, settings), errors)


def compare(
    gold_folder: Path | str, readers: Sequence[str], *, errors: int = 0, settings: Settings | None = None
) -> dict[str, dict[str, Any]]:
    """Scores several readers on the same gold: each one's name with what ``evaluate`` gives for it, in their order.

    Raises as ``evaluate`` does, before anything is read where a reader's name is unknown.
    """
    truth = gold.load(Path(gold_folder))
    for reader in readers:
        _check_named(reader)
    return {reader: _result(truth, _read(truth.root, reader, settings), errors) for reader in readers}


def _result(truth: gold.Gold, export: exported.Export, errors: int) -> dict[str, Any]:
    scored = score.score(truth, export)
    result = {**scored.result, "phenomena": scored.phenomena}
    if not errors:
        return result
    return {**result, "misses": [asdict(miss) for miss in _first(scored.misses, errors)]}


def _check_given(claims: str, incidents: str, export: Path | str | None) -> None:
    for said, name, known in ((claims, "claims", CLAIMS), (incidents, "incidents", INCIDENTS)):
        if said not in known:
            raise UsageError(f"no {name} {said!r}", f"{name.capitalize()}: {', '.join(known)}")
    if incidents == GOLD and claims != GOLD:
        raise UsageError("incidents of the gold hold the gold's claims only", "Say --claims gold too.")
    if export is not None and claims == GOLD:
        raise UsageError(f"{export} holds claims of its own", "Leave out --export, or --claims gold.")


def _check_named(reader: str) -> None:
    if reader not in READERS:
        raise UsageError(f"no reader {reader!r}", f"Readers: {', '.join(READERS)}")


def _read(root: Path, reader: str, settings: Settings | None) -> exported.Export:
    """Reads the gold's texts into a temporary book and exports it."""
    _check_named(reader)
    with _scratch(root, _own(reader, settings)) as (book, folder):
        book.add([folder])
        return _exported(book, folder.with_name("export"))


def _given(truth: gold.Gold, incidents: str, settings: Settings) -> exported.Export:
    """Keeps the gold's own claims in a temporary book; they are linked there, or grouped as the gold has them."""
    from tallybook import pipeline  # here, so that scoring an export loads no stage
    from tallybook.evaluation import grouped, told
    from tallybook.gather import gather

    plan = pipeline.Plan(reader=told.reader(truth), read_by=told.READER, policy=settings.policy)
    with _scratch(truth.root, Settings(policy=settings.policy)) as (book, folder):
        pipeline.add_reports(book.store, told.dated(gather([folder]), truth), plan)
        if incidents != GOLD:
            return _exported(book, folder.with_name("export"))
        with book.store.read() as connection:
            return grouped.export(connection, truth, settings.policy)


@contextmanager
def _scratch(root: Path, settings: Settings) -> Iterator[tuple[Book, Path]]:
    """An empty book that goes with its folder, and a folder beside it with the gold's texts."""
    texts = gold.texts(root)
    if not texts:
        raise UsageError(f"{root}: gold without texts", "Put NAME.txt beside NAME.gold.json, or give an export.")
    import tallybook  # here, so that scoring an export loads no reader

    with tempfile.TemporaryDirectory(prefix="tallybook-evaluate-") as scratch:
        folder = _copy(root, texts, Path(scratch) / "reports")
        with tallybook.open(Path(scratch) / "evaluate.book", settings=settings) as book:
            yield book, folder


def _exported(book: Book, folder: Path) -> exported.Export:
    book.export("jsonl", folder)
    return exported.load(folder)


def _own(reader: str, given: Settings | None) -> Settings:
    """Settings of its own: a score is not to hang on what somebody has set, but for the model that is measured."""
    if reader != "llm":
        return Settings(reader=reader)
    given = given or resolve()
    server = {item.name: getattr(given, item.name) for item in fields(Settings) if item.name.startswith("llm_")}
    return Settings(reader=reader, **server)


def _copy(root: Path, texts: tuple[Path, ...], to: Path) -> Path:
    """The texts that have gold, alone in a folder: whatever else lies beside the gold is not a report."""
    for path in texts:
        target = to / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return to


def _first(misses: list[score.Miss], most: int) -> list[score.Miss]:
    seen: Counter[str] = Counter()
    kept = []
    for miss in misses:
        seen[miss.kind] += 1
        if seen[miss.kind] <= most:
            kept.append(miss)
    return sorted(kept, key=lambda miss: miss.kind)
