"""What a careful desk covers: names of victims, and passages that are hard to read.

A name is taken for a victim's where the text says so ("identified as", "named"), or where it stands in the words of a
figure of one person; every later mention of it, whole or by its last word, is covered too. This covers too much rather
than too little, and is no proof against a reader who is set on finding out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tallybook import vocabulary
from tallybook.records import AnyClaim, Figure, Report

COVER = "▇"
Kind = Literal["name", "graphic"]

_WORD = r"[^\W\d_a-z][\w'’-]+"
_RUN = rf"{_WORD}(?:\s+(?:(?:bin|al|ul|ur|de|van|von|khan)\s+)?{_WORD})*"
_LONG_RUN = re.compile(rf"{_WORD}(?:\s+{_WORD})+")
_CUE = re.compile(
    rf"\b(?:(?:identified|named)(?:\s+\w+){{0,3}}\s+as|named|namely|whose\s+names?\s+(?:is|are|was|were))[\s:]+"
    rf"(?P<names>{_RUN}(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+){_RUN})*)"
)
_JOINT = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_LEAST_LETTERS = 4
"""A last name of fewer letters would cover ordinary words."""


@dataclass(frozen=True, slots=True, order=True)
class Veiled:
    """A stretch of a text and why it is covered."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Veil:
    """What of reports' texts is replaced before it leaves the desk."""

    names: bool = False

    def report(self, report: Report, claims: Iterable[AnyClaim]) -> Report:
        """The report with its victims' names covered, letter by letter, so that all offsets hold."""
        if not self.names:
            return report
        return replace(report, text=covered(report.text, names(report.text, claims)))


def veiled(text: str, claims: Iterable[AnyClaim]) -> list[Veiled]:
    """Names and passages in order, without overlap: a name inside a passage cuts it."""
    return sorted([*names(text, claims), *passages(text)])


def names(text: str, claims: Iterable[AnyClaim]) -> list[Veiled]:
    """Where the names of victims stand."""
    known = sorted({text[start:end] for start, end in _named(text, claims)}, key=lambda name: (-len(name), name))
    found: list[Veiled] = []
    for name in known:
        for word in dict.fromkeys((name, _last(name))):
            for match in re.finditer(rf"\b{re.escape(word)}\b", text) if word else ():
                if all(match.end() <= one.start or match.start() >= one.end for one in found):
                    found.append(Veiled(match.start(), match.end(), "name"))
    return sorted(found)


def passages(text: str) -> list[Veiled]:
    """The sentences that hold a word of ``vocabulary/graphic.yml``."""
    return [
        Veiled(match.start() + _indent(match.group()), match.end(), "graphic")
        for match in _SENTENCE.finditer(text)
        if _graphic().search(match.group())
    ]


def covered(text: str, stretches: Iterable[Veiled]) -> str:
    """The text with these stretches replaced, letter by letter."""
    letters = list(text)
    for one in stretches:
        letters[one.start : one.end] = COVER * (one.end - one.start)
    return "".join(letters)


def _named(text: str, claims: Iterable[AnyClaim]) -> Iterator[tuple[int, int]]:
    for match in _CUE.finditer(text):
        at = match.start("names")
        for part in _JOINT.split(match.group("names")):
            start = text.index(part, at)
            yield start, start + len(part)
            at = start + len(part)
    for claim in claims:
        if isinstance(claim, Figure) and claim.low == claim.high == 1:
            for run in _LONG_RUN.finditer(text, claim.start, claim.end):
                yield run.span()


def _last(name: str) -> str:
    last = name.split()[-1]
    return last if len(last) >= _LEAST_LETTERS else ""


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


@cache
def _graphic() -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*") for word in vocabulary.load("graphic")["passages"])
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
