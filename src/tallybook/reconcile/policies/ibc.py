"""The policy ``ibc``: Iraq Body Count's way of keeping a minimum and a maximum."""

from __future__ import annotations

from tallybook.reconcile.estimate import estimate
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.why import said
from tallybook.records import Estimate

ENOUGH = 2
"""Independent sources below which an entry is provisional."""
COUNTED = ("civilian", "unspecified")


def ibc(ledger: Ledger) -> Estimate | None:
    """The minimum and maximum that independent sources give; with fewer than two the entry is provisional.

    Combatants are not counted, so there is no estimate for the armed group or the security forces. No best figure is
    published: the minimum, which is what is certain, stands in its place. Source: Iraq Body Count, Methods, 3 ("Data
    extraction": minimum and maximum deaths and injuries) and its rule of two independent sources.
    """
    counted = ledger.counted
    if not counted or counted[0].claim.victims not in COUNTED:
        return None
    bounded = [entry for entry in counted if entry.claim.low is not None]
    lowest = min(bounded or counted, key=lambda entry: (entry.number, entry.order))
    highest = max(counted, key=lambda entry: (entry.top, entry.order))
    low = lowest.number if bounded else 0
    told = [f"Minimum {said(lowest)}.", f"Maximum {said(highest)}."]
    if len(counted) < ENOUGH:
        told.append("Provisional: only one independent source.")
    told.append("No best figure is given; the minimum stands in its place.")
    return estimate(ledger, (low, low, highest.top), counted, (), told)
