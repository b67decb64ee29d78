"""A claim's words in their report: the sentence, what stands around it, and which words carry the claim.

Report text stays data all the way: it leaves here as plain strings, which the template escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tallybook.records import AnyClaim, Report

AROUND = 260


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; ``mark`` is empty, ``said`` (the claim's words) or ``speaker``."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim's sentence in pieces, with what stands before and after it in the same part of the report."""

    before: tuple[Piece, ...]
    sentence: tuple[Piece, ...]
    after: tuple[Piece, ...]


def quote(report: Report, claim: AnyClaim) -> Quote:
    """The claim's sentence with its words and its speaker's words marked."""
    marks = [(claim.start, claim.end, "said")]
    if claim.speaker is not None:
        marks.append((claim.speaker.start, claim.speaker.end, "speaker"))
    start, end = claim.sentence.start, claim.sentence.end
    first, last = _around(report, start, end)
    return Quote(
        pieces(report.text, first, start, marks),
        pieces(report.text, start, end, marks),
        pieces(report.text, end, last, marks),
    )


def pieces(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> tuple[Piece, ...]:
    """``text[start:end]`` cut at the marks ``(start, end, name)``; where two overlap, the earlier listed one stands."""
    kept = _without_overlap([(max(s, start), min(e, end), name) for s, e, name in marks])
    found: list[Piece] = []
    at = start
    for s, e, name in sorted(kept):
        found += [Piece(text[at:s]), Piece(text[s:e], name)]
        at = e
    found.append(Piece(text[at:end]))
    return tuple(piece for piece in found if piece.text)


def _without_overlap(marks: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, end, name in marks:
        if start < end and all(end <= s or start >= e for s, e, _ in kept):
            kept.append((start, end, name))
    return kept


def _around(report: Report, start: int, end: int) -> tuple[int, int]:
    first, last = _part_bounds(report, start)
    return _word_start(report.text, max(first, start - AROUND), first), _word_end(report.text, min(last, end + AROUND))


def _part_bounds(report: Report, at: int) -> tuple[int, int]:
    for part in report.parts:
        if part.start <= at < part.end:
            return part.start, part.end
    return 0, len(report.text)


def _word_start(text: str, at: int, first: int) -> int:
    if at == first:
        return at
    space = text.find(" ", at)
    return space + 1 if 0 <= space - at < 40 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", 0, at)
    return space if at - space < 40 else at
