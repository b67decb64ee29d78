"""The policy ``ucdp``: the Uppsala Conflict Data Program's rules for the Georeferenced Event Dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.estimate import Left, estimate
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.parties import on_its_enemy
from tallybook.reconcile.why import said
from tallybook.records import Estimate

IMPLAUSIBLE = 10
"""A claim so many times as high as what the most reliable source says is no estimate but propaganda or a slip."""


def ucdp(ledger: Ledger) -> Estimate | None:
    """Best is the most reliable source's figure, the lower one where two are as reliable; low and high are the lowest
    and highest reliable figures.

    Reliable is a speaker who does not count its enemy's losses, a number that was not taken back, and none that is
    implausible; where only parties to the fight speak, theirs are used. "Dozens" counts only where nobody gives a
    number. Source: UCDP GED codebook (best, high and low: the most likely, the highest and the lowest reliable
    estimate) and UCDP's definitions: where sources differ and none is more reliable, the lower figure is given.
    """
    if not ledger.counted:
        return None
    reliable, unused = _reliable(ledger)
    best = _best(reliable)
    plausible = [entry for entry in reliable if entry.number <= IMPLAUSIBLE * max(best.number, 1)]
    unused += [(entry, "implausible beside the most reliable source") for entry in reliable if entry not in plausible]
    lows = [entry for entry in plausible if entry.claim.low is not None] or [best]
    lowest = min(lows, key=lambda entry: (entry.number, entry.order))
    highest = max(plausible, key=lambda entry: (entry.top, entry.order))
    told = [
        f"Best {said(best)}, the most reliable source; of equally reliable ones the lower is taken.",
        f"Low {said(lowest)}.",
        f"High {said(highest)}.",
    ]
    bounds = (min(lowest.number, best.number), best.number, highest.top)
    return estimate(ledger, bounds, plausible, unused, told)


def _reliable(ledger: Ledger) -> tuple[list[Entry], list[Left]]:
    """The reliable figures and the others with the reason; a test that nobody passes is not applied."""
    kept, unused = list(ledger.counted), []
    tests = (
        ("a party to the fight counts its enemy's losses", on_its_enemy),
        ("the number was taken back", lambda entry: entry.claim.id in ledger.recalled),
        ("words, not a number", lambda entry: entry.exactness == 0),
    )
    for reason, fails in tests:
        passed = [entry for entry in kept if not fails(entry)]
        if passed:
            unused += [(entry, reason) for entry in kept if fails(entry)]
            kept = passed
    return kept, unused


def _best(reliable: list[Entry]) -> Entry:
    """The lowest of the latest figures of the most reliable speakers."""
    rank = min(entry.rank for entry in reliable)
    first = [entry for entry in reliable if entry.rank == rank]
    day = max(entry.placed for entry in first)
    return min((entry for entry in first if entry.placed == day), key=lambda entry: (entry.number, entry.order))


class Deaths(NamedTuple):
    """The deaths of an incident as GED's columns hold them: the four classes add up to ``best``."""

    side_a: int
    side_b: int
    civilians: int
    unknown: int
    best: int
    low: int
    high: int


def deaths(by_victims: Mapping[str, Estimate]) -> Deaths:
    """GED's columns from the estimates of those killed, by class of victims.

    Side a is the state (security forces), side b the armed group. A total of people that is larger than its classes
    leaves the rest of unknown class; one that is smaller is only a part of what the classes tell. Source: UCDP GED
    codebook, ``deaths_a`` to ``deaths_unknown`` and ``best``.
    """
    named = [by_victims[victims] for victims in ("security_force", "armed_group", "civilian") if victims in by_victims]
    a, b, civilians = (
        (by_victims[victims].best or 0) if victims in by_victims else 0
        for victims in ("security_force", "armed_group", "civilian")
    )
    people = by_victims.get("unspecified")
    best = max((people.best or 0) if people else 0, a + b + civilians)
    low = max((people.low or 0) if people else 0, sum(one.low or 0 for one in named))
    high = max((people.high or 0) if people else 0, sum(one.high or 0 for one in named))
    return Deaths(a, b, civilians, best - a - b - civilians, best, min(low, best), max(high, best))
