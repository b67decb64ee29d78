"""Who did it: claimed by the group itself, blamed by another, denied by the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from tallybook.read import accusations
from tallybook.read.actors import Stage, stages
from tallybook.read.blame import BYSTANDERS, Blame, Scene, nobody, phrase_at, phrases
from tallybook.read.claimants import Group, armed, blaming, claimants, fullest, opening_group, party, state_of
from tallybook.read.document import Document
from tallybook.read.speakers import Attributions
from tallybook.read.voices import Voice
from tallybook.records import Responsibility

_SAID = frozenset(("said", "says", "say"))
_NOT = frozenset(("not", "no", "never"))


@cache
def _any() -> frozenset[str]:
    heads = frozenset({*phrases("behind"), *phrases("no_part"), *phrases("responsible"), *phrases("own_work")})
    return heads.union(_SAID, *(blaming(name) for name in ("claim", "hold", "accuse", "charge", "deny", "distance")))


def find(doc: Document, said: Attributions, groups: Sequence[Group]) -> tuple[Responsibility, ...]:
    """The claims, charges and denials of responsibility in a report, in the order of the text."""
    out: list[Responsibility] = []
    for stage in stages(said, _any()):
        for hit in _in_sentence(Scene(stage, said, groups)):
            out.append(_claim(doc, said, stage, hit))
    return tuple(out)


def _claim(doc: Document, said: Attributions, stage: Stage, hit: Blame) -> Responsibility:
    tokens = stage.tagged.tokens
    start, end = tokens[hit.first].start, tokens[min(hit.last, len(tokens)) - 1].end
    return Responsibility(
        id="", report=doc.report.id, start=start, end=end, sentence=stage.tagged.sentence.span,
        speaker=said.speaker_at(start, end), group=hit.group, mode=hit.mode, by=hit.by,
    )  # fmt: skip


def _in_sentence(scene: Scene) -> Iterator[Blame]:
    known = _any()
    seen: set[tuple[str, str]] = set()
    for index, low in enumerate(scene.lows):
        if low not in known:
            continue
        for hit in _at(scene, index, low):
            if (hit.group, hit.mode) not in seen:
                seen.add((hit.group, hit.mode))
                yield hit


def _at(scene: Scene, index: int, low: str) -> Iterator[Blame]:
    no_part = phrase_at(scene.lows, index, "no_part")
    if no_part:
        yield from _no_part(scene, index, no_part)
    own = phrase_at(scene.lows, index, "own_work")
    if own:
        yield from _own_work(scene, index, own)
    behind = phrase_at(scene.lows, index, "behind")
    if behind:
        yield from accusations.behind(scene, index, behind)
        return
    if low in blaming("claim"):
        yield from _claimed(scene, index)
    elif low in _SAID:
        yield from _said_so(scene, index)
    elif low in blaming("accuse") or low in blaming("charge"):
        yield from accusations.accused(scene, index)
    elif low in blaming("hold"):
        yield from accusations.held(scene, index)
    elif low in blaming("deny") or low in blaming("distance"):
        yield from _denied(scene, index)
    responsible = phrase_at(scene.lows, index, "responsible")
    if responsible:
        yield from accusations.responsible(scene, index, responsible)


def _claimed(scene: Scene, index: int) -> Iterator[Blame]:
    """ "X claimed the attack", "took responsibility", "admitted bombing it"; never "claimed lives"."""
    lows = scene.lows
    low, after = lows[index], lows[index + 1 : index + 8]
    if nobody(scene, index) or "lives" in after or "would" in after or not blaming("past").isdisjoint(after[:4]):
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
            yield Blame(index, index + 2, named, "claimed", voice.speaker.name if voice else named)


def _is_deed(scene: Scene, index: int, owning: bool, after: list[str]) -> bool:
    """Whether what is claimed is a deed: named behind the verb, or before it where the verb ends its clause."""
    deeds = blaming("claim_objects")
    if not deeds.isdisjoint(after) or (owning and any(word.endswith("ing") for word in after[:3])):
        return True
    ends = bool(after) and not after[0].isalpha()
    return ends and not deeds.isdisjoint(scene.lows[:index])


def _own_work(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "a commander wrote that the attack was theirs": the speaker's side claims it."""
    token = scene.stage.tagged.tokens[first]
    speaker = scene.said.speaker_at(token.start, token.end)
    if speaker is None or nobody(scene, first) or speaker.kind in BYSTANDERS:
        return
    fights = speaker.kind in ("armed_group", "unknown")
    voice = Voice(speaker, tuple(speaker.name.lower().split()), fights, False, True)
    yield Blame(first, last, party(scene.stage, scene.groups, voice), "claimed", speaker.name)


def _said_so(scene: Scene, index: int) -> Iterator[Blame]:
    """ "the group said it carried out the attack", "said its fighters had bombed", "said it was not behind it"."""
    lows = scene.lows
    verb, index = index, _before_clause(lows, index)
    after = lows[index + 2 : index + 7]
    if lows[index + 1 : index + 2] not in (["it"], ["they"], ["its"], ["their"]) or nobody(scene, index):
        return
    if blaming("did").isdisjoint(after):
        return
    for named, voice in claimants(scene.stage, scene.groups, verb):
        by = voice.speaker.name if voice else named
        if not _NOT.isdisjoint(after):
            yield Blame(index, index + 3, state_of(voice) or named, "denied", by)
        elif voice is None or voice.speaker.kind in ("armed_group", "unknown"):
            yield Blame(index, index + 3, named, "claimed", by)


def _before_clause(lows: list[str], said: int) -> int:
    """The word in front of what is said: "said", "said that", "said in a statement that"."""
    aside = lows[said + 1 : said + 7]
    reaches = bool(aside) and aside[0] in ("that", "in", "on") and "that" in aside
    return said + 1 + aside.index("that") if reaches else said


def _denied(scene: Scene, index: int) -> Iterator[Blame]:
    """ "denied any role", "distanced itself from the attack"."""
    after = scene.lows[index + 1 : index + 9]
    objects = ("from", "itself", "themselves") if scene.lows[index] in blaming("distance") else blaming("deny_objects")
    if nobody(scene, index) or not frozenset(objects).intersection(after):
        return
    for named, voice in claimants(scene.stage, scene.groups, index):
        by = voice.speaker.name if voice else named
        yield Blame(index, index + 1, state_of(voice) or named, "denied", by)


def _no_part(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "the group bore no responsibility", "it was not the work of X, says X"."""
    sentence = scene.stage.tagged.sentence
    near = armed(scene.groups, sentence.start, sentence.end)
    if near:
        yield Blame(first, last, fullest(scene.groups, near[0]), "denied", scene.teller(first) or near[0].said)
