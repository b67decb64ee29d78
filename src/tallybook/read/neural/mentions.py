"""Whom a report names: every phrase that may speak, act, react or be blamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tallybook.read.document import Document
from tallybook.read.groups import GroupMention
from tallybook.read.names import Phrase, phrase_after
from tallybook.read.roles import ACTOR, AND, ARTICLE, CORE, NAME, OWNER, PREPOSITION, Tagged
from tallybook.read.speakers import Attributions
from tallybook.read.voices import Voice, Voices, voice_of
from tallybook.records import Speaker, SpeakerKind

_OPENS = frozenset((ARTICLE, *CORE))
_SPLITS = frozenset((AND, PREPOSITION))


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of somebody at ``[start, end)``.

    ``speaker`` is whom it means (a pronoun or a bare surname resolved to the name); ``known`` whether its kind is;
    ``cue`` whether the rules hear it speak; ``group`` the vocabulary's name where it names an armed group or a state;
    ``state`` whether that is a state or its force; ``pronoun`` whether it only points at somebody.
    """

    start: int
    end: int
    sentence: int
    speaker: Speaker
    known: bool
    cue: bool = False
    relay: bool = False
    group: str | None = None
    state: bool = False
    pronoun: bool = False


def find(
    doc: Document, said: Attributions, named: Sequence[GroupMention], read: frozenset[int] | None = None
) -> tuple[Mention, ...]:
    """The mentions of a report, or of the sentences ``read``, in the order of the text, no two with one span."""
    found: dict[tuple[int, int], Mention] = {}
    voices = Voices(said.fuller)
    groups = _by_sentence(doc, named)
    for told in said.told:
        if read is not None and told.tagged.sentence.index not in read:
            for _, voice in told.cues:
                voices.note(voice)
            continue
        for mention in _in_sentence(told.tagged, voices):
            found.setdefault((mention.start, mention.end), mention)
        for cue, voice in told.cues:
            mention = _cued(told.tagged, cue.phrase, voice, cue.relay)
            found[mention.start, mention.end] = mention
            voices.note(voice)
        for group in groups.get(told.tagged.sentence.index, ()):
            kept = found.get((group.start, group.end)) or _covering(found, group)
            if kept is None:
                kind: SpeakerKind = "armed_group" if group.kind == "armed_group" else "government"
                speaker = Speaker(group.said, kind, group.start, group.end)
                kept = Mention(group.start, group.end, told.tagged.sentence.index, speaker, True)
            found[kept.start, kept.end] = _as_group(kept, group)
    return tuple(sorted(found.values(), key=lambda mention: (mention.start, mention.end)))


def _in_sentence(tagged: Tagged, voices: Voices) -> Iterator[Mention]:
    """Every phrase of a sentence that names somebody, and the members of those that join several."""
    index, high = 0, len(tagged.roles)
    while index < high:
        phrase = phrase_after(tagged, index, high) if tagged.roles[index] in _OPENS or _points(tagged, index) else None
        if phrase is None:
            index += 1
            continue
        yield from _mentions(tagged, phrase, voices)
        index = phrase.last


def _points(tagged: Tagged, index: int) -> bool:
    return tagged.lows[index] in ("he", "she", "they", "we", "i")


def _mentions(tagged: Tagged, phrase: Phrase, voices: Voices) -> Iterator[Mention]:
    own = None if phrase.pronoun else voice_of(tagged, phrase)
    voice = voices.resolve(tagged, phrase, own)
    if voice is not None:
        yield _mention(tagged, phrase, voice)
    for inner in _members(tagged, phrase):
        yield _mention(tagged, inner, voice_of(tagged, inner))


def _members(tagged: Tagged, phrase: Phrase) -> Iterator[Phrase]:
    """ "the police and the army", "a spokesman for the front": each by itself."""
    starts = [k + 1 for k in range(phrase.first, phrase.last) if tagged.roles[k] in _SPLITS]
    if not starts:
        return
    bounds = [phrase.first, *starts]
    for first, last in zip(bounds, [*(start - 1 for start in starts), phrase.last], strict=True):
        if any(role in (NAME, ACTOR, OWNER) for role in tagged.roles[first:last]):
            yield Phrase(first, last)


def _mention(tagged: Tagged, phrase: Phrase, voice: Voice, cue: bool = False, relay: bool = False) -> Mention:
    tokens = tagged.tokens
    return Mention(
        tokens[phrase.first].start,
        tokens[phrase.last - 1].end,
        tagged.sentence.index,
        voice.speaker,
        voice.known,
        cue,
        relay,
        pronoun=phrase.pronoun,
    )


def _cued(tagged: Tagged, phrase: Phrase | None, voice: Voice, relay: bool) -> Mention:
    """The mention that a cue of saying has; where the verb borrows its speaker, the words that named them before."""
    if phrase is not None:
        return _mention(tagged, phrase, voice, True, relay)
    speaker = voice.speaker
    return Mention(speaker.start, speaker.end, tagged.sentence.index, speaker, voice.known, True, relay)


def _by_sentence(doc: Document, named: Sequence[GroupMention]) -> dict[int, list[GroupMention]]:
    out: dict[int, list[GroupMention]] = {}
    for group in named:
        out.setdefault(doc.at(group.start).index, []).append(group)
    return out


def _covering(found: dict[tuple[int, int], Mention], group: GroupMention) -> Mention | None:
    """The smallest mention that holds the group's name."""
    holding = [item for span, item in found.items() if span[0] <= group.start and group.end <= span[1]]
    return min(holding, key=lambda item: item.end - item.start, default=None)


def _as_group(mention: Mention, group: GroupMention) -> Mention:
    return replace(mention, group=group.said, state=group.kind != "armed_group")
