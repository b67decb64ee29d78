"""The policy ``gtd``: the Global Terrorism Database's rule for casualties."""

from __future__ import annotations

from collections import Counter

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.estimate import Left, differ, one_number, others
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.parties import by_perpetrator
from tallybook.records import Estimate


def gtd(ledger: Ledger) -> Estimate | None:
    """The most recent independent source, unless it relays a perpetrator's claim; of several of the same day the
    majority's figure, and without a majority the lowest.

    Words too vague to be of use ("dozens") give no number, so there may be none at all. Source: GTD codebook, "Total
    number of fatalities" (nkill) and "Total number of injured" (nwound).
    """
    unused: list[Left] = [
        (entry, "too vague to be of use" if entry.exactness == 0 else "a perpetrator's claim")
        for entry in ledger.counted
        if entry.exactness == 0 or by_perpetrator(entry)
    ]
    credible = [entry for entry in ledger.counted if entry not in [left for left, _ in unused]]
    if not credible:
        return None
    last = max(entry.placed for entry in credible)
    recent = [entry for entry in credible if entry.placed == last]
    chosen, reason = _chosen(recent)
    unused += [(entry, reason) for entry, reason in others(ledger, recent, "not the most recent") if entry in credible]
    why = f"{chosen.number}, {reason}: {chosen.who}.{differ(credible)}"
    return one_number(ledger, chosen.number, recent, unused, why)


def _chosen(recent: list[Entry]) -> tuple[Entry, str]:
    """The figure of the most recent sources and how it was found."""
    votes = Counter(entry.number for entry in recent)
    number, count = max(votes.items(), key=lambda item: (item[1], -item[0]))
    if len(recent) == 1:
        return recent[0], "the most recent independent source"
    if count * 2 > len(recent):
        chosen = next(entry for entry in reversed(recent) if entry.number == number)
        return chosen, f"the figure of {count} of the {len(recent)} most recent sources"
    lowest = min(recent, key=lambda entry: (entry.number, entry.order))
    return lowest, f"the lowest of the {len(recent)} most recent sources, which have no majority"
