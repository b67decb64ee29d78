"""Who is blamed: accused by somebody, said to be behind it, held responsible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tallybook.read.actors import actors_of, agents_of, is_passive, list_after, list_before, voices_of
from tallybook.read.blame import BYSTANDERS, Blame, Scene, named_together, nobody
from tallybook.read.claimants import armed, blaming, described, fullest, named_before, party
from tallybook.read.names import Phrase, phrase_after, phrase_before
from tallybook.read.roles import ACTOR, AND, ARTICLE, COMMA, NAME, NUMBER, OWNER, PRONOUN, QUOTE, STOP, kind_of
from tallybook.read.states import peoples, states
from tallybook.read.subjects import subject_of
from tallybook.read.violence import is_told
from tallybook.read.voices import Voice
from tallybook.records import Mode

_PARTY = frozenset((NAME, ACTOR, OWNER))
_DEED = 14
_LINK = 9
_ASIDE = 8
_ARM = 20
"""Letters at most between a group and its arm: "al Qaeda's local arm JNIM"."""
_TIED = frozenset(("linked", "tied", "loyal", "affiliated", "belonging", "allied"))


def _blames(scene: Scene, index: int, phrases: Sequence[Phrase], by: str | None) -> Iterator[Blame]:
    for phrase in phrases:
        meant = described(scene.stage, scene.groups, phrase)
        if meant is not None:
            yield Blame(index, index + 1, meant, "blamed", by)
            continue
        noun = _shared_noun(scene, phrase)
        for voice in voices_of(scene.stage, (phrase,)):
            yield Blame(index, index + 1, party(scene.stage, scene.groups, voice) + noun, "blamed", by)


def _shared_noun(scene: Scene, phrase: Phrase) -> str:
    """What a people's adjective shares with the one behind it: " troops" for "Turkish | and Syrian troops", else ""."""
    tokens, end = scene.stage.tagged.tokens, phrase.last
    if end - phrase.first > 1 or scene.lows[phrase.first] not in peoples() or scene.lows[end : end + 1] != ["and"]:
        return ""
    with_it = (group for group in scene.groups if group.kind == "state_force" and group.start == tokens[end + 1].start)
    noun = next((group.said.partition(" ")[2] for group in with_it), "")
    return f" {noun}" if noun else ""


def accused(scene: Scene, index: int) -> Iterator[Blame]:
    """ "blamed X for", "accused X of", "X was blamed"; "blamed the attack on X" is found by its "on"."""
    roles, low = scene.stage.tagged.roles, scene.lows[index]
    if nobody(scene, index) or (index and roles[index - 1] in (ARTICLE, NUMBER)):
        return
    if _is_habit(scene, index) or not _is_of_violence(scene, index):
        return
    if is_passive(scene.stage.tagged, index):
        yield from _passively(scene, index)
        return
    subjects = actors_of(scene.stage, index)
    if low in blaming("charge") and not _charges(scene, index, subjects):
        return
    if low == "suspected" or (low.startswith("suspect") and not subjects):
        return
    phrases = _accused_phrases(scene, index) or _antecedent(scene, index)
    yield from _blames(scene, index, phrases, named_together(subjects))


def _passively(scene: Scene, index: int) -> Iterator[Blame]:
    """ "X was blamed for the raid", "X is blamed by the army"; "X is suspected." tells it as well."""
    subject, _ = subject_of(scene.stage.tagged, index, 0)
    after = scene.lows[index + 1 : index + 2]
    if subject is not None and (after in (["for"], ["of"], ["by"], ["in"]) or not "".join(after).isalnum()):
        by = named_together(agents_of(scene.stage, index)) if after == ["by"] else None
        yield from _blames(scene, index, (subject,), by)


def _is_habit(scene: Scene, index: int) -> bool:
    """ "has often accused", "has long blamed": not of this deed."""
    return not blaming("habit").isdisjoint(scene.lows[max(0, index - 3) : index])


def _is_of_violence(scene: Scene, index: int) -> bool:
    """Whether what somebody is accused of, where it is said, is violence: not "of sheltering", "for the delay"."""
    lows = scene.lows
    stop = next((k for k in range(index + 1, len(lows)) if lows[k] in ",;."), len(lows))
    roles = scene.stage.tagged.roles
    links = (k for k in range(index + 1, min(index + _DEED, stop)) if lows[k] in ("of", "for", "over"))
    deed = next((k for k in links if _PARTY.isdisjoint(roles[k + 1 : k + 2])), None)
    if deed is None:
        return True
    end = next((k for k in range(deed, len(lows)) if lows[k] in ";."), len(lows))
    words = lows[deed:end]
    if not (blaming("claim_objects") | blaming("did")).isdisjoint(words) or "behind" in words:
        return True
    return is_told(scene.stage.tagged.tokens, deed, end)


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


def _antecedent(scene: Scene, index: int) -> list[Phrase]:
    """ "X, which officials suspect": the one in front of the relative clause."""
    lows = scene.lows
    after = lows[index + 1] if index + 1 < len(lows) else "."
    if after.isalnum() and after not in ("for", "of"):
        return []
    for back in range(index - 1, max(0, index - _ASIDE), -1):
        if lows[back] in ("which", "whom"):
            end = back - 1 if lows[back - 1] in (",", "for") else back
            found = phrase_before(scene.stage.tagged, 0, end)
            return [found] if found and not found.pronoun else []
    return []


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
    if nobody(scene, first):
        return
    phrase = _perpetrator(scene, last)
    if phrase is None or not _is_party(scene, phrase):
        yield from _arm_of(scene, first, last)
        return
    claimed = lows[first] == "claimed"
    subjects = actors_of(scene.stage, _verb_of(lows, first)) if lows[last - 1] in ("on", "at", "of", "to") else []
    by = named_together(subjects) or scene.teller(first)
    for voice in voices_of(scene.stage, (phrase,)):
        speaker = voice.speaker
        known = speaker.kind == "armed_group" or bool(armed(groups, speaker.start, speaker.end))
        if speaker.kind in BYSTANDERS or not (known or by or claimed):
            continue
        if claimed and not known and speaker.kind != "unknown":
            continue
        name = party(scene.stage, groups, voice)
        yield Blame(first, last, name, "claimed" if claimed else "blamed", name if claimed else by)


def _is_party(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase ends with its party, not with "the Afghan | branch of X"."""
    return scene.lows[phrase.last : phrase.last + 2][1:] != ["of"]


def _arm_of(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "carried out by the Afghan branch of X": the armed group within a few words behind the cue."""
    tokens, roles = scene.stage.tagged.tokens, scene.stage.tagged.roles
    end = next((k for k in range(last, min(last + _ASIDE, len(tokens))) if roles[k] in (COMMA, STOP)), None)
    end = min(last + _ASIDE, len(tokens)) if end is None else end
    inside = armed(scene.groups, tokens[last].start, tokens[end - 1].end) if end > last else []
    if inside:
        mode: Mode = "claimed" if scene.lows[first] == "claimed" else "blamed"
        name = fullest(scene.groups, inside[0])
        yield Blame(first, last, name, mode, name if mode == "claimed" else scene.teller(first))


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
    if tagged.roles[phrase.first] == NUMBER or words[0][0].isdigit():
        return None
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
    if _is_denied(scene, first) or (acts and not blaming("past").isdisjoint(scene.lows[last : last + 3])):
        return
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
    meant = described(scene.stage, scene.groups, phrase)
    if meant is not None:
        return meant
    kind = kind_of(tagged.tokens[phrase.first : phrase.last])
    token = tagged.tokens[first]
    told_by = scene.said.speaker_at(token.start, token.end)
    if acts and kind != "armed_group" and (told_by is None or told_by.kind != "armed_group"):
        return None
    if kind not in ("armed_group", "military", "government") and NAME not in tagged.roles[phrase.first : phrase.last]:
        return None
    voices = voices_of(scene.stage, list_before(tagged, phrase) or [phrase])
    return " and ".join(party(scene.stage, scene.groups, voice) for voice in voices) or None


def _is_denied(scene: Scene, index: int) -> bool:
    """Whether a verb that denies stands before it in its clause: "denied that its men were behind it"."""
    for back in range(index - 1, max(-1, index - _LINK), -1):
        if scene.lows[back] in ",;:":
            return False
        if scene.lows[back] in blaming("deny"):
            return True
    return False


def involved(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "X may be involved", "X might have done it": an armed group that somebody says so of."""
    if nobody(scene, first) or _is_denied(scene, first):
        return
    named = _subject_group(scene, first) or _subject_party(scene, first, True)
    teller = scene.teller(first)
    if named is not None and teller is not None:
        yield Blame(first, last, named, "blamed", teller)


def attributed(scene: Scene, index: int) -> Iterator[Blame]:
    """ "attributes the massacre to X", "linked X to the attack"."""
    lows, tagged = scene.lows, scene.stage.tagged
    link = next((k for k in range(index + 2, min(index + _LINK, len(lows) - 1)) if lows[k] in ("to", "on")), None)
    if link is None or nobody(scene, index) or is_passive(tagged, index):
        return
    if not blaming("claim_objects").isdisjoint(lows[index + 1 : link]):
        held = [_cut(scene, phrase) for phrase in list_after(tagged, link + 1)]
    elif not (blaming("claim_objects") - {"it", "them"}).isdisjoint(lows[link + 1 : link + 6]):
        held = list_after(tagged, index + 1)[:1]
    else:
        return
    for blame in _blames(scene, index, held, named_together(actors_of(scene.stage, index)) or scene.teller(index)):
        if blame.by is not None:
            yield blame


def is_suspect(scene: Scene, index: int) -> bool:
    """ "the main suspect", "one likely culprit": a noun, not "they suspect"."""
    return not blaming("likely").isdisjoint(scene.lows[max(0, index - 2) : index])


def suspected(scene: Scene, index: int) -> Iterator[Blame]:
    """ "the other main suspect, X", "one likely culprit, however, X's local arm Y": the group behind the comma."""
    lows, tokens = scene.lows, scene.stage.tagged.tokens
    if nobody(scene, index):
        return
    comma = next((k for k in range(index + 1, min(index + _ASIDE, len(lows))) if lows[k] == ","), None)
    if comma is None or comma + 1 >= len(tokens):
        return
    end = tokens[min(comma + _ASIDE, len(tokens) - 1)].end
    named = armed(scene.groups, tokens[comma].end, end)
    if named:
        arm = next((group for group in named[1:] if group.start - named[0].end < _ARM), named[0])
        yield Blame(index, index + 1, fullest(scene.groups, arm), "blamed", scene.teller(index))


def headlined(scene: Scene, index: int) -> Iterator[Blame]:
    """ "X behind the bombing, says minister": the armed group right before "behind", a deed right after it."""
    lows, tokens = scene.lows, scene.stage.tagged.tokens
    after = lows[index + 1 : index + 5]
    if index == 0 or (blaming("claim_objects") - {"it", "them"}).isdisjoint(after) or nobody(scene, index):
        return
    before = armed(scene.groups, tokens[index - 1].start, tokens[index - 1].end)
    if before:
        yield Blame(index, index + 1, fullest(scene.groups, before[0]), "blamed", scene.teller(index))


def owned(scene: Scene, first: int, last: int) -> Iterator[Blame]:
    """ "the missiles were Ukraine's own", "the rocket was Russian": a weapon's owner, as another state says."""
    lows = scene.lows
    if last >= len(lows) or nobody(scene, first):
        return
    owner = states().get(lows[last].removesuffix("'s"))
    ends = last + 1 + (lows[last + 1 : last + 2] == ["own"])
    if owner is None or (ends < len(lows) and lows[ends].isalpha()):
        return
    teller = scene.teller(first)
    if teller is not None and owner not in {states().get(word) for word in teller.lower().split()}:
        yield Blame(first, last + 1, owner, "blamed", teller)
