"""From the network's answers to claims: what is sure enough is kept, and the rules lend what they alone know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from tallybook.read import disruptions, incidents, revisions
from tallybook.read.grammar import find_cues
from tallybook.read.neural.features import doing
from tallybook.read.neural.mentions import Mention
from tallybook.read.neural.network import Answers
from tallybook.read.neural.seen import EVENTS, Proposal, Seen
from tallybook.read.quantities import starts_number
from tallybook.read.rules import reading_of
from tallybook.read.wordlists import words
from tallybook.records import (
    HARMS,
    SCOPES,
    SPEAKER_KINDS,
    VICTIMS,
    Action,
    AnyClaim,
    Denial,
    Figure,
    Harm,
    Mode,
    Reaction,
    Reading,
    Responsibility,
    Scope,
    Span,
    Speaker,
    SpeakerKind,
    Victims,
)

Event = Reaction | Responsibility | Denial
_BLANK: Any = {"id": "", "report": "", "start": 0, "end": 1}


@dataclass(frozen=True, slots=True)
class Bar:
    """How sure the network must be.

    The ``agreed`` bars are for what the rules find too; at 0 their word is enough. ``unruly`` is the bar for a report
    in which the rules see no political violence, ``vague`` that for a word of quantity ("thousands") which the rules do
    not take for a figure. The rules' speaker stands unless the network gives another one
    ``speaker`` or more and theirs less than ``doubted``; with ``speaker`` 0 theirs is not asked. Their harm stands
    unless the network gives another one ``harm`` or more of all harms' chances. The class of
    victims that they tell stands where a noun or an exact number tells it, else unless the network gives another one
    ``victims`` or more (with 0 it is not asked), and so do their scope (``scope``) and whether a figure is current
    (``current``). A speaker whose kind no word tells is of the kind that the network gives ``kind`` or more.
    """

    violent: float = 0.5
    unruly: float = 0.5
    figure: float = 0.5
    agreed_figure: float = 0.5
    event: float = 0.5
    agreed_event: float = 0.5
    harm: float = 0.0
    vague: float = 0.5
    victims: float = 0.0
    scope: float = 0.0
    current: float = 0.5
    speaker: float = 0.0
    doubted: float = 1.0
    kind: float = 0.0


def assemble(seen: Seen, answers: Answers, bar: Bar, reader: str) -> Reading:
    """The reading of a report. One that tells of no political violence is empty."""
    report = seen.doc.report
    if answers.violent < (bar.violent if seen.violent else bar.unruly):
        return Reading(report.id)
    kept = list(_kept(seen, answers, bar))
    bare = {seen.proposals[index].start for index in kept if seen.proposals[index].weighed.candidate.sort == "bare"}
    counted = _agreeing([_figure(seen, answers, index, bar, reader) for index in kept], bare)
    told = incidents.arrange(seen.doc, counted, seen.places, seen.times, seen.named)
    placed = (replace(figure, local=told.key_at(figure.start)) for figure in counted)
    claims: list[AnyClaim] = [*revisions.settled(seen.doc, placed)]
    others: list[AnyClaim] = [*_events(seen, answers, bar, reader), *_left_to_rules(seen)]
    claims += [replace(claim, local=told.key_at(claim.start)) for claim in others]
    return reading_of(seen.doc, claims, told)


def _agreeing(figures: list[Figure], bare: set[int]) -> list[Figure]:
    """The figures, a number without a noun ("the toll is now 10") being of the class that "ten people" tells."""
    told: dict[tuple[str, int | None, int | None], set[Victims]] = {}
    for figure in figures:
        if figure.start not in bare:
            told.setdefault((figure.harm, figure.low, figure.high), set()).add(figure.victims)
    classes = [told.get((figure.harm, figure.low, figure.high), set()) for figure in figures]
    return [
        replace(figure, victims=next(iter(known))) if figure.start in bare and len(known) == 1 else figure
        for figure, known in zip(figures, classes, strict=True)
    ]


def _left_to_rules(seen: Seen) -> Iterator[AnyClaim]:
    """What no head was trained for: confirmations and disruptions."""
    yield from (claim for claim in seen.denied if not isinstance(claim, Denial))
    yield from disruptions.find(seen.doc)


def _kept(seen: Seen, answers: Answers, bar: Bar) -> Iterator[int]:
    for index, proposal in enumerate(seen.proposals):
        least = bar.agreed_figure if proposal.figure else bar.vague if _is_vague(proposal) else bar.figure
        if 1 - float(answers.harm[index, 0]) >= least and not _is_held(proposal) and not _is_doer(proposal):
            yield index


def _is_held(proposal: Proposal) -> bool:
    """ "A convoy carrying 5000 people": who was there, where the rules see no harm done to them."""
    first = proposal.weighed.candidate.first
    before = proposal.weighed.sentence.lows[first - 1] if first else ""
    return proposal.figure is None and before in words("holding")


def _is_doer(proposal: Proposal) -> bool:
    """ "A gunman shot dead three policemen": one who does it to others, where the rules see no harm done to him."""
    candidate, tokens = proposal.weighed.candidate, proposal.weighed.sentence.tokens
    if proposal.figure is not None or candidate.sort != "single":
        return False
    verb = next((cue for cue in find_cues(tokens) if cue.first == candidate.last + 1), None)
    if verb is None or verb.role != "done" or verb.passive or verb.last + 1 >= len(tokens):
        return False
    behind, *rest = [token.low for token in tokens[verb.last + 1 : verb.last + 3]]
    if not _TIMES.isdisjoint(rest):
        return False
    counts = behind[0].isdigit() or starts_number(behind) or (behind, *rest) == ("at", "least")
    return counts or behind in _DETERMINERS


_TIMES = frozenset(("day", "week", "month", "year", "hour", "same", "next", "following"))
_DETERMINERS = frozenset(("a", "an", "the", "his", "her", "its", "their", "another", "several", "some"))


def _is_vague(proposal: Proposal) -> bool:
    """ "Thousands of people were at the station", "a few": a word of quantity alone is no figure by itself."""
    return proposal.weighed.candidate.qualifier == "vague"


def _figure(seen: Seen, answers: Answers, index: int, bar: Bar, reader: str) -> Figure:
    proposal = seen.proposals[index]
    candidate = proposal.weighed.candidate
    return Figure(
        id="",
        report=seen.doc.report.id,
        start=proposal.start,
        end=proposal.end,
        sentence=proposal.weighed.sentence.span,
        speaker=_speaker(seen, answers, index, bar),
        current=_is_current(proposal, float(answers.current[index]), bar),
        reader=reader,
        confidence=round(float(1 - answers.harm[index, 0]), 3),
        harm=_harm(proposal, answers, index, bar),
        victims=_victims(proposal, answers, index, bar),
        low=candidate.low,
        high=candidate.high,
        qualifier=candidate.qualifier,
        scope=_scope(proposal, answers, index, bar),
        combined=proposal.figure.combined if proposal.figure else None,
    )


def _harm(proposal: Proposal, answers: Answers, index: int, bar: Bar) -> Harm:
    harms = answers.harm[index, 1:]
    chosen = int(harms.argmax())
    if proposal.figure is not None and harms[chosen] < bar.harm * harms.sum():
        return proposal.figure.harm
    return HARMS[chosen]


def _victims(proposal: Proposal, answers: Answers, index: int, bar: Bar) -> Victims:
    chosen = int(answers.victims[index].argmax())
    candidate = proposal.weighed.candidate
    if proposal.figure is None:
        told_by_noun = candidate.victims if bar.victims and candidate.victims != "unspecified" else None
        return told_by_noun or VICTIMS[chosen]
    ruled = proposal.figure.victims
    exact = ruled != "unspecified" and candidate.sort == "bare" and candidate.qualifier != "vague"
    if bar.victims and (exact or candidate.victims not in (None, "unspecified")):
        return ruled
    told = ruled != "unspecified" or candidate.victims is not None
    return ruled if told and answers.victims[index, chosen] < bar.victims else VICTIMS[chosen]


def _scope(proposal: Proposal, answers: Answers, index: int, bar: Bar) -> Scope:
    chosen = int(answers.scope[index].argmax())
    if proposal.figure is not None and answers.scope[index, chosen] < bar.scope:
        return proposal.figure.scope
    return SCOPES[chosen]


def _is_current(proposal: Proposal, chance: float, bar: Bar) -> bool:
    if proposal.figure is not None and max(chance, 1 - chance) < bar.current:
        return proposal.figure.current
    return chance > 0.5


def _speaker(seen: Seen, answers: Answers, index: int, bar: Bar) -> Speaker | None:
    """Who says it: mentions that mean one name are one answer, and share their chances."""
    chances: dict[str | None, float] = {None: float(answers.speaker[index, -1])}
    best: dict[str, int] = {}
    for at, mention in enumerate(seen.mentions):
        name = mention.speaker.name.lower()
        chances[name] = chances.get(name, 0.0) + float(answers.speaker[index, at])
        if name not in best or answers.speaker[index, at] > answers.speaker[index, best[name]]:
            best[name] = at
    chosen = max(chances, key=lambda name: (chances[name], name is None, name))
    proposal = seen.proposals[index]
    ruled = seen.said.speaker_at(proposal.start, proposal.end)
    theirs = chances.get(ruled.name.lower() if ruled else None, 0.0)
    inside = ruled is not None and chosen is not None and _lies_in(ruled, seen.mentions[best[chosen]])
    if chances[chosen] < bar.speaker or theirs >= bar.doubted or (inside and bar.speaker):
        same = best.get(ruled.name.lower()) if ruled and ruled.kind == "unknown" else None
        return ruled if same is None or ruled is None else replace(ruled, kind=_kind(answers, same, bar))
    return None if chosen is None else _named(seen, answers, best[chosen], bar)


def _lies_in(speaker: Speaker, mention: Mention) -> bool:
    """Whether a mention is but a part of a speaker's words: "a spokesman for the ministry, | Omar Aziz |"."""
    return speaker.start <= mention.start and mention.end <= speaker.end


def _named(seen: Seen, answers: Answers, at: int, bar: Bar) -> Speaker:
    """The speaker of a mention; the network tells the kind where the vocabulary does not."""
    mention = seen.mentions[at]
    if mention.known:
        return mention.speaker
    return replace(mention.speaker, kind=_kind(answers, at, bar))


def _kind(answers: Answers, at: int, bar: Bar) -> SpeakerKind:
    """The kind that the network gives a speaker, unknown where it is not sure: a name alone tells nothing."""
    chosen = int(answers.kind[at].argmax())
    return SPEAKER_KINDS[chosen] if answers.kind[at, chosen] >= bar.kind else "unknown"


def _events(seen: Seen, answers: Answers, bar: Bar, reader: str) -> Iterator[Event]:
    """Reactions, responsibility and denials: what the rules find first, then what the network alone is sure of."""
    told: list[tuple[str, frozenset[str]]] = []
    for claim in seen.claims:
        if isinstance(claim, Reaction | Responsibility | Denial):
            name, event = doing(claim)
            chance = _chance(seen, answers, claim)
            if chance is None or chance >= bar.agreed_event:
                told.append((event, _words(name)))
                yield replace(claim, reader=reader, confidence=None if chance is None else round(chance, 3))
    for chance, event, name, mention in _alone(seen, answers, bar):
        if not any(event == other and _alike(_words(name), words) for other, words in told):
            told.append((event, _words(name)))
            yield _made(seen, event, name, mention, round(chance, 3), reader)


def _chance(seen: Seen, answers: Answers, claim: Event) -> float | None:
    """How sure the network is of a claim of the rules; None where it has no mention of the one who acts."""
    name, event = doing(claim)
    sentence = seen.doc.at(claim.start).index
    number = EVENTS.index(event)
    given = [
        float(answers.event[at, number])
        for at, mention in enumerate(seen.mentions)
        if abs(mention.sentence - sentence) <= 1 and name.lower() in (mention.speaker.name.lower(), _group(mention))
    ]
    return max(given, default=None)


def _alone(seen: Seen, answers: Answers, bar: Bar) -> list[tuple[float, str, str, Mention]]:
    """(chance, event, name, mention) from the bar on, the surest first."""
    found = [
        (float(answers.event[at, number]), event, _name(mention, event), mention)
        for at, mention in enumerate(seen.mentions)
        for number, event in enumerate(EVENTS)
        if answers.event[at, number] >= bar.event
    ]
    return sorted(found, key=lambda one: (-one[0], one[3].start, one[1]))


def _group(mention: Mention) -> str:
    return (mention.group or "").lower()


def _name(mention: Mention, event: str) -> str:
    if event.startswith("responsibility") and mention.group and not mention.state:
        return mention.group
    return mention.speaker.name


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("'s", "").replace("’s", "").split()) - {"the", "of", "and", "a"}


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names share half of the shorter one's words."""
    return 2 * len(one & other) >= min(len(one), len(other))


def _made(seen: Seen, event: str, name: str, mention: Mention, chance: float, reader: str) -> Event:
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
