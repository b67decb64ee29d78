"""How well Tallybook reads: its claims and incidents against hand-made gold."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from tallybook.errors import UsageError
from tallybook.evaluation import exported, gold, score
from tallybook.settings import READERS, Settings, resolve


def evaluate(
    gold_folder: Path | str,
    export: Path | str | None = None,
    reader: str = "rules",
    *,
    errors: int = 0,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """Scores an export against gold; without one, the gold's texts are first read into a book of their own.

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
    truth = gold.load(Path(gold_folder))
    return _result(truth, exported.load(Path(export)) if export else _read(truth.root, reader, settings), errors)


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


def _check_named(reader: str) -> None:
    if reader not in READERS:
        raise UsageError(f"no reader {reader!r}", f"Readers: {', '.join(READERS)}")


def _read(root: Path, reader: str, settings: Settings | None) -> exported.Export:
    """Reads the gold's texts into a temporary book and exports it."""
    _check_named(reader)
    texts = gold.texts(root)
    if not texts:
        raise UsageError(f"{root}: gold without texts", "Put NAME.txt beside NAME.gold.json, or give an export.")
    import tallybook  # here, so that scoring an export loads no reader

    with tempfile.TemporaryDirectory(prefix="tallybook-evaluate-") as scratch:
        folder = _copy(root, texts, Path(scratch) / "reports")
        with tallybook.open(Path(scratch) / "evaluate.book", settings=_own(reader, settings)) as book:
            book.add([folder])
            book.export("jsonl", Path(scratch) / "export")
        return exported.load(Path(scratch) / "export")


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
