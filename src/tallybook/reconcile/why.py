"""An estimate's reasons in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger

_MOST = 6


def why(lowest: Entry, best: Entry, highest: Entry, ledger: Ledger) -> str:
    """Which figure gives best, low and high, and whose it is."""
    told = [f"Best {best.number}{_vague(best)}: {best.who}{_sum(best)}{_reason(best, ledger)}."]
    if len({(entry.number, entry.top) for entry in ledger.counted}) == 1:
        told += ["The others say the same."] if len(ledger.counted) > 1 else []
    else:
        told.append(f"Low {lowest.number}{_vague(lowest)}: {lowest.who}.")
        told.append(f"High {highest.top}{_vague(highest)}: {highest.who}.")
    return " ".join(told)


def _vague(entry: Entry) -> str:
    """The words behind a number that nobody said: "dozens" counts as 24."""
    if entry.claim.qualifier != "vague":
        return ""
    words = entry.member.report.text[entry.claim.start : entry.claim.end]
    return f' for the words "{" ".join(words.split())}"'


def _sum(best: Entry) -> str:
    numbers = (part.low if part.low is not None else part.high for part in best.parts)
    return f", listed as {' + '.join(map(str, numbers))}" if best.parts else ""


def _reason(best: Entry, ledger: Ledger) -> str:
    if len(ledger.counted) == 1:
        return ", the only speaker"
    peers = [entry for entry in ledger.counted if entry.rank == best.rank]
    if len(peers) == 1:
        return f", the most authoritative of {len(ledger.counted)} speakers"
    return f", the latest of {len(peers)} speakers of like authority"


def said(entry: Entry) -> str:
    """A figure's number and who gives it, in words."""
    return f"{entry.number}{_vague(entry)} by {entry.who}"


def left_out_in_words(left_out: Sequence[tuple[Entry, str]]) -> list[str]:
    """The sentence that names the figures left out with the reasons, or none."""
    if not left_out:
        return []
    told = [f"{entry.number} from {entry.who}: {reason}" for entry, reason in left_out[:_MOST]]
    more = len(left_out) - len(told)
    return ["Left out: " + "; ".join(told) + (f"; and {more} more." if more else ".")]
