"""Figures and statements that cannot both be true, named with their sentences and never averaged away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.members import Member
from tallybook.records import Check, Figure

RATIO = 1.25
"""Two independent speakers of like authority whose numbers differ by more than this contradict each other."""
LONG = 240
"""Letters of a sentence that are quoted at most."""


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
    return f"{harm} ({victims}): {_says(low)}; {_says(high)}"


def failed(checks: Iterable[Check], members: Iterable[Member]) -> Iterator[str]:
    """Sums and parts that do not hold, with the sentences of the total and of the part furthest from it in the text."""
    where = {claim.id: (member, claim) for member in members for claim in member.figures}
    for check in checks:
        if not check.holds:
            told = sorted((where[id] for id in check.claims if id in where), key=lambda found: found[1].start)
            quotes = list(dict.fromkeys(_sentence(member, claim) for member, claim in (told[0], told[-1])))
            yield f"{check.text} does not hold: {check.why}: {' and '.join(quotes)} ({told[0][0].report.path})"


def _says(entry: Entry) -> str:
    return f"{entry.who} says {entry.number}: {_sentence(entry.member, entry.claim)}"


def _sentence(member: Member, claim: Figure) -> str:
    words = " ".join(claim.sentence.of(member.report.text).split())
    return f'"{words if len(words) <= LONG else words[:LONG].rstrip() + "..."}"'


def _apart(low: Entry, high: Entry) -> bool:
    """Whether the two bounds leave no number that both allow; an open end allows all beyond it."""
    if low.claim.high is None or high.claim.low is None:
        return False
    return high.claim.low > max(low.claim.high * RATIO, low.claim.high + 1)
