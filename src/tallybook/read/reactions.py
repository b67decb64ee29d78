"""Reactions: who condemns, condoles, supports, blames or calls for something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from tallybook.read.actors import Stage, actors_of, agents_of, is_passive, list_after, stages, voices_of
from tallybook.read.document import Document
from tallybook.read.names import phrase_after
from tallybook.read.roles import ACTOR, ARTICLE, COMMA, MODIFIER, NAME, OWNER, PRONOUN, kind_of
from tallybook.read.speakers import Attributions
from tallybook.read.subjects import subject_of
from tallybook.read.voices import Voice
from tallybook.records import Action, Reaction
from tallybook.vocabulary import load

_NOT_BEFORE_WORDS = "the a an to of in his her its their for our my by"
_NOT_BEFORE = frozenset(_NOT_BEFORE_WORDS.split())
_MINE = frozenset(("we", "i", "our", "my"))
_FELT_WORDS = "is was were are been be deeply profoundly greatly"
_FELT = frozenset(_FELT_WORDS.split())
_NEED = 13
_NEAR = 7
_CARRIED = 8


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a verb needs around it to express an action."""

    action: Action
    needs: frozenset[str]
    after: frozenset[str]
    bars: frozenset[str]
    apart: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Cues:
    verbs: dict[str, tuple[_Rule, ...]]
    nouns: dict[str, Action]
    states: dict[str, Action]
    said: dict[str, tuple[tuple[tuple[str, ...], Action], ...]]
    accuse: frozenset[str]
    any: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Hit:
    first: int
    last: int
    action: Action
    voices: tuple[Voice, ...]


@cache
def _cues() -> _Cues:
    data: dict[str, Any] = load("reactions")
    verbs: dict[str, tuple[_Rule, ...]] = {}
    for action, entries in data["verbs"].items():
        for entry in entries:
            rule = _Rule(
                action, *(frozenset(entry.get(key, ())) for key in ("needs", "after", "not_after", "not_near"))
            )
            for word in entry["words"]:
                verbs[word] = (*verbs.get(word, ()), rule)
    nouns = {word: action for action, words in data["nouns"].items() for word in words}
    states = {word: action for action, words in data["states"].items() for word in words}
    said: dict[str, tuple[tuple[tuple[str, ...], Action], ...]] = {}
    for action, rows in data["said"].items():
        for parts in (tuple(words.split()) for words in rows):
            said[parts[0]] = (*said.get(parts[0], ()), (parts, action))
    accuse = frozenset(load("blaming")["accuse"])
    return _Cues(verbs, nouns, states, said, accuse, frozenset({*verbs, *nouns, *states, *said}) | accuse)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("reactions")[name])


def find(doc: Document, said: Attributions) -> tuple[Reaction, ...]:
    """The reactions of a report, one for each actor of a list, in the order of the text."""
    out: list[Reaction] = []
    for stage in stages(said, _cues().any):
        for hit in _in_sentence(stage, said):
            for voice in hit.voices:
                stage.voices.note(voice)
                out.extend(_reaction(doc, said, stage, hit, name) for name in members_of(_named(doc, voice)))
    return tuple(out)


def members_of(name: str) -> list[str]:
    """The names that a list names: "Iran, the European Union and the United States" are three.

    "the Ministry of Trade and Industry" has no comma and stays one.
    """
    parts = [part.removeprefix("the ") for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", name)]
    listed = "," in name and " and " in name and all(part[:1].isupper() for part in parts)
    return parts if listed else [name]


def _reaction(doc: Document, said: Attributions, stage: Stage, hit: _Hit, name: str) -> Reaction:
    tokens = stage.tagged.tokens
    start, end = tokens[hit.first].start, tokens[hit.last - 1].end
    return Reaction(
        id="",
        report=doc.report.id,
        start=start,
        end=end,
        sentence=stage.tagged.sentence.span,
        speaker=said.speaker_at(start, end),
        actor=name,
        action=hit.action,
    )


def _named(doc: Document, voice: Voice) -> str:
    """The actor's name; a body for its members, the long name for a short one that the report writes out."""
    data: dict[str, Any] = load("reactions")
    name = voice.speaker.name
    low = name.lower()
    for body, members in data["members"].items():
        belongs = low in members or f"the {low}" in members or (body.lower()[3:] in low and "members" in low)
        if belongs and body.lower()[3:] in doc.report.text.lower():
            return str(body)
    long = str(data["long_names"].get(name, ""))
    return long if long and long in doc.report.text else name


def _in_sentence(stage: Stage, said: Attributions) -> Iterator[_Hit]:
    known = _cues()
    last: tuple[Voice, ...] = ()
    done = 0
    for index, low in enumerate(stage.tagged.lows):
        if index < done or low not in known.any or _negated(stage, index):
            continue
        hit = _hit(stage, said, index, last)
        if hit is None or not hit.voices:
            continue
        yield hit
        last, done = hit.voices, hit.last
        too = _so_did(stage, hit)
        if too.voices:
            yield too


def _so_did(stage: Stage, hit: _Hit) -> _Hit:
    """ "..., as did Ann and Ben", "so did Cy": they share the reaction."""
    lows = stage.tagged.lows
    for index in range(hit.last, len(lows) - 2):
        if lows[index] in ("as", "so") and lows[index + 1] in ("did", "has", "have", "do", "does"):
            found = tuple(voices_of(stage, list_after(stage.tagged, index + 2)))
            return _Hit(index, index + 2, hit.action, found)
    return _Hit(hit.first, hit.last, hit.action, ())


def _negated(stage: Stage, index: int) -> bool:
    """Whether the cue is denied, refused or only possible, judged by the five words before it in its clause."""
    lows, roles = stage.tagged.lows, stage.tagged.roles
    for back in range(index - 1, max(-1, index - 6), -1):
        if roles[back] == COMMA or lows[back] in ";:.":
            return False
        if lows[back] in _words("negations"):
            return True
    return False


def _hit(stage: Stage, said: Attributions, index: int, last: tuple[Voice, ...]) -> _Hit | None:
    known, lows = _cues(), stage.tagged.lows
    low = lows[index]
    for parts, action in known.said.get(low, ()):
        if _speaks_for_itself(lows, index, parts):
            return _Hit(index, index + len(parts), action, _who(stage, said, index, last))
    for rule in known.verbs.get(low, ()):
        if _allows(lows, index, rule):
            return _Hit(index, index + 1, rule.action, _who(stage, said, index, last))
    if low in known.nouns:
        return _noun_hit(stage, said, index, last)
    if low in known.states and index and lows[index - 1] in _FELT:
        return _Hit(index, index + 1, known.states[low], _who(stage, said, index, last))
    return _blame(stage, index) if low in known.accuse else None


def _speaks_for_itself(lows: list[str], index: int, parts: tuple[str, ...]) -> bool:
    end = index + len(parts)
    if tuple(lows[index:end]) != parts:
        return False
    return parts[-1] not in ("by", "with") or (end < len(lows) and lows[end][0].isalpha())


def _allows(lows: list[str], index: int, rule: _Rule) -> bool:
    following, beyond = (*lows[index + 1 : index + 3], ".", ".")[:2]
    if following in rule.bars or (index and lows[index - 1] in _NOT_BEFORE):
        return False
    if not rule.apart.isdisjoint(lows[index + 1 : index + _NEAR]):
        return False
    if rule.after and (following not in rule.after or beyond in ".,;" or beyond == "help"):
        return False
    return not rule.needs or not rule.needs.isdisjoint(lows[index + 1 : index + _NEED])


def _noun_hit(stage: Stage, said: Attributions, index: int, last: tuple[Voice, ...]) -> _Hit | None:
    """ "sent his condolences": the carrying verb within seven words before the noun has the actor as its subject."""
    lows = stage.tagged.lows
    action = _cues().nouns[lows[index]]
    if index and lows[index - 1] == "to":
        return None
    for back in range(index - 1, max(-1, index - _CARRIED), -1):
        if lows[back] in _words("carriers"):
            return _Hit(back, index + 1, action, _who(stage, said, back, last, sure=True))
    if lows[index] != "condemnation":
        return None
    source = next((k for k in range(index + 1, min(index + 14, len(lows) - 1)) if lows[k] in ("from", "by")), None)
    if source is None:
        return None
    return _Hit(index, index + 1, action, tuple(voices_of(stage, list_after(stage.tagged, source + 1))))


def _who(
    stage: Stage, said: Attributions, index: int, last: tuple[Voice, ...], *, sure: bool = False
) -> tuple[Voice, ...]:
    """The actors of the cue at ``index``: its subjects, those of the verb before it, or who is speaking; ``sure``
    where the word can be nothing but a verb."""
    lows = stage.tagged.lows
    felt = lows[index] in _cues().states
    if is_passive(stage.tagged, index) and not felt:
        agents = tuple(agents_of(stage, index))
        asked = lows[index] in ("urged", "asked")
        return agents or ((_speaking(said, stage, index) or _last(stage)) if asked else ())
    subject, _ = subject_of(stage.tagged, index, 0)
    if subject is not None and lows[subject.first] in _MINE:
        return _speaking(said, stage, index)
    found = tuple(voice for voice in actors_of(stage, index - felt) if _can_react(voice))
    if found or (lows[index] in _words("doubtful") and not sure):
        return found
    if index and lows[index - 1] in ("hearts", "thoughts", *_MINE):
        return _speaking(said, stage, index)
    return last or _speaking(said, stage, index) or _opening(stage)


def _last(stage: Stage) -> tuple[Voice, ...]:
    return (stage.voices.last,) if stage.voices.last else ()


def _can_react(voice: Voice) -> bool:
    """A known body or a name; witnesses and media only by name."""
    named = any(part[:1].isupper() for part in voice.speaker.name.split())
    return named or (voice.known and voice.speaker.kind not in ("witness", "media"))


def _speaking(said: Attributions, stage: Stage, index: int) -> tuple[Voice, ...]:
    token = stage.tagged.tokens[index]
    speaker = said.speaker_at(token.start, token.end)
    return (Voice(speaker, tuple(speaker.name.lower().split()), False, False, True),) if speaker else ()


def _opening(stage: Stage) -> tuple[Voice, ...]:
    """The first actor of the sentence, for "... issued a statement condemning"."""
    roles = stage.tagged.roles
    start = next((k for k, role in enumerate(roles) if role in (NAME, ACTOR, ARTICLE, PRONOUN, MODIFIER, OWNER)), None)
    phrase = phrase_after(stage.tagged, start, len(roles)) if start is not None else None
    return tuple(voice for voice in voices_of(stage, (phrase,)) if _can_react(voice)) if phrase else ()


def _blame(stage: Stage, index: int) -> _Hit | None:
    """A state or its minister who accuses another state: a reaction as well as a charge."""
    tagged = stage.tagged
    accused = phrase_after(tagged, index + 1, len(tagged.roles))
    voices = actors_of(stage, index)
    if accused is None or len(voices) != 1 or voices[0].speaker.kind != "government":
        return None
    words = tagged.tokens[accused.first : accused.last]
    name = NAME in tagged.roles[accused.first : accused.last]
    if len(words) > 2 or not name or kind_of(words) not in (None, "government"):
        return None
    return _Hit(index, index + 1, "blame", tuple(voices))
