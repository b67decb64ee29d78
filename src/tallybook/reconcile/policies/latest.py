"""The policy ``latest``, as the export format states it."""

from __future__ import annotations

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.why import why
from tallybook.records import Estimate


def latest(ledger: Ledger) -> Estimate | None:
    """Over current, whole-incident figures, each independent speaker's latest.

    ``low`` is the smallest low of them and ``high`` the largest number stated (an open end counts as its number);
    ``best`` is the latest-dated figure of the most authoritative speaker. A figure without a lower bound ("up to
    30") gives no low beside others, and 0 where it stands alone. Source: docs of the export format, policy
    ``latest``.
    """
    if not ledger.counted:
        return None
    counted = ledger.counted
    bounded = [entry for entry in counted if entry.claim.low is not None]
    lowest = min(bounded or counted, key=lambda entry: (entry.number, entry.order))
    highest = max(counted, key=lambda entry: (entry.top, entry.order))
    best = best_of(ledger)
    return Estimate(
        low=min(lowest.number, best.number) if bounded else 0,
        best=best.number,
        high=highest.top,
        claims=tuple(sorted(claim for entry in counted for claim in entry.ids)),
        why=why(lowest, best, highest, ledger),
        left_out=tuple((claim, reason) for entry, reason in ledger.left_out for claim in entry.ids),
    )


def best_of(ledger: Ledger) -> Entry:
    """The latest figure of the most authoritative speaker.

    An authority that gives an open end ("at least 72") is overtaken by a later and higher number, which the open end
    allows.
    """
    best = max(ledger.counted, key=lambda entry: _standing(entry, ledger))
    while later := [entry for entry in ledger.counted if _overtakes(entry, best, ledger)]:
        best = max(later, key=lambda entry: _standing(entry, ledger))
    return best


def _standing(entry: Entry, ledger: Ledger) -> tuple[bool, bool, bool, int, bool, tuple[str, bool, int, int, int, str]]:
    """The most authoritative, then the latest. Words like "dozens", a denial of any loss, and a number that was taken
    back are best only where nothing else is said; a range or an upper bound only where its authority gives no number."""
    stands = entry.claim.id not in ledger.recalled
    return (entry.number > 0, entry.exactness > 0, stands, -entry.rank, entry.exactness > 1, entry.order)


def _overtakes(entry: Entry, best: Entry, ledger: Ledger) -> bool:
    is_open = best.claim.high is None and best.exactness > 0
    is_plain = entry.exactness > 1 and entry.claim.id not in ledger.recalled and entry.voice.kind != "armed_group"
    return is_open and is_plain and entry.placed > best.placed and entry.number > best.number
