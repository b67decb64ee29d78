"""What the rules know of a proposal, as numbers that the network is given beside the words.

Every vector is made of named blocks, in order; ``digest`` changes with their names, so that weights made for other
features are refused.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

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
)  # fmt: skip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SORTS = ("people", "bare", "unknown", "unheard", "single", "named")
_FAR = 3
PAIR = 2 * _FAR + 2 + 16
"""How many features a pair has."""
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


def of_pairs(seen: Seen) -> NDArray[np.float32]:
    """[proposals, mentions, 24]: every proposal with each mention that may have said it, in their order."""
    return Around(seen).block(slice(None))


class Around:
    """The mentions of a report as columns, to be laid beside one proposal after the other."""

    def __init__(self, seen: Seen) -> None:
        import numpy as np

        self.seen = seen
        self.mentions = seen.mentions
        names = {mention.speaker.name: index for index, mention in enumerate(seen.mentions)}
        self.names = names
        self.name = np.array([names[mention.speaker.name] for mention in seen.mentions], np.int64)
        self.start = np.array([mention.start for mention in seen.mentions], np.int64)
        self.end = np.array([mention.end for mention in seen.mentions], np.int64)
        self.sentence = np.array([mention.sentence for mention in seen.mentions], np.int64)
        self.cue = np.array([mention.cue for mention in seen.mentions], bool)
        self.quoted = np.array([seen.said.told[mention.sentence].quoted for mention in seen.mentions], bool)
        self.paragraph = np.array([seen.doc.sentences[one.sentence].paragraph for one in seen.mentions], np.int64)

    def block(self, rows: slice) -> NDArray[np.float32]:
        """[proposals, mentions, 24]: some of the proposals with each mention, in their order."""
        import numpy as np

        found = [self.beside(proposal) for proposal in self.seen.proposals[rows]]
        return np.stack(found) if found else np.zeros((0, len(self.mentions), PAIR), np.float32)

    def beside(self, proposal: Proposal) -> NDArray[np.float32]:
        """[mentions, 24]: what the rules know of one proposal and each mention."""
        import numpy as np

        sentence = proposal.weighed.sentence
        told = self.seen.said.told[sentence.index]
        ruled = self.seen.said.speaker_at(proposal.start, proposal.end)
        before, after = self._heard(proposal)
        out = np.zeros((len(self.mentions), PAIR), np.float32)
        far = np.clip(self.sentence - sentence.index, -_FAR, _FAR) + _FAR
        out[np.arange(len(self.mentions)), far] = 1
        columns = (
            np.log1p(np.abs(self.start - proposal.start)) / 10,
            self.start > proposal.start,
            False if ruled is None else (self.end > ruled.start) & (self.start < ruled.end),
            False if ruled is None else self.name == self.names.get(ruled.name, -1),
            ruled is None,
            self.cue,
            self.quoted,
            told.quoted,
            bool(told.cues),
            self.paragraph == sentence.paragraph,
            np.arange(len(self.mentions)) == before,
            np.arange(len(self.mentions)) == after,
            False if before < 0 else self.name == self.name[before],
            False if after < 0 else self.name == self.name[after],
            before < 0,
            before >= 0 and self.sentence[before] == sentence.index - 1,
        )
        for at, column in enumerate(columns):
            out[:, 2 * _FAR + 2 + at] = column
        return out

    def _heard(self, proposal: Proposal) -> tuple[int, int]:
        """Who spoke last before a phrase and who speaks next behind it, as the rules hear it; -1 for nobody."""
        import numpy as np

        (speaking,) = np.nonzero(self.cue)
        before, after = (
            speaking[self.start[speaking] < proposal.start],
            speaking[self.start[speaking] >= proposal.start],
        )
        return int(before[-1]) if len(before) else -1, int(after[0]) if len(after) else -1


def digest() -> str:
    """16 hexadecimal digits over all lists that the vectors are made of."""
    lists = (SORTS, VICTIMS, QUALIFIERS, HARMS, ROLES, SCOPES, SPEAKER_KINDS, EVENTS, _FAR, _REACH, PAIR)
    return hashlib.sha256(repr(lists).encode()).hexdigest()[:16]
