"""The learned reader: the rules propose, the network decides."""

from __future__ import annotations

from tallybook.read.document import analyse
from tallybook.read.known import speaks
from tallybook.read.neural.claims import Bar, assemble
from tallybook.read.neural.network import network
from tallybook.read.neural.seen import see
from tallybook.records import Reading, Report

BAR = Bar()


def read(report: Report) -> Reading:
    """What a report claims. Raises MissingPart where the weights, or what runs them, are not installed."""
    if not speaks(report):
        return Reading(report.id, unread="language")
    seen = see(analyse(report))
    return assemble(seen, network().answer(seen), BAR, "learned")
