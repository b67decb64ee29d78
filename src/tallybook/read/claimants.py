"""For which group somebody speaks, and which group a verb's subject is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from tallybook.read.actors import Stage, actors_of, voices_of
from tallybook.read.names import Phrase, phrase_after
from tallybook.read.roles import PRONOUN
from tallybook.read.states import states
from tallybook.read.subjects import subject_of
from tallybook.read.voices import Voice
from tallybook.vocabulary import load

_OUTSIDERS = frozenset(("media", "police", "medical", "ngo", "igo", "rescue", "witness"))
_OWN = frozenset(("army", "military", "forces", "troops", "government"))


class Group(Protocol):
    """A mention of an armed group or a state, as the recogniser of groups finds it."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def said(self) -> str: ...
    @property
    def kind(self) -> str: ...


@cache
def _days() -> frozenset[str]:
    return frozenset(load("publication")["weekdays"]["en"])


@cache
def blaming(name: str) -> frozenset[str]:
    """A list of the vocabulary ``blaming``."""
    return frozenset(load("blaming")[name])


def armed(groups: Sequence[Group], start: int, end: int) -> list[Group]:
    """The armed groups named within ``[start, end)``; "the group" names none."""
    return [
        group
        for group in groups
        if group.kind == "armed_group"
        and group.start < end
        and start < group.end
        and group.said.lower() not in blaming("vague")
    ]


def group_of(stage: Stage, groups: Sequence[Group], voice: Voice) -> str | None:
    """The group for which an actor speaks: the one in its words; for "the group" and for people the one named last.

    None where the actor is an outsider, whose own name says nothing about a group.
    """
    inside = armed(groups, voice.speaker.start, voice.speaker.end)
    if inside:
        return fullest(groups, inside[0])
    if voice.speaker.kind in _OUTSIDERS:
        return None
    spokesman = voice.person and voice.speaker.kind in ("unknown", "armed_group")
    faction = voice.words[-1] in blaming("vague") and voice.speaker.name.islower() and "of" in voice.words
    if spokesman or faction or blaming("vague").issuperset(voice.words):
        last = _named_last(groups, stage.tagged.sentence.end)
        return fullest(groups, last) if last else voice.speaker.name
    return voice.speaker.name


def described(stage: Stage, groups: Sequence[Group], phrase: Phrase) -> str | None:
    """The armed group named last, for words that name none: "the banned militant outfit", "some faction of the group".

    None for other words, and where no armed group was named before.
    """
    words = stage.tagged.lows[phrase.first : phrase.last]
    if words[-1] not in blaming("vague") or not (blaming("vague") | blaming("described")).issuperset(words):
        return None
    if phrase.pronoun:
        return None
    last = _named_last(groups, stage.tagged.tokens[phrase.first].start)
    return fullest(groups, last) if last else None


def party(stage: Stage, groups: Sequence[Group], voice: Voice) -> str:
    """Who is blamed, as named in the words; the armed group itself where the words hold one."""
    return group_of(stage, groups, voice) or voice.speaker.name


def names_side(words: str) -> bool:
    """Whether words say who it was: not "a suicide bomber", "unidentified gunmen", nor the day of the deed."""
    told = words.split()
    # "Saturdays": the apostrophe is lost on many a page.
    if all(re.sub("['’]?s$", "", word.lower()) in _days() for word in told):
        return False
    if any(phrase in words.lower() for phrase in blaming("nobodies")):
        return False
    return told[-1] not in blaming("perpetrators") or not words.islower()


def fullest(groups: Sequence[Group], mention: Group) -> str:
    """The name said, with the letters by which the report also calls the group; for mere letters the longest name."""
    letters = _letters(groups)
    if not mention.said.isupper():
        short = letters.get(mention.said) or _shortest(groups, mention)
        return f"{mention.said} ({short})" if short else mention.said
    long = next((name for name, short in letters.items() if short == mention.said), None)
    long = long or max(
        (one.said for one in groups if one.id == mention.id and not one.said.isupper()), key=len, default=""
    )
    return f"{long} ({mention.said})" if long else mention.said


def _shortest(groups: Sequence[Group], mention: Group) -> str | None:
    """The letters that the report uses for a group elsewhere, where the vocabulary knows both names as one."""
    if mention.said.lower() in blaming("vague"):
        return None
    return next((one.said for one in groups if one.id == mention.id and one.said.isupper()), None)


def _letters(groups: Sequence[Group]) -> dict[str, str]:
    """The names that a report writes out with their letters in brackets: "Tehreek-e-Taliban Pakistan (TTP)"."""
    return {
        name.said: short.said
        for name, short in pairwise(groups)
        if short.said.isupper() and not name.said.isupper() and _is_beside(name, short)
    }


def _is_beside(name: Group, short: Group) -> bool:
    """Whether letters stand right behind a name: in brackets, or "National Liberation Army, or ELN" of one group."""
    return short.start == name.end + 2 or (name.id == short.id and short.start == name.end + 5)


def _named_last(groups: Sequence[Group], before: int) -> Group | None:
    named = [group for group in groups if group.start < before and group.kind == "armed_group"]
    return next((group for group in reversed(named) if group.said.lower() not in blaming("vague")), None)


def claimants(stage: Stage, groups: Sequence[Group], verb: int) -> list[tuple[str, Voice | None]]:
    """The groups that are the verb's subject, each with its actor; "it" may mean the armed group named last."""
    tagged = stage.tagged
    subject, _ = subject_of(tagged, verb, 0)
    voices = actors_of(stage, verb)
    if subject is not None and subject.pronoun and tagged.lows[subject.first] in ("it", "they"):
        last = _named_last(groups, tagged.tokens[subject.first].start)
        if last is not None and (not voices or voices[0].speaker.start < last.start):
            return [(fullest(groups, last), None)]
    meant = described(stage, groups, subject) if subject is not None else None
    if meant is not None:
        return [(meant, None)]
    found = ((group_of(stage, groups, voice), voice) for voice in voices)
    return [(named, voice) for named, voice in found if named is not None]


def opening_group(stage: Stage) -> list[tuple[str, Voice | None]]:
    """The armed group that the sentence begins with, for a claim told by a participle or behind "and"."""
    opening = phrase_after(stage.tagged, 0, len(stage.tagged.roles))
    found = voices_of(stage, (opening,)) if opening else []
    return [(voice.speaker.name, voice) for voice in found if voice.speaker.kind == "armed_group"]


def named_before(stage: Stage, groups: Sequence[Group], index: int) -> str | None:
    """The armed group named in the sentence before a token, unless a pronoun stands between as the subject."""
    tagged = stage.tagged
    inside = armed(groups, tagged.sentence.start, tagged.tokens[index].start)
    if not inside or PRONOUN in tagged.roles[max(0, index - 3) : index]:
        return None
    return fullest(groups, inside[-1])


def state_of(voice: Voice | None) -> str | None:
    """The state for which a ministry or a capital speaks: its name, not the ministry's, did or did not do it."""
    if voice is None or voice.speaker.kind not in ("government", "military") or not _OWN.isdisjoint(voice.words):
        return None
    return next((state for word in voice.words if (state := states().get(word))), None)
