"""Who did it: claimed by the group itself, blamed by another, denied by the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tallybook.read.actors import Stage, actors_of, is_passive, list_after, list_before, stages, voices_of
from tallybook.read.claimants import (
    Group,
    armed,
    blaming,
    claimants,
    fullest,
    named_before,
    opening_group,
    party,
    state_of,
)
from tallybook.read.document import Document
from tallybook.read.names import Phrase, phrase_after
from tallybook.read.roles import ACTOR, AND, ARTICLE, COMMA, NAME, NUMBER, OWNER, PRONOUN, QUOTE, kind_of
from tallybook.read.speakers import Attributions
from tallybook.read.subjects import subject_of
from tallybook.read.voices import Voice
from tallybook.records import Mode, Responsibility
from tallybook.vocabulary import load

_SAID = frozenset(("said", "says", "say"))
_PARTY = frozenset((NAME, ACTOR, OWNER))
_BYSTANDERS = frozenset(("police", "medical", "witness", "media", "ngo"))
_NOT = frozenset(("not", "no", "never"))
_TIED = frozenset(("linked", "tied", "loyal", "affiliated", "belonging", "allied"))


@dataclass(frozen=True, slots=True)
class _Blame:
    first: int
    last: int
    group: str
    mode: Mode
    by: str | None


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the rules look at: the sentence, who is speaking where, and the groups of the report."""

    stage: Stage
    said: Attributions
    groups: Sequence[Group]

    @property
    def lows(self) -> list[str]:
        return self.stage.tagged.lows

    def teller(self, index: int) -> str | None:
        """The name of the speaker who tells what stands at a token."""
        token = self.stage.tagged.tokens[index]
        speaker = self.said.speaker_at(token.start, token.end)
        return speaker.name if speaker else None


@cache
def _phrases(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of the vocabulary by their first word."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for text in load("blaming")[name]:
        parts = tuple(text.split())
        out[parts[0]] = (*out.get(parts[0], ()), parts)
    return out


@cache
def _any() -> frozenset[str]:
    heads = frozenset({*_phrases("behind"), *_phrases("no_part"), *_phrases("responsible"), *_phrases("own_work")})
    return heads.union(_SAID, *(blaming(name) for name in ("claim", "hold", "accuse", "charge", "deny", "distance")))


def find(doc: Document, said: Attributions, groups: Sequence[Group]) -> tuple[Responsibility, ...]:
    """The claims, charges and denials of responsibility in a report, in the order of the text."""
    out: list[Responsibility] = []
    for stage in stages(said, _any()):
        for hit in _in_sentence(_Scene(stage, said, groups)):
            out.append(_claim(doc, said, stage, hit))
    return tuple(out)


def _claim(doc: Document, said: Attributions, stage: Stage, hit: _Blame) -> Responsibility:
    tokens = stage.tagged.tokens
    start, end = tokens[hit.first].start, tokens[min(hit.last, len(tokens)) - 1].end
    return Responsibility(
        id="", report=doc.report.id, start=start, end=end, sentence=stage.tagged.sentence.span,
        speaker=said.speaker_at(start, end), group=hit.group, mode=hit.mode, by=hit.by,
    )  # fmt: skip


def _in_sentence(scene: _Scene) -> Iterator[_Blame]:
    known = _any()
    seen: set[tuple[str, str]] = set()
    for index, low in enumerate(scene.lows):
        if low not in known:
            continue
        for hit in _at(scene, index, low):
            if (hit.group, hit.mode) not in seen:
                seen.add((hit.group, hit.mode))
                yield hit


def _at(scene: _Scene, index: int, low: str) -> Iterator[_Blame]:
    no_part = _phrase_at(scene.lows, index, "no_part")
    if no_part:
        yield from _no_part(scene, index, no_part)
    own = _phrase_at(scene.lows, index, "own_work")
    if own:
        yield from _own_work(scene, index, own)
    behind = _phrase_at(scene.lows, index, "behind")
    if behind:
        yield from _behind(scene, index, behind)
        return
    if low in blaming("claim"):
        yield from _claimed(scene, index)
    elif low in _SAID:
        yield from _said_so(scene, index)
    elif low in blaming("accuse") or low in blaming("charge"):
        yield from _accused(scene, index)
    elif low in blaming("hold"):
        yield from _held(scene, index)
    elif low in blaming("deny") or low in blaming("distance"):
        yield from _denied(scene, index)
    responsible = _phrase_at(scene.lows, index, "responsible")
    if responsible:
        yield from _responsible(scene, index, responsible)


def _phrase_at(lows: list[str], index: int, name: str) -> int:
    """The end of a phrase of the vocabulary that begins at ``index``, 0 if there is none."""
    for parts in _phrases(name).get(lows[index], ()):
        if tuple(lows[index : index + len(parts)]) == parts:
            return index + len(parts)
    return 0


def _nobody(scene: _Scene, index: int) -> bool:
    """Whether the clause up to the cue denies or only supposes: "no group has claimed", "nobody said"."""
    lows, roles = scene.lows, scene.stage.tagged.roles
    for back in range(index - 1, max(-1, index - 9), -1):
        if lows[back] in ";:." or (roles[back] == COMMA and index - back > 3):
            return False
        if lows[back] in blaming("nobody") or lows[back].endswith("n't"):
            return True
    return False


def _claimed(scene: _Scene, index: int) -> Iterator[_Blame]:
    """ "X claimed the attack", "took responsibility", "admitted bombing it"; never "claimed lives"."""
    lows = scene.lows
    low, after = lows[index], lows[index + 1 : index + 8]
    if _nobody(scene, index) or "lives" in after or "would" in after or not blaming("past").isdisjoint(after[:4]):
        return
    owning = low in blaming("owning")
    credit = not {"responsibility", "credit"}.isdisjoint(after)
    if not (credit or _is_deed(scene, index, owning, after)) or (low in blaming("taking") and not credit):
        return
    found = claimants(scene.stage, scene.groups, index)
    if not found and (credit or lows[index - 1] == "to"):
        found = opening_group(scene.stage)
    for named, voice in found:
        kind = voice.speaker.kind if voice else "armed_group"
        if kind in ("armed_group", "unknown") or (credit and not owning):
            yield _Blame(index, index + 2, named, "claimed", voice.speaker.name if voice else named)


def _is_deed(scene: _Scene, index: int, owning: bool, after: list[str]) -> bool:
    """Whether what is claimed is a deed: named behind the verb, or before it where the verb ends its clause."""
    deeds = blaming("claim_objects")
    if not deeds.isdisjoint(after) or (owning and any(word.endswith("ing") for word in after[:3])):
        return True
    ends = bool(after) and not after[0].isalpha()
    return ends and not deeds.isdisjoint(scene.lows[:index])


def _own_work(scene: _Scene, first: int, last: int) -> Iterator[_Blame]:
    """ "a commander wrote that the attack was theirs": the speaker's side claims it."""
    token = scene.stage.tagged.tokens[first]
    speaker = scene.said.speaker_at(token.start, token.end)
    if speaker is None or _nobody(scene, first) or speaker.kind in _BYSTANDERS:
        return
    fights = speaker.kind in ("armed_group", "unknown")
    voice = Voice(speaker, tuple(speaker.name.lower().split()), fights, False, True)
    yield _Blame(first, last, party(scene.stage, scene.groups, voice), "claimed", speaker.name)


def _said_so(scene: _Scene, index: int) -> Iterator[_Blame]:
    """ "the group said it carried out the attack", "said its fighters had bombed", "said it was not behind it"."""
    lows = scene.lows
    verb, index = index, _before_clause(lows, index)
    after = lows[index + 2 : index + 7]
    if lows[index + 1 : index + 2] not in (["it"], ["they"], ["its"], ["their"]) or _nobody(scene, index):
        return
    if blaming("did").isdisjoint(after):
        return
    for named, voice in claimants(scene.stage, scene.groups, verb):
        by = voice.speaker.name if voice else named
        if not _NOT.isdisjoint(after):
            yield _Blame(index, index + 3, state_of(voice) or named, "denied", by)
        elif voice is None or voice.speaker.kind in ("armed_group", "unknown"):
            yield _Blame(index, index + 3, named, "claimed", by)


def _before_clause(lows: list[str], said: int) -> int:
    """The word in front of what is said: "said", "said that", "said in a statement that"."""
    aside = lows[said + 1 : said + 7]
    reaches = bool(aside) and aside[0] in ("that", "in", "on") and "that" in aside
    return said + 1 + aside.index("that") if reaches else said


def _by(voices: Sequence[Voice]) -> str | None:
    return " and ".join(voice.speaker.name for voice in voices) or None


def _blames(scene: _Scene, index: int, phrases: Sequence[Phrase], by: str | None) -> Iterator[_Blame]:
    for voice in voices_of(scene.stage, phrases):
        yield _Blame(index, index + 1, party(scene.stage, scene.groups, voice), "blamed", by)


def _accused(scene: _Scene, index: int) -> Iterator[_Blame]:
    """ "blamed X for", "accused X of", "X was blamed"; "blamed the attack on X" is found by its "on"."""
    roles, low = scene.stage.tagged.roles, scene.lows[index]
    if _nobody(scene, index) or (index and roles[index - 1] in (ARTICLE, NUMBER)):
        return
    if is_passive(scene.stage.tagged, index):
        subject, _ = subject_of(scene.stage.tagged, index, 0)
        if subject is not None and scene.lows[index + 1 : index + 2] in (["for"], ["of"], ["by"], ["in"]):
            yield from _blames(scene, index, (subject,), None)
        return
    subjects = actors_of(scene.stage, index)
    if low in blaming("charge") and not _charges(scene, index, subjects):
        return
    if low == "suspected" or (low.startswith("suspect") and not subjects):
        return
    yield from _blames(scene, index, _accused_phrases(scene, index), _by(subjects))


def _charges(scene: _Scene, index: int, subjects: Sequence[Voice]) -> bool:
    """Whether "charged X with it" is a reproach: what the police and courts do is not."""
    courts = any(voice.speaker.kind in ("police", "court", "unknown") for voice in subjects)
    return not courts and not {"over", "with"}.isdisjoint(scene.lows[index + 2 : index + 10])


def _held(scene: _Scene, index: int) -> Iterator[_Blame]:
    """ "holds X responsible"."""
    if "responsible" in scene.lows[index + 1 : index + 14] and not _nobody(scene, index):
        held = list_after(scene.stage.tagged, index + 1)[:2]
        yield from _blames(scene, index, held, _by(actors_of(scene.stage, index)))


def _accused_phrases(scene: _Scene, index: int) -> list[Phrase]:
    """Those behind the verb: a list of names, fighters in common words, or whoever stands behind "on"."""
    tagged, lows = scene.stage.tagged, scene.lows
    start = next((k for k in range(index + 1, len(lows)) if tagged.roles[k] != QUOTE), len(lows))
    listed = [_cut(scene, phrase) for phrase in list_after(tagged, start)]
    if listed and not listed[0].pronoun and not _PARTY.isdisjoint(tagged.roles[listed[0].first : listed[0].last]):
        return listed
    plain = phrase_after(tagged, start, len(lows), free=True)
    if plain and not plain.pronoun and not blaming("fighters").isdisjoint(lows[plain.first : plain.last]):
        return [_cut(scene, plain)]
    on = next((k for k in range(index + 2, min(index + 12, len(lows) - 1)) if lows[k] in ("on", "to")), None)
    if on is None or not lows[index].startswith("blam"):
        return []
    return [_cut(scene, phrase) for phrase in list_after(tagged, on + 1)]


def _cut(scene: _Scene, phrase: Phrase) -> Phrase:
    """The accused without the deed: "X | for the blast", "X | of bombing"."""
    lows, roles = scene.lows, scene.stage.tagged.roles
    for index in range(phrase.first + 1, phrase.last):
        deed = lows[index] == "of" and roles[index + 1] not in (NAME, ACTOR, ARTICLE, OWNER)
        if deed or lows[index] in ("for", "with", "over", "in"):
            return Phrase(phrase.first, index)
    return phrase


def _behind(scene: _Scene, first: int, last: int) -> Iterator[_Blame]:
    """ "carried out by X", "attributed to X", "put the blame on X", "claimed by X"."""
    lows, groups = scene.lows, scene.groups
    phrase = None if _nobody(scene, first) else _perpetrator(scene, last)
    if phrase is None:
        return
    claimed = lows[first] == "claimed"
    subjects = actors_of(scene.stage, _verb_of(lows, first)) if lows[last - 1] in ("on", "at", "of", "to") else []
    by = _by(subjects) or scene.teller(first)
    for voice in voices_of(scene.stage, (phrase,)):
        speaker = voice.speaker
        known = speaker.kind == "armed_group" or bool(armed(groups, speaker.start, speaker.end))
        if speaker.kind in _BYSTANDERS or not (known or by or claimed):
            continue
        name = party(scene.stage, groups, voice)
        yield _Blame(first, last, name, "claimed" if claimed else "blamed", name if claimed else by)


def _verb_of(lows: list[str], first: int) -> int:
    """The verb of "put | the blame on", "pointed | a finger at"; the first word where that is the verb itself."""
    if lows[first] not in ("the", "finger", "fingers", "responsibility"):
        return first
    verb = first - 1
    while verb > 0 and lows[verb] in ("the", "a", "its", "their", "his", "her"):
        verb -= 1
    return max(verb, 0)


def _perpetrator(scene: _Scene, start: int) -> Phrase | None:
    """The party behind "by": a name, or common words with the group they are tied to ("terrorists linked to X")."""
    tagged, lows = scene.stage.tagged, scene.lows
    phrase = phrase_after(tagged, start, len(lows), free=True)
    if phrase is None or phrase.pronoun:
        return None
    for index in range(phrase.last, min(phrase.last + 5, len(lows) - 1)):
        if lows[index] in ("to", "with") and lows[index - 1] in _TIED:
            named = phrase_after(tagged, index + 1, len(lows), free=True)
            return _proper(scene, named) if named else None
    words = lows[phrase.first : phrase.last]
    known = kind_of(tagged.tokens[phrase.first : phrase.last]) is not None
    if known or not _PARTY.isdisjoint(tagged.roles[phrase.first : phrase.last]):
        return phrase
    return phrase if not blaming("fighters").isdisjoint(words) else None


def _proper(scene: _Scene, phrase: Phrase) -> Phrase:
    """The capitalised end of a phrase: "the banned Balochistan-based group Fitna al Hindustan"."""
    roles = scene.stage.tagged.roles
    first = next((k for k in range(phrase.last - 1, phrase.first - 1, -1) if roles[k] in (NAME, OWNER)), phrase.first)
    while first - 1 >= phrase.first and roles[first - 1] in (NAME, "M"):
        first -= 1
    return Phrase(first, phrase.last)


def _responsible(scene: _Scene, first: int, last: int) -> Iterator[_Blame]:
    """ "X was behind the attack": blamed by who says so; of oneself it is a claim and found as such."""
    if _nobody(scene, first):
        return
    acts = scene.lows[first] == "carried"
    relative = first > 0 and scene.lows[first - 1] in ("which", "who", "that")
    named = _subject_group(scene, first) if not relative else None
    if named is None and (relative or not acts):
        named = named_before(scene.stage, scene.groups, first)
    named = named or _subject_party(scene, first, acts)
    if named is not None:
        yield _Blame(first, last, named, "blamed", scene.teller(first))


def _subject_group(scene: _Scene, first: int) -> str | None:
    """The armed group that is the subject itself: "X, which broke away from Y, could be behind it"."""
    phrase, _ = subject_of(scene.stage.tagged, first, 0)
    if phrase is None or phrase.pronoun:
        return None
    tokens = scene.stage.tagged.tokens
    inside = armed(scene.groups, tokens[phrase.first].start, tokens[phrase.last - 1].end)
    return fullest(scene.groups, inside[0]) if inside else None


def _subject_party(scene: _Scene, first: int, acts: bool) -> str | None:
    """The subject of "was behind"; of "carried out" only if it is an armed group or an armed group tells it."""
    tagged = scene.stage.tagged
    phrase, _ = subject_of(tagged, first, 0)
    if phrase is None or phrase.pronoun or tagged.roles[phrase.last - 1] in (PRONOUN, AND):
        return None
    kind = kind_of(tagged.tokens[phrase.first : phrase.last])
    token = tagged.tokens[first]
    told_by = scene.said.speaker_at(token.start, token.end)
    if acts and kind != "armed_group" and (told_by is None or told_by.kind != "armed_group"):
        return None
    if kind not in ("armed_group", "military", "government") and NAME not in tagged.roles[phrase.first : phrase.last]:
        return None
    voices = voices_of(scene.stage, list_before(tagged, phrase) or [phrase])
    return " and ".join(party(scene.stage, scene.groups, voice) for voice in voices) or None


def _denied(scene: _Scene, index: int) -> Iterator[_Blame]:
    """ "denied any role", "distanced itself from the attack"."""
    after = scene.lows[index + 1 : index + 9]
    objects = ("from", "itself", "themselves") if scene.lows[index] in blaming("distance") else blaming("deny_objects")
    if _nobody(scene, index) or not frozenset(objects).intersection(after):
        return
    for named, voice in claimants(scene.stage, scene.groups, index):
        by = voice.speaker.name if voice else named
        yield _Blame(index, index + 1, state_of(voice) or named, "denied", by)


def _no_part(scene: _Scene, first: int, last: int) -> Iterator[_Blame]:
    """ "the group bore no responsibility", "it was not the work of X, says X"."""
    sentence = scene.stage.tagged.sentence
    near = armed(scene.groups, sentence.start, sentence.end)
    if near:
        yield _Blame(first, last, fullest(scene.groups, near[0]), "denied", scene.teller(first) or near[0].said)
