"""Who says what: for every stretch of a report the speaker it is told by, or the outlet's own voice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tallybook.read.carry import Told, carried, quotation
from tallybook.read.document import Document
from tallybook.read.names import phrase_after, phrase_before
from tallybook.read.roles import ACTOR, COMMA, OWNER, Tagged, tag
from tallybook.read.saying import cues
from tallybook.read.sources import Cue, apposition
from tallybook.read.states import states
from tallybook.read.voices import Voice, Voices, known_voice, voice_of
from tallybook.records import Speaker

Row = tuple[int, int, Speaker]

_UTTERANCES_WORDS = "statement statements claim claims announcement announcements communique bulletin report"
_UTTERANCES = frozenset(_UTTERANCES_WORDS.split())


@dataclass(frozen=True, slots=True)
class Attributions:
    """Stretches of the text, in order, with their speakers; what lies in none is the outlet's own voice.

    ``told`` holds each sentence with its cues and those named in it, ``fuller`` the full names by their words: the
    readers of reactions, denials and responsibility go on from there.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    speakers: tuple[Speaker, ...]
    told: tuple[Told, ...]
    fuller: dict[str, Voice]

    def speaker_at(self, start: int, end: int) -> Speaker | None:
        """The speaker who tells what stands at ``[start, end)``, None for the outlet itself."""
        index = bisect_right(self.starts, start) - 1
        return self.speakers[index] if index >= 0 and start < self.ends[index] else None


def attribute(doc: Document) -> Attributions:
    """The speaker of every stretch of a report.

    >>> from tallybook.read.document import analyse
    >>> from tallybook.records import Report
    >>> said = attribute(analyse(Report("r", "p", "Ten people died, police said.")))
    >>> said.speaker_at(0, 10).name
    'police'
    """
    tagged = [tag(sentence) for sentence in doc.sentences]
    found = [[(cue, _own_voice(one, cue)) for cue in cues(one)] for one in tagged]
    voices = Voices()
    for its in found:
        for _, voice in its:
            if voice is not None:
                voices.learn(voice)
    _learn_elsewhere(tagged, found, voices)
    told: list[Told] = []
    rows: list[Row] = []
    for one, its, (quoted, ends) in zip(tagged, found, quotation(tagged), strict=True):
        mentions = tuple(_mentions(one))
        for voice in mentions:
            voices.mention(voice)
        spoken = _resolved(one, its, voices)
        rows += _rows(one, spoken)
        told.append(Told(one, spoken, mentions, quoted, ends))
    for one, carrier in zip(tagged, carried(told), strict=True):
        if carrier is not None:
            rows.append((one.sentence.start, one.sentence.end, carrier.speaker))
    rows.sort(key=lambda row: row[0])
    starts, stops, speakers = zip(*rows, strict=True) if rows else ((), (), ())
    return Attributions(starts, stops, speakers, tuple(told), voices.fuller)


def _own_voice(tagged: Tagged, cue: Cue) -> Voice | None:
    """What a cue's own words say of its speaker; None for pronouns and borrowed subjects."""
    if cue.phrase is None or cue.phrase.pronoun:
        return None
    return voice_of(tagged, cue.phrase, cue.beside)


def _learn_elsewhere(
    tagged: Sequence[Tagged], found: Sequence[Sequence[tuple[Cue, Voice | None]]], voices: Voices
) -> None:
    """What the report calls its unknown speakers where they do not speak: "the health minister, Ali Haji"."""
    unknown = [
        voice for its in found for _, voice in its if voice and not voice.known and voice.speaker.name[0].isupper()
    ]
    names = {voice.words[-1] for voice in unknown}
    letters = {
        word.lower() for voice in unknown for word in voice.speaker.name.split() if word.isupper() and len(word) > 1
    }
    spelled = names | {f"{name}'s" for name in names}
    for one in tagged if unknown else ():
        if spelled.isdisjoint(one.sentence.words) and letters.isdisjoint(one.sentence.words):
            continue
        for index, low in enumerate(one.lows):
            if low in spelled:
                _learn_at(one, index, voices)
            elif low in letters and index > 1 and one.lows[index - 1] == "(":
                body = phrase_before(one, 0, index - 1)
                voice = voice_of(one, body) if body is not None and not body.pronoun else None
                if voice is not None and voice.known:
                    voices.fuller[low] = voice._replace(words=(low,))


def _learn_at(tagged: Tagged, index: int, voices: Voices) -> None:
    """Learns what stands beside a name, on either side of it."""
    phrase = phrase_before(tagged, 0, index + 1)
    if phrase is None or phrase.pronoun:
        return
    beside = apposition(tagged, phrase)
    if beside is None and phrase.first > 1 and tagged.roles[phrase.first - 1] == COMMA:
        office = phrase_before(tagged, 0, phrase.first - 1)
        beside = office if office is not None and ACTOR in tagged.roles[office.first : office.last] else None
    voice = voice_of(tagged, phrase, beside)
    if voice.known:
        voices.learn(voice)


def _mentions(tagged: Tagged) -> Iterator[Voice]:
    """The body that a sentence begins with, and whose statement it tells of: the next "it" may mean them."""
    roles, lows = tagged.roles, tagged.lows
    opening = phrase_after(tagged, 0, len(roles))
    if opening is not None and not opening.pronoun:
        voice = known_voice(tagged, opening)
        kind = voice.speaker.kind if voice else "witness"
        if voice and kind != "witness" and not (kind == "armed_group" and voice.plural):
            yield voice
    if _UTTERANCES.isdisjoint(tagged.sentence.words):
        return
    for index in range(1, len(lows)):
        if roles[index - 1] == OWNER and lows[index] in _UTTERANCES:
            owner = phrase_before(tagged, 0, index)
            if owner is not None:
                yield voice_of(tagged, owner)


def _resolved(tagged: Tagged, its: list[tuple[Cue, Voice | None]], voices: Voices) -> tuple[tuple[Cue, Voice], ...]:
    """The cues whose speaker is known, each with the actor that it means."""
    spoken = []
    for cue, own in its:
        voice = voices.resolve(tagged, cue.phrase, own)
        if voice is not None:
            voices.note(voice)
            spoken.append((cue, voice))
    return tuple(spoken)


def _rows(tagged: Tagged, spoken: tuple[tuple[Cue, Voice], ...]) -> list[Row]:
    """The stretches of a sentence that its cues govern, with their speakers."""
    if not spoken:
        return []
    tokens = tagged.tokens
    rows: list[Row] = []
    owners = _owners(tagged, spoken)
    first = 0
    while first < len(owners):
        voice, last = owners[first], first
        while last + 1 < len(owners) and owners[last + 1] is voice:
            last += 1
        if voice is not None:
            start = rows.pop()[0] if rows and rows[-1][2] is voice.speaker else tokens[first].start
            rows.append((start, tokens[last].end, voice.speaker))
        first = last + 1
    return rows


def _is_aside(tagged: Tagged, spoken: tuple[tuple[Cue, Voice], ...]) -> bool:
    """ "nobody had fled, as officials first said, the army conceded": the army says it all."""
    first = spoken[0][0].first
    told_later = any(cue.shape == "after" for cue, _ in spoken[1:])
    return told_later and first > 0 and tagged.lows[first - 1] == "as"


def _stands_for(state: Voice, body: Voice) -> bool:
    """ "Kenya puts its losses at nine, the defence ministry said": a state's bare name means the body that speaks."""
    if len(state.words) > 1 or state.words[0] not in states() or body.speaker.kind not in ("government", "military"):
        return False
    theirs = {states()[word] for word in body.words if word in states()}
    return len(body.words) > 1 and theirs <= {states()[state.words[0]]}


def _owners(tagged: Tagged, spoken: tuple[tuple[Cue, Voice], ...]) -> list[Voice | None]:
    """For each token who tells it: a cue governs what follows it up to the next one, and, where it closes a clause,
    what stands before it and is nobody's yet; "citing X" takes over what the cue before it told."""
    length = len(tagged.tokens)
    owner: list[Voice | None] = [None] * length
    clause = 0
    before: Voice | None = None
    for index, (cue, voice) in enumerate(spoken):
        if cue.relay and before is not None:
            owner = [voice if one is before else one for one in owner]
        before = voice
        if cue.shape == "verdict":
            continue
        if cue.shape == "after" and not _is_aside(tagged, spoken[index:]):
            told = owner[clause : cue.first]
            owner[clause : cue.first] = [voice if one is None or _stands_for(one, voice) else one for one in told]
            clause = cue.last
        upto = spoken[index + 1][0].first if index + 1 < len(spoken) else length
        if upto > cue.last:
            owner[cue.last : upto] = [voice] * (upto - cue.last)
    return owner
