"""The policy ``acled``: the Armed Conflict Location & Event Data project's rule for reported fatalities."""

from __future__ import annotations

from functools import cache

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.estimate import differ, one_number, others
from tallybook.reconcile.ledger import Ledger
from tallybook.records import Estimate
from tallybook.vocabulary import load


def acled(ledger: Ledger) -> Estimate | None:
    """The most conservative figure of the sources that still differ; better information revises it up or down.

    A figure is better information than one of an earlier day by a speaker of no higher standing. Where nobody gives a
    number, "dozens" are 12, "hundreds" 100, "several" 3 (``vocabulary/policies.yml``). The dispute is told. Source:
    ACLED codebook, "Reported fatalities".
    """
    if not ledger.counted:
        return None
    current = [entry for entry in ledger.counted if not any(_revises(other, entry) for other in ledger.counted)]
    numbers = [entry for entry in current if entry.exactness > 0 and entry.claim.low is not None] or current
    lowest = min(numbers, key=lambda entry: (_number(entry), entry.order))
    number = _number(lowest)
    words = "" if number == lowest.number else ", as ACLED counts these words"
    why = f"{number}{words}, the most conservative figure that stands: {lowest.who}.{differ(current)}"
    return one_number(ledger, number, current, others(ledger, current, "better information has come since"), why)


def _revises(later: Entry, entry: Entry) -> bool:
    """Whether a figure of a later day, of at least as high a standing, replaces another."""
    return later.placed > entry.placed and later.rank <= entry.rank and later.exactness > 0


def _number(entry: Entry) -> int:
    if entry.claim.low is None:
        return min(_unknown(), entry.number)
    if entry.claim.qualifier != "vague":
        return entry.number
    words = " ".join(entry.member.report.text[entry.claim.start : entry.claim.end].lower().split())
    return next((number for word, number in _words() if word in words), entry.number)


@cache
def _words() -> tuple[tuple[str, int], ...]:
    return tuple(load("policies")["acled"].items())


@cache
def _unknown() -> int:
    return int(load("policies")["acled_unknown"])
