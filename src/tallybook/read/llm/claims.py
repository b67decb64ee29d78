"""From a model's rows to claims: what the report does not say in these words is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tallybook.read import disruptions, incidents
from tallybook.read.llm import named, quotes
from tallybook.read.llm.answer import Answer, Blamed, Counted, Denied, Reacted
from tallybook.read.llm.bounds import bounds
from tallybook.read.llm.named import Page
from tallybook.read.neural.seen import Seen
from tallybook.read.rules import reading_of
from tallybook.records import AnyClaim, Denial, Figure, Harm, Reaction, Reading, Responsibility, Span

READER = "llm"

Taken = set[tuple[Harm, Span]]


def assemble(seen: Seen, answers: Sequence[tuple[Span, Answer]]) -> Reading:
    """The reading of a report from the answers about its pieces, each with where the piece stands.

    One that tells of no political violence is empty. What was not asked for, confirmations and disruptions, is the
    rules'; so are the local incidents.
    """
    plain = quotes.plain(seen.doc.report.text)
    told = [(Page(seen, plain, within), answer) for within, answer in answers if answer.violence]
    if not told:
        return Reading(seen.doc.report.id)
    taken: Taken = set()
    counted = [figure for page, answer in told for figure in _figures(page, answer.figures, taken)]
    counted.sort(key=lambda figure: (figure.start, figure.end))
    arrangement = incidents.arrange(seen.doc, counted, seen.places, seen.times, seen.named)
    others = [event for page, answer in told for event in _events(page, answer)]
    claims: list[AnyClaim] = [*counted, *others, *_left_to_rules(seen)]
    placed = [replace(claim, local=arrangement.key_at(claim.start)) for claim in claims]
    return reading_of(seen.doc, placed, arrangement)


def _left_to_rules(seen: Seen) -> Iterator[AnyClaim]:
    yield from (claim for claim in seen.denied if not isinstance(claim, Denial))
    yield from disruptions.find(seen.doc)


def _figures(page: Page, rows: Iterable[Counted], taken: Taken) -> Iterator[Figure]:
    for row in rows:
        figure = _figure(page, row, taken)
        if figure is not None:
            taken.add((figure.harm, Span(figure.start, figure.end)))
            yield figure


def _figure(page: Page, row: Counted, taken: Taken) -> Figure | None:
    """The figure where its quote first stands with a number that is not claimed yet; None where it stands nowhere.

    A quote may stand in the headline and again below: each row is for one of them.
    """
    for quote in page.quoted(row.quote):
        for number in page.places(row.number, quote):
            found = bounds(page, row, number)
            if found is None or (row.harm, found.span) in taken:
                continue
            return Figure(
                **_base(page, found.span),
                speaker=named.speaker(page, row.speaker, row.speaker_kind, found.span),
                current=row.current,
                harm=row.harm,
                victims=row.victims or found.victims or "unspecified",
                low=found.low,
                high=found.high,
                qualifier=found.qualifier,
                scope=row.scope or "whole",
                combined=row.combined,
            )
    return None


def _events(page: Page, answer: Answer) -> Iterator[AnyClaim]:
    for blamed in answer.responsibility:
        yield from _responsibility(page, blamed)
    for denied in answer.denials:
        yield from _denial(page, denied)
    for reacted in answer.reactions:
        yield from _reaction(page, reacted)


def _responsibility(page: Page, row: Blamed) -> Iterator[Responsibility]:
    quote = next(page.quoted(row.quote), None)
    group = named.actor(page, row.group, quote) if quote else None
    if quote is None or group is None:
        return
    at, name = _anchor(page, group, quote), named.name(page, group)
    said = page.seen.said.speaker_at(at.start, at.end)
    by: str | None = name
    if row.mode == "blamed":
        blamer = named.actor(page, row.by, quote) if row.by else None
        by = named.name(page, blamer) if blamer else said.name if said else None
    yield Responsibility(**_base(page, at), speaker=said, group=name, mode=row.mode, by=by)


def _denial(page: Page, row: Denied) -> Iterator[Denial]:
    quote = next(page.quoted(row.quote), None)
    by = named.actor(page, row.by, quote) if quote else None
    if quote is None or by is None:
        return
    at = _anchor(page, by, quote)
    said = page.seen.said.speaker_at(at.start, at.end)
    yield Denial(**_base(page, at), speaker=said, by=named.name(page, by), of=_denied(page, row, quote, by))


def _denied(page: Page, row: Denied, quote: Span, by: Span) -> str:
    """What is denied, in the report's words: as the model gives them, else the quote behind the one who denies."""
    of = next(page.places(row.of, quote), None) if row.of else None
    if of is not None:
        return of.of(page.text)
    behind = by.end if quote.start <= by.start < quote.end else quote.start
    return page.text[behind : quote.end].strip(" .,;:\"'“”") or "it"


def _reaction(page: Page, row: Reacted) -> Iterator[Reaction]:
    quote = next(page.quoted(row.quote), None)
    who = named.actor(page, row.actor, quote) if quote else None
    if quote is None or who is None:
        return
    at = _anchor(page, who, quote)
    said = page.seen.said.speaker_at(at.start, at.end)
    yield Reaction(**_base(page, at), speaker=said, actor=named.name(page, who), action=row.action)


def _anchor(page: Page, who: Span, quote: Span) -> Span:
    """Where a claim stands: on the name where the quote holds it, else on the quote's first sentence."""
    if quote.start <= who.start and who.end <= quote.end:
        return who
    return Span(quote.start, min(quote.end, page.seen.doc.at(quote.start).end))


def _base(page: Page, at: Span) -> Any:
    """What every claim has that stands at a span."""
    sentence = page.seen.doc.at(at.start).span
    return {
        "id": "", "report": page.seen.doc.report.id, "start": at.start, "end": at.end, "sentence": sentence,
        "reader": READER,
    }  # fmt: skip
