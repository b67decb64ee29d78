"""Figures and statements that cannot both be true, named and never averaged away."""

from __future__ import annotations

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger

RATIO = 1.25
"""Two independent speakers of like authority whose numbers differ by more than this contradict each other."""


def contradiction(ledger: Ledger, harm: str, victims: str) -> str | None:
    """The two most distant of the highest authorities' latest figures that cannot agree, in words.

    A lower figure of an earlier day is no contradiction: tolls grow.
    """
    best = min((entry.rank for entry in ledger.counted), default=0)
    peers = [entry for entry in ledger.counted if entry.rank == best]
    pairs = [(low, high) for low in peers for high in peers if low.placed >= high.placed and _apart(low, high)]
    if not pairs:
        return None
    low, high = max(pairs, key=lambda pair: (pair[1].number - pair[0].number, pair[0].order, pair[1].order))
    return f"{harm} ({victims}): {low.who} says {low.number}, {high.who} says {high.number}"


def _apart(low: Entry, high: Entry) -> bool:
    """Whether the two bounds leave no number that both allow; an open end allows all beyond it."""
    if low.claim.high is None or high.claim.low is None:
        return False
    return high.claim.low > max(low.claim.high * RATIO, low.claim.high + 1)
