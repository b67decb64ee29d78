"""Documents as lines: one article, or a newsroom's export of many (Nexis, Factiva, ProQuest, RIS), each a report.

The text of an article is its stretch of the export, line for line; what the service wrote around it (length, section,
copyright, subjects) is furniture. docs/sources.md shows each shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tallybook.errors import InputError
from tallybook.gather.build import Article, report_of
from tallybook.gather.kinds import factiva, nexis, proquest, ris
from tallybook.gather.kinds.segment import Segment
from tallybook.gather.raw import Raw
from tallybook.records import Part, PartRole, Report

_SHAPES = (nexis, factiva, proquest, ris)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a document; ``is_title`` where it is set as one."""

    text: str
    is_title: bool = False


def reports(
    raw: Raw, told: Iterable[Paragraph], kind: str, encoding: str | None = None
) -> Iterator[Report | InputError]:
    """The reports of a document: those of an export, or the one that it is."""
    paragraphs = list(told)
    lines = [line.rstrip() for one in paragraphs for line in one.text.split("\n")]
    found = articles(raw, lines, encoding)
    if found is not None:
        yield from found
        return
    text = "\n".join(one.text.rstrip() for one in paragraphs).strip("\n")
    title = next((one.text.strip() for one in paragraphs if one.text.strip()), "")
    is_title = any(one.is_title for one in paragraphs if one.text.strip() == title)
    at = text.find(title) if is_title else None
    yield report_of(raw, Article(kind=kind, text=text, title=at, encoding=encoding))


def articles(raw: Raw, lines: Sequence[str], encoding: str | None = None) -> Iterator[Report | InputError] | None:
    """The reports of a newsroom's export, or None where the lines are none."""
    for shape in _SHAPES:
        if shape.is_export(lines):
            return _all(raw, shape.segments(lines), encoding)
    return None


def _all(raw: Raw, segments: Iterable[Segment], encoding: str | None) -> Iterator[Report | InputError]:
    for number, segment in enumerate(segments, 1):
        try:
            yield report_of(raw, _article(segment, number, encoding))
        except InputError as error:
            yield type(error)(f"article {number} of {error.what}", error.next)


def _article(segment: Segment, number: int, encoding: str | None) -> Article:
    text = "\n".join(segment.lines)
    return Article(
        kind=segment.kind,
        text=text,
        parts=_parts(segment, len(text)),
        published=segment.published,
        dated_by="text",
        outlet=segment.outlet,
        author=segment.author,
        url=segment.url,
        encoding=encoding,
        number=number,
    )


def _parts(segment: Segment, length: int) -> tuple[Part, ...]:
    roles: list[PartRole] = ["furniture"] * len(segment.lines)
    for n in segment.body:
        roles[n] = "body"
    for n in segment.title:
        roles[n] = "headline"
    found: list[Part] = []
    start = 0
    for n, line in enumerate(segment.lines):
        end = min(length, start + len(line) + 1)
        if found and found[-1].role == roles[n]:
            found[-1] = Part(found[-1].start, end, roles[n])
        elif end > start:
            found.append(Part(start, end, roles[n]))
        start = end
    return tuple(found)
