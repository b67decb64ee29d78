"""Who does what a verb tells: its subject or agent, lists of them, and whom a pronoun means at that place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tallybook.read.names import Phrase, phrase_after, phrase_before
from tallybook.read.roles import ACTOR, AND, ARTICLE, COMMA, NAME, OWNER, PREPOSITION, Tagged
from tallybook.read.sources import Cue
from tallybook.read.speakers import Attributions
from tallybook.read.subjects import subject_of
from tallybook.read.voices import Voice, Voices, may_be, voice_of

_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_NAMES = frozenset((NAME, OWNER))
_POINTING_WORDS = "agency mission body group organisation organization statement bloc union charity outfit movement"
_POINTING = frozenset(_POINTING_WORDS.split())


class Stage(NamedTuple):
    """A sentence with those named before it and its own saying cues."""

    tagged: Tagged
    voices: Voices
    cues: tuple[tuple[Cue, Voice], ...]


def stages(said: Attributions, words: frozenset[str]) -> Iterator[Stage]:
    """The sentences that hold one of the words, in order; ``voices`` knows who was named up to each."""
    voices = Voices(said.fuller)
    for told in said.told:
        if not words.isdisjoint(told.tagged.sentence.words):
            yield Stage(told.tagged, voices, told.cues)
        for voice in told.mentions:
            voices.mention(voice)
        for _, voice in told.cues:
            voices.note(voice)


def voices_of(stage: Stage, phrases: Sequence[Phrase]) -> list[Voice]:
    """The actors that phrases stand for."""
    found = (_resolve(stage, phrase, None) for phrase in phrases)
    return [voice for voice in found if voice is not None]


def _resolve(stage: Stage, phrase: Phrase, beside: Phrase | None) -> Voice | None:
    own = None if phrase.pronoun else voice_of(stage.tagged, phrase, beside)
    return stage.voices.resolve(stage.tagged, phrase, own)


def actors_of(stage: Stage, verb: int) -> list[Voice]:
    """The subjects of the verb at token ``verb``, or its agents where it is passive; empty if nobody is named."""
    if is_passive(stage.tagged, verb):
        return agents_of(stage, verb)
    listed = _among(stage, verb) or _including(stage, verb)
    if listed:
        return listed
    phrase, beside = subject_of(stage.tagged, verb, 0)
    if phrase is None:
        return []
    if phrase.pronoun:
        meant = _meant(stage, stage.tagged.lows[phrase.first], verb)
        return [meant] if meant else []
    members = list_before(stage.tagged, phrase)
    if members:
        return voices_of(stage, members)
    voice = _resolve(stage, phrase, beside)
    if voice is not None and _points_back(stage, phrase, voice):
        voice = stage.voices.by_pronoun("it") or voice
    return [voice] if voice else []


def _points_back(stage: Stage, phrase: Phrase, voice: Voice) -> bool:
    """ "the agency", "the mission": one word that only points back."""
    return len(voice.words) == 1 and voice.words[0] in _POINTING and stage.tagged.roles[phrase.first] == ARTICLE


def _meant(stage: Stage, word: str, verb: int) -> Voice | None:
    """Whom a pronoun means: who spoke earlier in the sentence, else who was named before it."""
    for cue, voice in reversed(stage.cues):
        if cue.last <= verb and cue.phrase is not None and may_be(word, voice):
            return voice
    return stage.voices.by_pronoun(word)


def _among(stage: Stage, verb: int) -> list[Voice]:
    """ "Ann, Ben and Cy were among those who sent ...": the names in front of "were"."""
    lows = stage.tagged.lows
    for index in range(verb - 1, max(1, verb - 5), -1):
        if lows[index] == "among" and lows[index - 1] in _BE:
            last = phrase_before(stage.tagged, 0, index - 1)
            return voices_of(stage, list_before(stage.tagged, last) or [last]) if last else []
    return []


def _including(stage: Stage, verb: int) -> list[Voice]:
    """ "Other countries, including A, B and C, have ...": the names that the clause before the verb lists."""
    lows, roles = stage.tagged.lows, stage.tagged.roles
    for index in range(verb - 1, max(0, verb - 30), -1):
        if lows[index] == "including" or (lows[index] == "them" and lows[index - 1] == "among"):
            listed = list_after(stage.tagged, index + 1)
            if listed and verb - 5 <= listed[-1].last < verb and COMMA in roles[listed[-1].last : verb]:
                return voices_of(stage, listed)
    return []


def is_passive(tagged: Tagged, verb: int) -> bool:
    """Whether the participle at ``verb`` has a form of "be" before it."""
    lows = tagged.lows
    if not lows[verb].endswith("ed"):
        return False
    back = verb - 1
    while back >= max(0, verb - 3) and (lows[back].endswith("ly") or lows[back] in ("also", "widely")):
        back -= 1
    return back >= 0 and lows[back] in _BE


def agents_of(stage: Stage, verb: int) -> list[Voice]:
    """The actors behind "by" within five words of a passive verb."""
    lows = stage.tagged.lows
    for index in range(verb + 1, min(verb + 6, len(lows) - 1)):
        if lows[index] == "by":
            return voices_of(stage, list_after(stage.tagged, index + 1))
    return []


def list_before(tagged: Tagged, last: Phrase) -> list[Phrase]:
    """The members of "A, B and C" that ends with ``last``; empty if it is no list of names."""
    roles = tagged.roles
    found = _split(tagged, last)
    start = found[0].first
    if len(found) == 1 and not (start and roles[start - 1] == AND):
        return []
    while start > 1 and roles[start - 1] in (COMMA, AND):
        end = start - 2 if start > 2 and roles[start - 2] == COMMA else start - 1
        phrase = phrase_before(tagged, 0, end)
        if phrase is None or phrase.pronoun or not _is_name(tagged, phrase):
            break
        found[:0] = _split(tagged, phrase)
        start = found[0].first
    return found if len(found) > 1 and all(_is_name(tagged, phrase) for phrase in found) else []


def _is_name(tagged: Tagged, phrase: Phrase) -> bool:
    if not _NAMES.isdisjoint(tagged.roles[phrase.first : phrase.last]):
        return True
    return _names_body(tagged, phrase.first, phrase.last)


def _names_body(tagged: Tagged, first: int, last: int) -> bool:
    """Whether the words name a body with capitals: "the European Union"."""
    return any(tagged.roles[at] == ACTOR and tagged.tokens[at].text[0].isupper() for at in range(first, last))


def _split(tagged: Tagged, phrase: Phrase) -> list[Phrase]:
    """ "Iran and Iraq" is two names, so is "the army and the police"; "the security and medical sources" is one."""
    roles = tagged.roles
    for index in range(phrase.first + 1, phrase.last - 1):
        if roles[index] != AND:
            continue
        left, right = roles[phrase.first : index], roles[index + 1 : phrase.last]
        named = NAME in left or _names_body(tagged, phrase.first, index)
        each = left[0] == right[0] == ARTICLE and ACTOR in left and ACTOR in right
        if each or (named and (NAME in right or _names_body(tagged, index + 1, phrase.last))):
            if PREPOSITION in left:
                return [phrase]
            return [Phrase(phrase.first, index), *_split(tagged, Phrase(index + 1, phrase.last))]
    return [phrase]


def list_after(tagged: Tagged, start: int) -> list[Phrase]:
    """The members of "A, B and C" that begins at ``start``."""
    roles = tagged.roles
    high = len(roles)
    found: list[Phrase] = []
    while start < high:
        phrase = phrase_after(tagged, start, high)
        if phrase is None:
            break
        found += _split(tagged, phrase)
        start = phrase.last
        if start + 2 >= high or roles[start] not in (COMMA, AND):
            break
        start += 2 if roles[start + 1] == AND else 1
        if roles[start] not in (NAME, ARTICLE, OWNER):
            break
    return found
