"""Which speaker is a party to what it counts."""

from __future__ import annotations

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.voices import sides_in

_OTHER_SIDE = {"armed_group": "security_force", "military": "armed_group", "police": "armed_group"}
"""Whose losses are the enemy's, by the kind of speaker."""
_STATE = frozenset({"military", "police", "government"})


def on_its_enemy(entry: Entry) -> bool:
    """Whether a party to the fight counts the losses of the other side."""
    return _OTHER_SIDE.get(entry.voice.kind) == entry.claim.victims or is_of_another_state(entry)


def is_of_another_state(entry: Entry) -> bool:
    """Whether a state's voice counts forces that its words give to another state ("400 Russian soldiers")."""
    if entry.claim.victims != "security_force" or not entry.voice.sides or entry.voice.kind not in _STATE:
        return False
    theirs = sides_in(entry.member.quote(entry.claim))
    return bool(theirs) and not theirs & entry.voice.sides


def by_perpetrator(entry: Entry) -> bool:
    """Whether an armed group counts anybody but its own dead."""
    return entry.voice.kind == "armed_group" and entry.claim.victims != "armed_group"
