"""Who did it: claimed by the group itself, blamed by another, denied by the group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tallybook.read import accusations
from tallybook.read.actors import Stage, stages, voices_of
from tallybook.read.blame import BYSTANDERS, Blame, Scene, nobody, phrase_at, phrases
from tallybook.read.claimants import (
    Group,
    armed,
    blaming,
    claimants,
    fullest,
    names_side,
    opening_group,
    party,
    state_of,
)
from tallybook.read.document import Document
from tallybook.read.lexicon import Phrases
from tallybook.read.names import phrase_after, phrase_before, text_of, trimmed
from tallybook.read.roles import OWNER, QUOTE
from tallybook.read.speakers import Attributions
from tallybook.read.voices import Voice
from tallybook.records import Responsibility

_SAID = frozenset(("said", "says", "say"))
_WAS = frozenset(("was", "were"))
_NOT = frozenset(("not", "no", "never"))
_OWN = frozenset(("it", "they", "its", "their"))
_STATE = ("military", "government")
_RELATIVE = frozenset(("which", "that", "who"))
_NOUNS = frozenset(("claim", "claims", "admission", "admissions"))
_AUXILIARIES = frozenset(
    ("has", "have", "had", "did", "do", "does", "to", "it", "they", "who", "which", "that", "we", "also", "not")
)
_LISTS = ("behind", "no_part", "responsible", "own_work", "involved")
"""The lists of phrases that are told by their words alone."""
_APPOSED = 12
_STYLED = 12


@cache
def _told() -> Phrases[bool]:
    """All phrases of the lists."""
    return Phrases((" ".join(row), True) for name in _LISTS for rows in phrases(name).values() for row in rows)


@cache
def _alone() -> frozenset[str]:
    """The words that may tell something by themselves."""
    verbs = ("claim", "hold", "accuse", "charge", "deny", "distance", "attribute", "suspects", "weapons")
    return _SAID.union(("we", "behind"), *(blaming(name) for name in verbs))


@cache
def _signs() -> frozenset[str]:
    """Words of which a sentence has one where it has anything."""
    return _alone() | _told().signs


@cache
def _beginning() -> dict[str, frozenset[str]]:
    """Word -> the lists of phrases in which one begins with it."""
    words = {word for name in _LISTS for word in phrases(name)}
    return {word: frozenset(name for name in _LISTS if word in phrases(name)) for word in words}


def find(doc: Document, said: Attributions, groups: Sequence[Group]) -> tuple[Responsibility, ...]:
    """The claims, charges and denials of responsibility in a report, in the order of the text."""
    out: list[Responsibility] = []
    for stage in stages(said, _signs()):
        for hit in _in_sentence(Scene(stage, said, groups)):
            if names_side(hit.group):
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
    alone, told, tokens = _alone(), _told(), scene.stage.tagged.tokens
    seen: set[tuple[str, str]] = set()
    for index, low in enumerate(scene.lows):
        if low not in alone and (low not in told.opens or told.at(tokens, index) is None):
            continue
        for hit in _at(scene, index, low):
            mode = "claimed" if hit.mode == "blamed" and hit.by == hit.group else hit.mode
            if (hit.group, mode) not in seen:
                seen.add((hit.group, mode))
                yield replace(hit, mode=mode)


def _at(scene: Scene, index: int, low: str) -> Iterator[Blame]:
    begun = _beginning().get(low, frozenset())
    no_part = "no_part" in begun and phrase_at(scene.lows, index, "no_part")
    if no_part:
        yield from _no_part(scene, index, no_part)
    own = "own_work" in begun and phrase_at(scene.lows, index, "own_work")
    if own:
        yield from _own_work(scene, index, own)
    behind = "behind" in begun and phrase_at(scene.lows, index, "behind")
    if behind:
        yield from accusations.behind(scene, index, behind)
        return
    if low in blaming("claim"):
        yield from _claimed(scene, index)
    elif low in _SAID:
        yield from _said_so(scene, index)
    elif low in blaming("suspects") and accusations.is_suspect(scene, index):
        yield from accusations.suspected(scene, index)
    elif low in blaming("accuse") or low in blaming("charge"):
        yield from accusations.accused(scene, index)
    elif low in blaming("hold"):
        yield from accusations.held(scene, index)
    elif low in blaming("attribute"):
        yield from accusations.attributed(scene, index)
    elif low == "behind":
        yield from accusations.headlined(scene, index)
    elif low in blaming("weapons") and not _WAS.isdisjoint(scene.lows[index + 1 : index + 2]):
        yield from accusations.owned(scene, index + 1, index + 2)
    elif low == "we":
        yield from _first_person(scene, index)
    elif low in blaming("deny") or low in blaming("distance"):
        yield from _denied(scene, index)
    responsible = "responsible" in begun and phrase_at(scene.lows, index, "responsible")
    if responsible:
        yield from accusations.responsible(scene, index, responsible)
    involved = "involved" in begun and phrase_at(scene.lows, index, "involved")
    if involved:
        yield from accusations.involved(scene, index, involved)


def _claimed(scene: Scene, index: int) -> Iterator[Blame]:
    """ "X claimed the attack", "took responsibility", "admitted bombing it"; never "claimed lives"."""
    lows = scene.lows
    low, after = lows[index], lows[index + 1 : index + 8]
    if nobody(scene, index) or "lives" in after or "would" in after or not blaming("past").isdisjoint(after[:4]):
        return
    if _is_noun(scene, index):
        yield from _claim_of(scene, index)
        return
    owning = low in blaming("owning")
    credit = not {"responsibility", "credit"}.isdisjoint(after)
    told = after[:1] == ["that"] and blaming("claim_objects").isdisjoint(after[1:2])
    if told or not (credit or _is_deed(scene, index, owning, after)):
        return
    if low in blaming("taking") and not credit:
        return
    own = owning and not blaming("own_deeds").isdisjoint(after[:3])
    for named, voice in _who_claims(scene, index, credit):
        kind = voice.speaker.kind if voice else "armed_group"
        if kind in ("armed_group", "unknown") or (credit and not owning) or (own and kind in _STATE):
            yield Blame(index, index + 2, named, "claimed", voice.speaker.name if voice else named)


def _who_claims(scene: Scene, index: int, credit: bool) -> list[tuple[str, Voice | None]]:
    """The verb's subject; for "X, a splinter which claimed it" the group in front of the apposition."""
    host = _apposed(scene, index) or _self_styled(scene, index)
    if host is not None:
        return [(host, None)]
    found = claimants(scene.stage, scene.groups, index)
    if not found and (credit or scene.lows[index - 1] == "to"):
        found = opening_group(scene.stage)
    return found


def _apposed(scene: Scene, index: int) -> str | None:
    lows, tokens = scene.lows, scene.stage.tagged.tokens
    if _RELATIVE.isdisjoint(lows[max(0, index - 3) : index]):
        return None
    for comma in range(index - 2, max(0, index - _APPOSED), -1):
        if lows[comma] == "," and lows[comma + 1] in ("a", "an", "the", "one"):
            inside = armed(scene.groups, tokens[comma - 1].start, tokens[comma].start)
            return fullest(scene.groups, inside[-1]) if inside else None
    return None


def _self_styled(scene: Scene, index: int) -> str | None:
    """ "a group calling itself X claimed the raid": X."""
    lows, tagged = scene.lows, scene.stage.tagged
    for at in range(index - 2, max(0, index - _STYLED), -1):
        if lows[at] in ("itself", "themselves") and lows[at - 1] in ("calling", "styling", "naming"):
            start = next((k for k in range(at + 1, index) if tagged.roles[k] != QUOTE), index)
            phrase = phrase_after(tagged, start, index)
            return text_of(tagged, *trimmed(tagged, phrase)) if phrase else None
    return None


def _is_noun(scene: Scene, index: int) -> bool:
    """ "a claim", "the group's claim of responsibility": no verb."""
    return index > 0 and scene.lows[index] in _NOUNS and scene.lows[index - 1] not in _AUXILIARIES


def _claim_of(scene: Scene, index: int) -> Iterator[Blame]:
    """ "a claim of responsibility by X", "X's first admission of the air strike"."""
    lows, tagged = scene.lows, scene.stage.tagged
    after = lows[index + 1 : index + 8]
    deed = {"responsibility", "credit"} | (blaming("claim_objects") - {"it", "them"})
    if lows[index].startswith("admission"):
        owner = next((k for k in range(index - 1, max(-1, index - 4), -1) if tagged.roles[k] == OWNER), None)
        phrase = phrase_before(tagged, 0, owner + 1) if owner is not None else None
    else:
        by = next((k for k in range(index + 1, min(index + 7, len(lows) - 1)) if lows[k] in ("by", "from")), None)
        phrase = phrase_after(tagged, by + 1, len(lows)) if by is not None else None
        deed = deed | {"by"}
    if phrase is None or phrase.pronoun or deed.isdisjoint(after):
        return
    for voice in voices_of(scene.stage, (phrase,)):
        if voice.speaker.kind in ("armed_group", *_STATE):
            yield Blame(index, index + 1, party(scene.stage, scene.groups, voice), "claimed", voice.speaker.name)


def _first_person(scene: Scene, index: int) -> Iterator[Blame]:
    """ "We carried out the attack", "we did not strike the station": by whoever is quoted."""
    lows = scene.lows
    after = lows[index + 1 : index + 6]
    token = scene.stage.tagged.tokens[index]
    speaker = scene.said.speaker_at(token.start, token.end)
    if speaker is None or nobody(scene, index):
        return
    verb = next((word for word in after if word not in _AUXILIARIES and word not in _NOT), "")
    claims = verb in blaming("claim") and "responsibility" in lows[index + 1 : index + 8]
    if not claims and (
        verb not in blaming("did")
        or (blaming("claim_objects") - {"it", "them"}).isdisjoint(lows[index + 2 : index + 12])
    ):
        return
    voice = Voice(speaker, tuple(speaker.name.lower().split()), speaker.kind == "armed_group", False, True)
    named = party(scene.stage, scene.groups, voice)
    denies = not _NOT.isdisjoint(after) or any(word.endswith("n't") for word in after)
    yield Blame(
        index,
        index + 2,
        (state_of(voice) or named) if denies else named,
        "denied" if denies else "claimed",
        speaker.name,
    )


def _is_deed(scene: Scene, index: int, owning: bool, after: list[str]) -> bool:
    """Whether what is claimed is a deed: named behind the verb, or before it where the verb ends its clause."""
    deeds = blaming("claim_objects")
    deed = next((at for at, word in enumerate(after) if word in deeds), None)
    if deed is not None:
        return after[deed] in ("it", "them") or blaming("clause").isdisjoint(after[deed + 1 : deed + 2])
    if owning and any(word.endswith("ing") for word in after[:3]):
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
    named = state_of(voice) or party(scene.stage, scene.groups, voice)
    yield Blame(first, last, named, "claimed", speaker.name)


def _said_so(scene: Scene, index: int) -> Iterator[Blame]:
    """ "the group said it carried out the attack", "said its fighters had bombed", "said it was not behind it"."""
    lows = scene.lows
    verb, index = index, _before_clause(lows, index)
    own = next((k for k in range(index + 1, min(index + 5, len(lows))) if lows[k] in _OWN), index)
    first = own == index + 1 or (own > index and lows[own - 1] == "of")
    after = lows[own + 1 : own + 6]
    if not first or nobody(scene, index) or not _does(after):
        return
    for named, voice in claimants(scene.stage, scene.groups, verb):
        by = voice.speaker.name if voice else named
        if not _NOT.isdisjoint(after):
            yield Blame(index, index + 3, state_of(voice) or named, "denied", by)
        elif voice is None or voice.speaker.kind in ("armed_group", "unknown"):
            yield Blame(index, index + 3, named, "claimed", by)


def _does(after: list[str]) -> bool:
    """Whether the verb behind "it", "its fighters" tells a deed: not "it is responding to rockets fired"."""
    for word in after:
        if word in blaming("did"):
            return True
        if word.endswith("ing") or word in ("to", "in", "at", "for", "with"):
            return False
    return False


def _before_clause(lows: list[str], said: int) -> int:
    """The word in front of what is said: "said", "said that", "said in a statement that"."""
    aside = lows[said + 1 : said + 7]
    reaches = bool(aside) and aside[0] in ("that", "in", "on") and "that" in aside
    return said + 1 + aside.index("that") if reaches else said


def _denied(scene: Scene, index: int) -> Iterator[Blame]:
    """ "denied any role", "distanced itself from the attack", "rejected the claim that a missile of its was used"."""
    after = scene.lows[index + 1 : index + 9]
    if _is_own_charge(scene.lows, index):
        after = [*after, "blame"]
    objects = ("from", "itself", "themselves") if scene.lows[index] in blaming("distance") else blaming("deny_objects")
    if nobody(scene, index) or not frozenset(objects).intersection(after):
        return
    for named, voice in claimants(scene.stage, scene.groups, index):
        by = voice.speaker.name if voice else named
        yield Blame(index, index + 1, state_of(voice) or named, "denied", by)


def _is_own_charge(lows: list[str], index: int) -> bool:
    """ "rejected Kiev's claim that a missile of | its | forces was aimed": a charge against oneself."""
    charge = next((k for k in range(index + 1, min(index + 5, len(lows))) if lows[k] in blaming("accusations")), None)
    if charge is None:
        return False
    return bool(lows[charge + 1 : charge + 2]) and not _OWN.isdisjoint(lows[charge + 1 : charge + 10])


def _no_part(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "the group bore no responsibility", "it was not the work of X, says X"."""
    sentence = scene.stage.tagged.sentence
    near = armed(scene.groups, sentence.start, sentence.end)
    if near:
        yield Blame(first, last, fullest(scene.groups, near[0]), "denied", scene.teller(first) or near[0].said)
