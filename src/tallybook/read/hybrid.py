"""The hybrid reader: a report that cannot hold a claim is dropped by the vocabulary alone, the rest goes through the
network, and where both readers agree less is asked of each.
"""

from __future__ import annotations

from tallybook.read.neural.claims import Bar, assemble
from tallybook.read.neural.network import network
from tallybook.read.neural.seen import see
from tallybook.records import Reading, Report

BAR = Bar(violent=0.4, figure=0.55, agreed_figure=0.4, event=0.5, agreed_event=0.3)


def read(report: Report) -> Reading:
    """What a report claims. Raises MissingPart where the weights, or what runs them, are not installed."""
    seen = see(report)
    if not seen.proposals and not seen.claims:
        return Reading(report.id)
    return assemble(seen, network().answer(seen), BAR, "hybrid")
