"""One report as the rules see it, whole: what the network's proposals and features are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tallybook.read import (
    agents,
    denials,
    figures,
    groups,
    incidents,
    places,
    reactions,
    responsibility,
    speakers,
    times,
    violence,
)
from tallybook.read.anchors import PlaceMention
from tallybook.read.document import Document
from tallybook.read.figures import Weighed
from tallybook.read.groups import GroupMention
from tallybook.read.incidents import Arrangement
from tallybook.read.neural import cue_words, mentions, worth
from tallybook.read.neural.mentions import Mention
from tallybook.read.speakers import Attributions
from tallybook.read.times import TimeMention
from tallybook.records import AnyClaim, Confirmation, Denial, Figure, Reaction, Responsibility

ACTIONS = ("condemn", "condole", "support", "blame", "deny", "call")
MODES = ("claimed", "blamed", "denied")
EVENTS = (*(f"reaction {action}" for action in ACTIONS), *(f"responsibility {mode}" for mode in MODES), "denial")
"""What a mention may be found to do: react in one of six ways, be responsible in one of three, deny."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A phrase that may be a figure, with what the grammar makes of it: ``figure`` is None where it makes nothing.

    ``kept`` is False where its sentence tells of nothing but an accident.
    """

    weighed: Weighed
    figure: Figure | None
    start: int
    end: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with all that the rules propose.

    ``read`` are the numbers of the sentences that the network is given: proposals and mentions lie in no others.
    ``cued`` holds for each sentence where words of each event begin (``cue_words``), ``leanings`` its words of violence
    and of what is none; ``violent`` is what the rules make of them.
    """

    doc: Document
    named: tuple[GroupMention, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    ruled: Arrangement
    said: Attributions
    proposals: tuple[Proposal, ...]
    mentions: tuple[Mention, ...]
    responsible: tuple[Responsibility, ...]
    denied: tuple[Denial | Confirmation, ...]
    reactions: tuple[Reaction, ...]
    cued: tuple[tuple[tuple[int, ...], ...], ...]
    leanings: tuple[tuple[int, int], ...]
    violent: bool
    read: frozenset[int]

    @property
    def claims(self) -> tuple[AnyClaim, ...]:
        """What the rules claim besides figures."""
        return (*self.responsible, *self.denied, *self.reactions)


def see(doc: Document) -> Seen:
    """Looks at a report with every recogniser of the rules, without deciding anything."""
    named = groups.find(doc)
    armed = frozenset(mention.start for mention in named if mention.kind == "armed_group")
    said = speakers.attribute(doc)
    told = responsibility.find(doc, said, named)
    weighed = figures.weigh(doc, armed, further=True)
    made = figures.made_of(doc, weighed)
    counted = violence.keep(doc, made)
    where, when = places.find(doc), times.find(doc)
    ruled = incidents.arrange(doc, counted, where, when, named)
    if ruled.tells_more:
        made = figures.made_of(doc, weighed, ruled)
    responsible = (*told, *agents.find(doc, said, named, told))
    denied, reacting = tuple(denials.find(doc, said)), tuple(reactions.find(doc, said))
    claimed = (doc.at(claim.start).index for claim in (*responsible, *denied, *reacting))
    read = worth.reading(weighed, claimed, said)
    leanings = tuple(violence.leaning(sentence) for sentence in doc.sentences)
    return Seen(
        doc,
        named,
        tuple(where),
        tuple(when),
        ruled,
        said,
        tuple(_proposals(weighed, made, {figure.start for figure in counted}, ruled, read)),
        mentions.find(doc, said, named, read),
        responsible,
        denied,
        reacting,
        tuple(cue_words.at(sentence, EVENTS) for sentence in doc.sentences),
        leanings,
        violence.tells_of_violence(doc),
        read,
    )


def _proposals(
    weighed: tuple[Weighed, ...], made: tuple[Figure, ...], kept: set[int], ruled: Arrangement, read: frozenset[int]
) -> Iterator[Proposal]:
    rest = iter(made)
    for item in weighed:
        tokens, candidate = item.sentence.tokens, item.candidate
        start, end = tokens[candidate.first].start, tokens[candidate.last].end
        figure = next(rest) if item.found is not None else None
        if item.sentence.index not in read:
            continue
        if figure is not None and figure.scope == "whole":
            figure = replace(figure, scope=ruled.scope_at(start) or "whole")
        yield Proposal(item, figure, start, end, start in kept)
