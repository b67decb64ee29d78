"""What a policy makes of a ledger: its number with the claims used, those left out, and the reasons in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tallybook.reconcile.entry import Entry
from tallybook.reconcile.ledger import Ledger
from tallybook.reconcile.why import left_out_in_words, said
from tallybook.records import Estimate

Left = tuple[Entry, str]


def estimate(
    ledger: Ledger, bounds: tuple[int, int, int], used: Sequence[Entry], unused: Iterable[Left], told: Iterable[str]
) -> Estimate:
    """The estimate of a policy: ``bounds`` are low, best and high.

    ``used`` are the figures that the rule looked at (at least one), ``unused`` those of the ledger's counted ones that
    it did not, with the reason; ``told`` are the sentences that say why.
    """
    low, best, high = bounds
    left = tuple(sorted([*unused, *ledger.left_out], key=lambda pair: pair[0].order))
    return Estimate(
        low=low,
        best=best,
        high=high,
        claims=tuple(sorted(claim for entry in used for claim in entry.ids)),
        why=" ".join([*told, *left_out_in_words(left)]),
        left_out=tuple((claim, reason) for entry, reason in left for claim in entry.ids),
    )


def one_number(ledger: Ledger, number: int, used: Sequence[Entry], unused: Iterable[Left], why: str) -> Estimate:
    """The estimate of a policy that gives one number and no bounds: low, best and high are the same."""
    return estimate(ledger, (number, number, number), used, unused, [why])


def others(ledger: Ledger, used: Iterable[Entry], reason: str) -> list[Left]:
    """The counted figures that are not used, with one reason for all."""
    kept = {entry.claim.id for entry in used}
    return [(entry, reason) for entry in ledger.counted if entry.claim.id not in kept]


def differ(entries: Iterable[Entry]) -> str:
    """A sentence on figures that differ, from the lowest; empty where all give one number."""
    ordered = sorted(entries, key=lambda entry: (entry.number, entry.order))
    if len({entry.number for entry in ordered}) < 2:
        return ""
    return f" The figures differ: {'; '.join(said(entry) for entry in ordered)}."
