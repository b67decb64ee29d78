"""Which figure of a ledger weighs most, and which speaker is a party to what it counts."""

from __future__ import annotations

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.voices import sides_in

Weight = tuple[bool, bool, bool, bool, int, bool, tuple[str, bool, int, int, int, str]]
_OTHER_SIDE = {"armed_group": "security_force", "military": "armed_group", "police": "armed_group"}
"""Whose losses are the enemy's, by the kind of speaker."""
_STATE = frozenset({"military", "police", "government"})


def best_of(ledger: Ledger) -> Entry:
    """The latest figure of the most authoritative speaker.

    An authority that gives an open end ("at least 72") is overtaken by a later and higher number, which the open end
    allows.
    """
    best = max(ledger.counted, key=lambda entry: weight(entry, ledger))
    while later := [entry for entry in ledger.counted if _overtakes(entry, best, ledger)]:
        best = max(later, key=lambda entry: weight(entry, ledger))
    return best


def weight(entry: Entry, ledger: Ledger) -> Weight:
    """Sorts by authority, then from the earliest to the latest.

    Words like "dozens", a denial of any loss, a number that was taken back, and a state's count of another state's
    soldiers come first, so that they are best only where nothing else is said; a range or an upper bound only where
    its authority gives no number.
    """
    stands = entry.claim.id not in ledger.recalled
    own = not _of_another_state(entry)
    return (entry.number > 0, entry.exactness > 0, stands, own, -entry.rank, entry.exactness > 1, entry.order)


def _overtakes(entry: Entry, best: Entry, ledger: Ledger) -> bool:
    is_open = best.claim.high is None and best.exactness > 0
    is_plain = entry.exactness > 1 and entry.claim.id not in ledger.recalled and entry.voice.kind != "armed_group"
    return is_open and is_plain and entry.placed[:10] > best.placed[:10] and entry.number > best.number


def on_its_enemy(entry: Entry) -> bool:
    """Whether a party to the fight counts the losses of the other side."""
    return _OTHER_SIDE.get(entry.voice.kind) == entry.claim.victims or _of_another_state(entry)


def _of_another_state(entry: Entry) -> bool:
    """Whether a state's voice counts forces that its words give to another state ("400 Russian soldiers")."""
    if entry.claim.victims != "security_force" or not entry.voice.sides or entry.voice.kind not in _STATE:
        return False
    theirs = sides_in(entry.member.quote(entry.claim))
    return bool(theirs) and not theirs & entry.voice.sides


def by_perpetrator(entry: Entry) -> bool:
    """Whether an armed group counts anybody but its own dead."""
    return entry.voice.kind == "armed_group" and entry.claim.victims != "armed_group"
