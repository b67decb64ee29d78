"""What the rules for claims, charges and denials of responsibility share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tallybook.read.actors import Stage
from tallybook.read.claimants import Group, blaming
from tallybook.read.roles import ACTOR, COMMA
from tallybook.read.speakers import Attributions
from tallybook.read.voices import Voice
from tallybook.records import Mode
from tallybook.vocabulary import load

BYSTANDERS = frozenset(("police", "medical", "witness", "media", "ngo"))
"""Kinds of speakers who themselves did not do it."""
_NEXT = frozenset((";", ":", ".", "although", "though", "but", "while", "however"))


@dataclass(frozen=True, slots=True)
class Blame:
    """What a cue at tokens ``[first, last)`` tells of a group, and by whom."""

    first: int
    last: int
    group: str
    mode: Mode
    by: str | None


class Scene(NamedTuple):
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
def phrases(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of the vocabulary by their first word."""
    out: dict[str, tuple[tuple[str, ...], ...]] = {}
    for text in load("blaming")[name]:
        parts = tuple(text.split())
        out[parts[0]] = (*out.get(parts[0], ()), parts)
    return out


def phrase_at(lows: list[str], index: int, name: str) -> int:
    """The end of a phrase of the vocabulary that begins at ``index``, 0 if there is none."""
    for parts in phrases(name).get(lows[index], ()):
        if tuple(lows[index : index + len(parts)]) == parts:
            return index + len(parts)
    return 0


def nobody(scene: Scene, index: int) -> bool:
    """Whether the clause up to the cue denies or only supposes: "no group has claimed", "nobody said"."""
    lows, roles = scene.lows, scene.stage.tagged.roles
    for back in range(index - 1, max(-1, index - 9), -1):
        if lows[back] in _NEXT or (roles[back] == COMMA and index - back > 3):
            return False
        if lows[back : back + 2] == ["no", "time"]:
            return False
        if roles[back] != ACTOR and (lows[back] in blaming("nobody") or lows[back].endswith("n't")):
            return True
    return False


def named_together(voices: Sequence[Voice]) -> str | None:
    """The names of those who speak together, None for nobody."""
    return " and ".join(voice.speaker.name for voice in voices) or None
