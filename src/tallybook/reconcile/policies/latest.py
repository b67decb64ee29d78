"""The policy ``latest``, as the export format states it."""

from __future__ import annotations

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.estimate import estimate
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.parties import on_its_enemy
from tallybook.reconcile.standing import best_of
from tallybook.reconcile.why import why
from tallybook.records import Estimate


def latest(ledger: Ledger) -> Estimate | None:
    """Over current, whole-incident figures, each independent speaker's latest.

    ``low`` is the smallest low of them and ``high`` the largest number stated (an open end counts as its number);
    ``best`` is the latest-dated figure of the most authoritative speaker. A figure without a lower bound ("up to
    30") gives no low beside others; where it stands alone, parts told with it give one, and else it is 0. Source:
    docs/format.md, policy ``latest``.
    """
    counted = ledger.counted
    if not counted:
        return None
    bounded = [entry for entry in counted if entry.claim.low is not None]
    lowest = min(bounded or counted, key=lambda entry: (entry.number, entry.order))
    highest = max(counted, key=lambda entry: (entry.top, entry.order))
    best = best_of(ledger)
    low = min(best.number, lowest.number if bounded else max(entry.floor for entry in counted))
    told = [why(lowest, best, highest, ledger), *_without_enemies(highest, ledger)]
    return estimate(ledger, (low, best.number, highest.top), counted, (), told)


def _without_enemies(highest: Entry, ledger: Ledger) -> list[str]:
    """The high without what parties to the fight claim about their enemy's losses, where theirs is the highest."""
    rest = [entry.top for entry in ledger.counted if not on_its_enemy(entry)]
    if not rest or not on_its_enemy(highest) or max(rest) == highest.top:
        return []
    return [f"That is a party's count of its enemy's losses; without such claims the high is {max(rest)}."]
