"""Whether gathering gives what it should: a folder of awkward files, and beside them what is expected of each.

``expected.yml`` in the folder maps a file's path to what it gives: ``reports``, a list in order, and ``errors``, a list
of code and words. Of a report may be said: ``published``, ``time``, ``updated``, ``outlet``, ``author``, ``language``,
``kind``, ``encoding``, ``url``, ``canonical``, ``member``, ``headline`` (its headline parts' words), ``begins``,
``ends``, ``holds`` and ``lacks`` (words of its headline and body, one or a list).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tallybook.errors import InputError, UsageError
from tallybook.gather import Raw, reports_of
from tallybook.gather.files import Found, opened
from tallybook.records import Report

NAME = "expected.yml"
_ORIGIN = ("kind", "encoding", "url", "canonical", "author", "time", "updated", "member")
_OWN = ("published", "outlet", "language")
_WORDS = ("headline", "begins", "ends", "holds", "lacks")


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """One file of the corpus: what it ``gave``, in a few words, and what of it is ``wrong``."""

    path: str
    gave: str
    wrong: tuple[str, ...]


def check(folder: str | Path) -> Iterator[SourceCheck]:
    """Each file that ``expected.yml`` names, then each that it does not. Raises UsageError where there is none."""
    root = Path(folder)
    expected = _expected(root)
    for path, wanted in expected.items():
        yield _checked(root, path, wanted)
    there = {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()} - {NAME}
    for path in sorted(there - expected.keys()):
        yield SourceCheck(path, "not looked at", (f"{NAME} does not say what it should give",))


def _expected(root: Path) -> dict[str, dict[str, Any]]:
    import yaml

    try:
        found = yaml.safe_load((root / NAME).read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        what = f"{root} has no {NAME} that can be read ({type(error).__name__})"
        raise UsageError(what, "see tests/corpus in the sources for one") from None
    if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
        raise UsageError(f"{root / NAME} maps no files to what they give", "see tests/corpus in the sources for one")
    return found


def _checked(root: Path, path: str, wanted: dict[str, Any]) -> SourceCheck:
    file = root / path
    outcomes = list(reports_of(Raw(path=path, open=partial(opened, Found(file, path)), name=path)))
    reports = [one for one in outcomes if isinstance(one, Report)]
    errors = [one for one in outcomes if isinstance(one, InputError)]
    wrong = [*_reports_wrong(reports, wanted.get("reports", [])), *_errors_wrong(errors, wanted.get("errors", []))]
    return SourceCheck(path, _told(reports, errors), tuple(wrong))


def _reports_wrong(reports: list[Report], wanted: list[dict[str, Any]]) -> Iterator[str]:
    if len(reports) != len(wanted):
        yield f"{len(reports)} reports, not {len(wanted)}"
        return
    for number, (report, want) in enumerate(zip(reports, wanted, strict=True), 1):
        for key, value in want.items():
            yield from (f"report {number}: {problem}" for problem in _problem(report, key, value))


def _problem(report: Report, key: str, value: Any) -> Iterator[str]:
    if key in _WORDS:
        yield from _words_wrong(report, key, [value] if isinstance(value, str) else value)
    elif key in _OWN or key in _ORIGIN:
        there = getattr(report if key in _OWN else report.origin, key)
        if there != (str(value) if value is not None else None):
            yield f"{key} is {there!r}, not {value!r}"
    else:
        yield f"{NAME} says {key!r}, which is nothing that can be checked"


def _words_wrong(report: Report, key: str, wanted: list[str]) -> Iterator[str]:
    told = _of(report, "headline") if key == "headline" else f"{_of(report, 'headline')} {_of(report, 'body')}"
    for words in wanted:
        right = {
            "headline": told == words,
            "begins": report.text.startswith(words),
            "ends": report.text.rstrip().endswith(words),
            "holds": words in " ".join(told.split()),
            "lacks": words not in " ".join(told.split()),
        }[key]
        if not right:
            yield f"{key} {words[:60]!r}: not so"


def _of(report: Report, role: str) -> str:
    return " ".join(" ".join(report.text[p.start : p.end] for p in report.parts if p.role == role).split())


def _errors_wrong(errors: list[InputError], wanted: list[dict[str, str]]) -> Iterator[str]:
    if len(errors) != len(wanted):
        yield f"{len(errors)} errors, not {len(wanted)}: {'; '.join(error.what for error in errors[:3])}"
        return
    for error, want in zip(errors, wanted, strict=True):
        if error.code != want["code"] or want.get("says", "") not in error.what:
            yield f"the error is {error.code} ({error.what}), not {want['code']} ({want.get('says', '')})"


def _told(reports: list[Report], errors: list[InputError]) -> str:
    kinds = sorted({report.origin.kind for report in reports})
    dates = sorted({report.published or "undated" for report in reports})
    told = [f"{len(reports)} {'report' if len(reports) == 1 else 'reports'} ({', '.join(kinds)}; {', '.join(dates)})"]
    return "; ".join([*(told if reports else []), *(f"refused: {error.code}" for error in errors)])
