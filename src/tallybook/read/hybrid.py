"""The hybrid reader: a report that cannot hold a claim is dropped by the vocabulary alone, the rest goes through the
network, and where both readers agree less is asked of each.
"""

from __future__ import annotations

from tallybook.read import violence
from tallybook.read.document import analyse
from tallybook.read.known import speaks
from tallybook.read.neural.claims import Bar, assemble
from tallybook.read.neural.network import network
from tallybook.read.neural.seen import see
from tallybook.records import Reading, Report

_QUIET = 2
"""A report with more than so many words of accident, sport or crime for each one of violence is not looked at: of the
marked reports on violence that drops three in a thousand, of the others most."""
BAR = Bar(
    violent=0.4,
    unruly=0.7,
    figure=0.5,
    agreed_figure=0.3,
    event=0.7,
    agreed_event=0.0,
    speaker=0.8,
    doubted=0.2,
    current=0.9,
    scope=1.1,
    victims=0.8,
)
"""Set on reports that the weights were not fitted to: where the rules are sure the network must be surer."""


def read(report: Report) -> Reading:
    """What a report claims. Raises MissingPart where the weights, or what runs them, are not installed."""
    if not speaks(report):
        return Reading(report.id, unread="language")
    doc = analyse(report)
    violent, peaceful = violence.weighed(doc)
    if peaceful > _QUIET * violent:
        return Reading(report.id)
    seen = see(doc)
    if not violent and not seen.claims and all(proposal.figure is None for proposal in seen.proposals):
        return Reading(report.id)
    return assemble(seen, network().answer(seen), BAR, "hybrid")
