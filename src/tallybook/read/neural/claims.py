"""From the network's answers to claims: what is sure enough is kept, and the rules lend what they alone know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from tallybook.read import disruptions, incidents
from tallybook.read.neural.features import EVENTS
from tallybook.read.neural.mentions import Mention
from tallybook.read.neural.network import Answers
from tallybook.read.neural.seen import Seen
from tallybook.read.rules import reading_of
from tallybook.records import (
    HARMS,
    SCOPES,
    SPEAKER_KINDS,
    VICTIMS,
    Action,
    AnyClaim,
    Denial,
    Figure,
    Mode,
    Reaction,
    Reading,
    Responsibility,
    Span,
    Speaker,
)

Event = Reaction | Responsibility | Denial
_BLANK: Any = {"id": "", "report": "", "start": 0, "end": 1}


@dataclass(frozen=True, slots=True)
class Bar:
    """How sure the network must be. ``agreed`` is the bar for what the rules find too; 0 takes their word for it."""

    violent: float = 0.5
    figure: float = 0.5
    agreed_figure: float = 0.5
    event: float = 0.5
    agreed_event: float = 0.5


def assemble(seen: Seen, answers: Answers, bar: Bar, reader: str) -> Reading:
    """The reading of a report. One that tells of no political violence is empty."""
    report = seen.doc.report
    if answers.violent < bar.violent:
        return Reading(report.id)
    counted = [_figure(seen, answers, index, reader) for index in _kept(seen, answers, bar)]
    told = incidents.arrange(seen.doc, counted, seen.places, seen.times, seen.named)
    claims: list[AnyClaim] = [replace(figure, local=told.key_at(figure.start)) for figure in counted]
    others: list[AnyClaim] = [*_events(seen, answers, bar, reader), *_left_to_rules(seen)]
    claims += [replace(claim, local=told.key_at(claim.start)) for claim in others]
    return reading_of(seen.doc, claims, told)


def _left_to_rules(seen: Seen) -> Iterator[AnyClaim]:
    """What no head was trained for: confirmations and disruptions."""
    yield from (claim for claim in seen.denied if not isinstance(claim, Denial))
    yield from disruptions.find(seen.doc)


def _kept(seen: Seen, answers: Answers, bar: Bar) -> Iterator[int]:
    for index, proposal in enumerate(seen.proposals):
        least = bar.figure if proposal.figure is None else bar.agreed_figure
        if 1 - float(answers.harm[index, 0]) >= least:
            yield index


def _figure(seen: Seen, answers: Answers, index: int, reader: str) -> Figure:
    proposal = seen.proposals[index]
    candidate = proposal.weighed.candidate
    harms = answers.harm[index, 1:]
    return Figure(
        id="",
        report=seen.doc.report.id,
        start=proposal.start,
        end=proposal.end,
        sentence=proposal.weighed.sentence.span,
        speaker=_speaker(seen, answers, index),
        current=bool(answers.current[index] > 0.5),
        reader=reader,
        confidence=round(float(1 - answers.harm[index, 0]), 3),
        harm=HARMS[int(harms.argmax())],
        victims=VICTIMS[int(answers.victims[index].argmax())],
        low=candidate.low,
        high=candidate.high,
        qualifier=candidate.qualifier,
        scope=SCOPES[int(answers.scope[index].argmax())],
        combined=proposal.figure.combined if proposal.figure else None,
    )


def _speaker(seen: Seen, answers: Answers, index: int) -> Speaker | None:
    chosen = int(answers.speaker[index].argmax())
    if chosen == len(seen.mentions):
        return None
    return replace(seen.mentions[chosen].speaker, kind=SPEAKER_KINDS[int(answers.kind[chosen].argmax())])


def _events(seen: Seen, answers: Answers, bar: Bar, reader: str) -> Iterator[Event]:
    """Reactions, responsibility and denials: each name once for one event, where the network is surest of it."""
    best: dict[tuple[str, str], tuple[float, Mention, Event | None]] = {}
    for at, mention in enumerate(seen.mentions):
        for number, event in enumerate(EVENTS):
            chance = float(answers.event[at, number])
            if chance < min(bar.event, bar.agreed_event):
                continue
            ruled = _ruled(seen, mention, event)
            name = _name(mention, event)
            held = best.get((event, name))
            if chance >= (bar.agreed_event if ruled else bar.event) and (held is None or held[0] < chance):
                best[event, name] = (chance, mention, ruled)
    for (event, name), (chance, mention, ruled) in best.items():
        yield _made(seen, event, name, mention, ruled, round(chance, 3), reader)


def _name(mention: Mention, event: str) -> str:
    if event.startswith("responsibility") and mention.group and not mention.state:
        return mention.group
    return mention.speaker.name


def _ruled(seen: Seen, mention: Mention, event: str) -> Event | None:
    """The claim in which the rules find the mention doing the same."""
    names = {mention.speaker.name.lower(), (mention.group or "").lower()}
    kind, _, which = event.partition(" ")
    for claim in seen.claims:
        if claim.kind != kind or abs(seen.doc.at(claim.start).index - mention.sentence) > 1:
            continue
        if isinstance(claim, Reaction) and claim.action == which and claim.actor.lower() in names:
            return claim
        if isinstance(claim, Responsibility) and claim.mode == which and claim.group.lower() in names:
            return claim
        if isinstance(claim, Denial) and claim.by.lower() in names:
            return claim
    return None


def _made(
    seen: Seen, event: str, name: str, mention: Mention, ruled: Event | None, chance: float, reader: str
) -> Event:
    if ruled is not None:
        return replace(ruled, reader=reader, confidence=chance)
    span = seen.doc.at(mention.start).span
    said = seen.said.speaker_at(mention.start, mention.end)
    kind, _, which = event.partition(" ")
    made: Event
    if kind == "reaction":
        made = Reaction(**_BLANK, sentence=span, actor=name, action=cast(Action, which))
    elif kind == "responsibility":
        by = name if which != "blamed" else said.name if said else None
        made = Responsibility(**_BLANK, sentence=span, group=name, mode=cast(Mode, which), by=by)
    else:
        made = Denial(**_BLANK, sentence=span, by=name, of=_of(seen, span, mention))
    return replace(
        made,
        report=seen.doc.report.id,
        start=mention.start,
        end=mention.end,
        speaker=said,
        reader=reader,
        confidence=chance,
    )


def _of(seen: Seen, sentence: Span, mention: Mention) -> str:
    """What is denied, in the report's words: the rest of the sentence behind the one who denies."""
    return seen.doc.report.text[max(mention.end, sentence.start) : sentence.end].strip(" .,;:") or "the report"
