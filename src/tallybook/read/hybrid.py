"""The hybrid reader: a report that cannot hold a claim is dropped by the vocabulary alone, the rest goes through the
network, and where both readers agree less is asked of each.
"""

from __future__ import annotations

from tallybook.read.document import analyse
from tallybook.read.known import speaks
from tallybook.read.neural.claims import Bar, assemble
from tallybook.read.neural.network import network
from tallybook.read.neural.seen import see
from tallybook.read.scan import may_hold_claim
from tallybook.records import Reading, Report

BAR = Bar(
    violent=0.4,
    unruly=0.9,
    figure=0.45,
    vague=0.75,
    harm=0.95,
    agreed_figure=0.25,
    event=0.85,
    agreed_event=0.0,
    speaker=0.95,
    doubted=0.05,
    current=1.1,
    scope=1.1,
    victims=0.7,
    kind=0.9,
)
"""Set on reports that the weights were not fitted to: where the rules are sure the network must be surer."""


def read(report: Report) -> Reading:
    """What a report claims. Raises MissingPart where the weights, or what runs them, are not installed."""
    if not speaks(report):
        return Reading(report.id, unread="language")
    doc = analyse(report)
    if not may_hold_claim(doc):
        return Reading(report.id, unread="scan")
    seen = see(doc)
    return assemble(seen, network().answer(seen), BAR, "hybrid")
