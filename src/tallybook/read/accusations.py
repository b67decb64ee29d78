"""Who is blamed: accused by somebody, said to be behind it, held responsible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tallybook.read.actors import actors_of, is_passive, list_after, list_before, voices_of
from tallybook.read.blame import BYSTANDERS, Blame, Scene, named_together, nobody
from tallybook.read.claimants import armed, blaming, fullest, named_before, party
from tallybook.read.names import Phrase, phrase_after
from tallybook.read.roles import ACTOR, AND, ARTICLE, NAME, NUMBER, OWNER, PRONOUN, QUOTE, kind_of
from tallybook.read.subjects import subject_of
from tallybook.read.voices import Voice

_PARTY = frozenset((NAME, ACTOR, OWNER))
_TIED = frozenset(("linked", "tied", "loyal", "affiliated", "belonging", "allied"))


def _blames(scene: Scene, index: int, phrases: Sequence[Phrase], by: str | None) -> Iterator[Blame]:
    for voice in voices_of(scene.stage, phrases):
        yield Blame(index, index + 1, party(scene.stage, scene.groups, voice), "blamed", by)


def accused(scene: Scene, index: int) -> Iterator[Blame]:
    """ "blamed X for", "accused X of", "X was blamed"; "blamed the attack on X" is found by its "on"."""
    roles, low = scene.stage.tagged.roles, scene.lows[index]
    if nobody(scene, index) or (index and roles[index - 1] in (ARTICLE, NUMBER)):
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
    yield from _blames(scene, index, _accused_phrases(scene, index), named_together(subjects))


def _charges(scene: Scene, index: int, subjects: Sequence[Voice]) -> bool:
    """Whether "charged X with it" is a reproach: what the police and courts do is not."""
    courts = any(voice.speaker.kind in ("police", "court", "unknown") for voice in subjects)
    return not courts and not {"over", "with"}.isdisjoint(scene.lows[index + 2 : index + 10])


def held(scene: Scene, index: int) -> Iterator[Blame]:
    """ "holds X responsible"."""
    if "responsible" in scene.lows[index + 1 : index + 14] and not nobody(scene, index):
        held = list_after(scene.stage.tagged, index + 1)[:2]
        yield from _blames(scene, index, held, named_together(actors_of(scene.stage, index)))


def _accused_phrases(scene: Scene, index: int) -> list[Phrase]:
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


def _cut(scene: Scene, phrase: Phrase) -> Phrase:
    """The accused without the deed: "X | for the blast", "X | of bombing"."""
    lows, roles = scene.lows, scene.stage.tagged.roles
    for index in range(phrase.first + 1, phrase.last):
        deed = lows[index] == "of" and roles[index + 1] not in (NAME, ACTOR, ARTICLE, OWNER)
        if deed or lows[index] in ("for", "with", "over", "in"):
            return Phrase(phrase.first, index)
    return phrase


def behind(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "carried out by X", "attributed to X", "put the blame on X", "claimed by X"."""
    lows, groups = scene.lows, scene.groups
    phrase = None if nobody(scene, first) else _perpetrator(scene, last)
    if phrase is None:
        return
    claimed = lows[first] == "claimed"
    subjects = actors_of(scene.stage, _verb_of(lows, first)) if lows[last - 1] in ("on", "at", "of", "to") else []
    by = named_together(subjects) or scene.teller(first)
    for voice in voices_of(scene.stage, (phrase,)):
        speaker = voice.speaker
        known = speaker.kind == "armed_group" or bool(armed(groups, speaker.start, speaker.end))
        if speaker.kind in BYSTANDERS or not (known or by or claimed):
            continue
        name = party(scene.stage, groups, voice)
        yield Blame(first, last, name, "claimed" if claimed else "blamed", name if claimed else by)


def _verb_of(lows: list[str], first: int) -> int:
    """The verb of "put | the blame on", "pointed | a finger at"; the first word where that is the verb itself."""
    if lows[first] not in ("the", "finger", "fingers", "responsibility"):
        return first
    verb = first - 1
    while verb > 0 and lows[verb] in ("the", "a", "its", "their", "his", "her"):
        verb -= 1
    return max(verb, 0)


def _perpetrator(scene: Scene, start: int) -> Phrase | None:
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


def _proper(scene: Scene, phrase: Phrase) -> Phrase:
    """The capitalised end of a phrase: "the banned Balochistan-based group Fitna al Hindustan"."""
    roles = scene.stage.tagged.roles
    first = next((k for k in range(phrase.last - 1, phrase.first - 1, -1) if roles[k] in (NAME, OWNER)), phrase.first)
    while first - 1 >= phrase.first and roles[first - 1] in (NAME, "M"):
        first -= 1
    return Phrase(first, phrase.last)


def responsible(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "X was behind the attack": blamed by who says so; of oneself it is a claim and found as such."""
    if nobody(scene, first):
        return
    acts = scene.lows[first] == "carried"
    relative = first > 0 and scene.lows[first - 1] in ("which", "who", "that")
    named = _subject_group(scene, first) if not relative else None
    if named is None and (relative or not acts):
        named = named_before(scene.stage, scene.groups, first)
    named = named or _subject_party(scene, first, acts)
    if named is not None:
        yield Blame(first, last, named, "blamed", scene.teller(first))


def _subject_group(scene: Scene, first: int) -> str | None:
    """The armed group that is the subject itself: "X, which broke away from Y, could be behind it"."""
    phrase, _ = subject_of(scene.stage.tagged, first, 0)
    if phrase is None or phrase.pronoun:
        return None
    tokens = scene.stage.tagged.tokens
    inside = armed(scene.groups, tokens[phrase.first].start, tokens[phrase.last - 1].end)
    return fullest(scene.groups, inside[0]) if inside else None


def _subject_party(scene: Scene, first: int, acts: bool) -> str | None:
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
