"""What the rules know of a proposal, as numbers that the network is given beside the words.

Every vector is made of named blocks, in order; ``digest`` changes with their names, so that weights made for other
features are refused.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence

from tallybook.read.grammar import ROLES
from tallybook.read.neural.mentions import Mention
from tallybook.read.neural.seen import EVENTS, Proposal, Seen
from tallybook.records import (
    HARMS,
    QUALIFIERS,
    SCOPES,
    SPEAKER_KINDS,
    VICTIMS,
    AnyClaim,
    Denial,
    Reaction,
    Responsibility,
    Speaker,
)  # fmt: skip

SORTS = ("people", "bare", "unknown", "unheard", "single", "named")
_FAR = 3
_REACH = 120


def one_of(value: object, known: Sequence[object]) -> list[float]:
    """A 1 at the place of the value, and a last place for what is none of them."""
    at = known.index(value) if value in known else len(known)
    return [float(index == at) for index in range(len(known) + 1)]


def _count(number: int) -> float:
    return min(3.0, number) / 3


def _log(number: float) -> float:
    return math.log1p(max(0.0, number)) / 10


def of_report(seen: Seen) -> list[float]:
    """The report as a whole: words of violence and of what is none, and how long it is."""
    violent = sum(leaning[0] for leaning in seen.leanings)
    peaceful = sum(leaning[1] for leaning in seen.leanings)
    figures = sum(proposal.figure is not None for proposal in seen.proposals)
    return [float(seen.violent), _log(violent), _log(peaceful), _log(figures), _log(len(seen.leanings))]


def of_proposal(seen: Seen, index: int) -> list[float]:
    """One phrase that may be a figure."""
    proposal = seen.proposals[index]
    return [
        *_phrase(proposal),
        *_pairing(proposal),
        *_ruled(proposal),
        *_told(seen, proposal),
        *_around(seen, index),
        *of_report(seen),
    ]


def _phrase(proposal: Proposal) -> list[float]:
    candidate = proposal.weighed.candidate
    value = candidate.low if candidate.low is not None else candidate.high
    flags = (candidate.more, candidate.share, candidate.of_group, candidate.none, candidate.pronoun, candidate.head)
    return [
        *one_of(candidate.sort, SORTS),
        *one_of(candidate.victims, VICTIMS),
        *one_of(candidate.qualifier, QUALIFIERS),
        *(float(bool(flag)) for flag in flags),
        float(candidate.low is None),
        float(candidate.high is None),
        _log(value or 0),
        float(value == 1),
    ]


def _pairing(proposal: Proposal) -> list[float]:
    pair = proposal.weighed.pair
    if pair is None:
        return [*one_of(None, HARMS), *one_of(None, ROLES), 1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    cue = pair.cue
    flags = (cue.passive, cue.active, cue.unreal, cue.combined, cue.first > proposal.weighed.candidate.last)
    return [
        *one_of(cue.harm, HARMS),
        *one_of(cue.role, ROLES),
        min(pair.cost, 6.0) / 6,
        *(float(bool(flag)) for flag in flags),
    ]


def _ruled(proposal: Proposal) -> list[float]:
    figure = proposal.figure
    if figure is None:
        return [*one_of(None, HARMS), *one_of(None, VICTIMS), *one_of(None, SCOPES), 0.0, 0.0]
    return [
        *one_of(figure.harm, HARMS),
        *one_of(figure.victims, VICTIMS),
        *one_of(figure.scope, SCOPES),
        float(figure.current),
        float(figure.combined is not None),
    ]


def _told(seen: Seen, proposal: Proposal) -> list[float]:
    """Of which of the report's incidents the rules take the phrase to tell, and whether somebody says it."""
    key = seen.ruled.key_at(proposal.start)
    local = next(local for local in seen.ruled.incidents if local.key == key)
    flags = (key == "A", local.background, local.wave, local.part_of, local.start, local.place, proposal.kept)
    spoken = seen.said.speaker_at(proposal.start, proposal.end) is not None
    return [*(float(bool(flag)) for flag in flags), float(spoken), _log(len(seen.ruled.incidents))]


def _around(seen: Seen, index: int) -> list[float]:
    """The sentence, the neighbours, and the same number elsewhere in the report."""
    proposal = seen.proposals[index]
    sentence = proposal.weighed.sentence
    violent, peaceful = seen.leanings[sentence.index]
    before = seen.proposals[index - 1] if index else None
    after = seen.proposals[index + 1] if index + 1 < len(seen.proposals) else None
    number = _number(proposal)
    same = [other for other in seen.proposals if other is not proposal and _number(other) == number and number > 1]
    return [
        float(sentence.role == "headline"),
        float(sentence.index == 0),
        sentence.index / max(1, len(seen.leanings)),
        _count(violent),
        _count(peaceful),
        *_beside(sentence.index, before),
        *_beside(sentence.index, after),
        float(any(other.figure is not None for other in same)),
        float(any(other.figure is None for other in same)),
    ]


def _beside(sentence: int, other: Proposal | None) -> list[float]:
    if other is None or abs(other.weighed.sentence.index - sentence) > 1:
        return [0.0, *one_of(None, HARMS)]
    near = float(other.weighed.sentence.index == sentence)
    return [near, *one_of(other.figure.harm if other.figure else None, HARMS)]


def _number(proposal: Proposal) -> int:
    candidate = proposal.weighed.candidate
    return candidate.low or candidate.high or 0


def of_mention(seen: Seen, index: int) -> list[float]:
    """One naming of somebody, with what the rules claim of it."""
    mention = seen.mentions[index]
    flags = (mention.known, mention.cue, mention.relay, mention.group, mention.state, mention.pronoun)
    sentence = seen.doc.sentences[mention.sentence]
    return [
        *one_of(mention.speaker.kind, SPEAKER_KINDS),
        *(float(bool(flag)) for flag in flags),
        float(sentence.role == "headline"),
        mention.sentence / max(1, len(seen.leanings)),
        *(float(found) for found in _events(seen, mention)),
        *_cues(seen, mention),
        *of_report(seen),
    ]


def _events(seen: Seen, mention: Mention) -> Iterable[bool]:
    """For each event whether the rules find the mention in it: named so, in the sentence of the claim or next to it."""
    names = {mention.speaker.name.lower(), (mention.group or "").lower()}
    found = set()
    for claim in seen.claims:
        who, event = doing(claim)
        if who.lower() in names and abs(seen.doc.at(claim.start).index - mention.sentence) <= 1:
            found.add(event)
    return (event in found for event in EVENTS)


def _cues(seen: Seen, mention: Mention) -> Iterator[float]:
    """For each event: how near a word of it stands behind the mention and before it, and if one is a sentence off."""
    here = seen.cued[mention.sentence]
    beside = [seen.cued[k] for k in (mention.sentence - 1, mention.sentence + 1) if 0 <= k < len(seen.cued)]
    for number, starts in enumerate(here):
        yield _near(start - mention.end for start in starts if start >= mention.end)
        yield _near(mention.start - start for start in starts if start < mention.start)
        yield float(any(other[number] for other in beside))


def _near(distances: Iterable[int]) -> float:
    """1 right beside, 0 from 120 characters on or where there is none."""
    return max((1 - distance / _REACH for distance in distances if distance < _REACH), default=0.0)


def doing(claim: AnyClaim) -> tuple[str, str]:
    """Who does what by a claim, as ``EVENTS`` names it."""
    if isinstance(claim, Reaction):
        return claim.actor, f"reaction {claim.action}"
    if isinstance(claim, Responsibility):
        return claim.group, f"responsibility {claim.mode}"
    return (claim.by, "denial") if isinstance(claim, Denial) else ("", "")


def of_pairs(seen: Seen, index: int) -> list[list[float]]:
    """A proposal with each mention that may have said it, in the order of the mentions."""
    proposal = seen.proposals[index]
    ruled = seen.said.speaker_at(proposal.start, proposal.end)
    heard = _heard(seen, proposal)
    return [_of_pair(seen, proposal, mention, ruled, heard) for mention in seen.mentions]


def _heard(seen: Seen, proposal: Proposal) -> tuple[Mention | None, Mention | None]:
    """Who spoke last before a phrase and who speaks next behind it, as the rules hear it."""
    before = after = None
    for mention in seen.mentions:
        if mention.cue and mention.start < proposal.start:
            before = mention
        elif mention.cue and after is None:
            after = mention
    return before, after


def _of_pair(
    seen: Seen,
    proposal: Proposal,
    mention: Mention,
    ruled: Speaker | None,
    heard: tuple[Mention | None, Mention | None],
) -> list[float]:
    """A figure and somebody who may have said it; ``ruled`` is whom the rules take for its speaker."""
    sentence = proposal.weighed.sentence
    distance = mention.sentence - sentence.index
    told = seen.said.told
    flags = (
        mention.start > proposal.start,
        ruled is not None and ruled.start < mention.end and mention.start < ruled.end,
        ruled is not None and ruled.name == mention.speaker.name,
        ruled is None,
        mention.cue,
        told[mention.sentence].quoted,
        told[sentence.index].quoted,
        told[sentence.index].cues,
        seen.doc.sentences[mention.sentence].paragraph == sentence.paragraph,
        *(mention is one for one in heard),
        *(one is not None and one.speaker.name == mention.speaker.name for one in heard),
        heard[0] is None,
        heard[0] is not None and heard[0].sentence == sentence.index - 1,
    )
    return [
        *one_of(max(-_FAR, min(_FAR, distance)), range(-_FAR, _FAR + 1)),
        _log(abs(mention.start - proposal.start)),
        *(float(bool(flag)) for flag in flags),
    ]


def digest() -> str:
    """16 hexadecimal digits over all lists that the vectors are made of."""
    lists = (SORTS, VICTIMS, QUALIFIERS, HARMS, ROLES, SCOPES, SPEAKER_KINDS, EVENTS, _FAR, _REACH, _heard.__name__)
    return hashlib.sha256(repr(lists).encode()).hexdigest()[:16]
