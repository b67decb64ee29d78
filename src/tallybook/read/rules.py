"""The rules reader: recognisers, assembly and context over one report. Fast, without weights, always the same.

The order is the way a careful person reads: what is harmed and in what numbers, who says so, where and when, which
incident each claim is about, and who claimed, denied or reacted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from functools import cache
from typing import get_args

from tallybook.read import (
    agents,
    denials,
    disruptions,
    figures,
    groups,
    incidents,
    places,
    reactions,
    responsibility,
    revisions,
    speakers,
    times,
    violence,
)
from tallybook.read.document import Document, analyse
from tallybook.read.incidents import Arrangement
from tallybook.read.known import speaks
from tallybook.read.speakers import Attributions
from tallybook.records import AnyClaim, Claim, Figure, Reading, Report, Responsibility, identity

_BASE = frozenset(field.name for field in fields(Claim))


def read(report: Report) -> Reading:
    """What a report claims. A report that tells of no political violence gives an empty reading."""
    if not speaks(report):
        return Reading(report.id, unread="language")
    doc = analyse(report)
    if not violence.tells_of_violence(doc):
        return Reading(report.id)
    named = groups.find(doc)
    armed = frozenset(mention.start for mention in named if mention.kind == "armed_group")
    weighed = figures.weigh(doc, armed)
    counted = violence.keep(doc, figures.made_of(doc, weighed))
    said = speakers.attribute(doc)
    arrangement = incidents.arrange(doc, counted, places.find(doc), times.find(doc), named)
    if arrangement.tells_more:
        counted = violence.keep(doc, figures.made_of(doc, weighed, arrangement))
    claims: list[AnyClaim] = [*revisions.settled(doc, (_spoken(figure, said, arrangement) for figure in counted))]
    claims += (replace(claim, local=arrangement.key_at(claim.start)) for claim in _others(doc, said, named))
    return reading_of(doc, claims, arrangement)


def _others(doc: Document, said: Attributions, named: tuple[groups.GroupMention, ...]) -> Iterable[AnyClaim]:
    yield from _responsible(doc, said, named)
    yield from denials.find(doc, said)
    yield from reactions.find(doc, said)
    yield from disruptions.find(doc)


def _responsible(doc: Document, said: Attributions, named: tuple[groups.GroupMention, ...]) -> Iterable[Responsibility]:
    """Who claims and blames in so many words; then who is blamed by naming the actor in the act."""
    told = responsibility.find(doc, said, named)
    yield from told
    yield from agents.find(doc, said, named, told)


def _spoken(figure: Figure, said: Attributions, arrangement: Arrangement) -> Figure:
    """A figure with its speaker, its incident, and the scope that place and time give it."""
    scope = arrangement.scope_at(figure.start) if figure.scope == "whole" else None
    return replace(
        figure,
        speaker=said.speaker_at(figure.start, figure.end),
        local=arrangement.key_at(figure.start),
        scope=scope or figure.scope,
    )


def reading_of(doc: Document, claims: Iterable[AnyClaim], arrangement: Arrangement) -> Reading:
    """The claims with their ids, in the order of the text, and the incidents that they tell of."""
    kept = {claim.id: claim for claim in map(_identified, claims)}
    ordered = sorted(kept.values(), key=lambda claim: (claim.start, claim.end, claim.kind, claim.id))
    return Reading(
        doc.report.id,
        tuple(ordered),
        arrangement.told_of(claim.local for claim in ordered if claim.local) if ordered else (),
    )


@cache
def _said(kind: str) -> tuple[str, ...]:
    """The names of the fields that a kind of claim adds: what it says."""
    (made,) = (made for made in get_args(AnyClaim) if made.kind == kind)
    return tuple(field.name for field in fields(made) if field.name not in _BASE)


def _identified(claim: AnyClaim) -> AnyClaim:
    """A claim's id hashes what is said and where, so that reading again never doubles it."""
    said = [getattr(claim, name) for name in _said(claim.kind)]
    return replace(claim, id=identity("c", claim.report, claim.kind, claim.start, claim.end, *said))
