"""The llm reader itself: looks, asks or remembers, and assembles."""

from __future__ import annotations

import weakref
from dataclasses import dataclass

from tallybook.errors import LlmError
from tallybook.read.document import analyse
from tallybook.read.llm import answer, prompt, run, web
from tallybook.read.llm.answer import Answer
from tallybook.read.llm.ask import Asker, Clock
from tallybook.read.llm.cache import Cache, cache, key_of
from tallybook.read.llm.claims import assemble
from tallybook.read.llm.server import server_of
from tallybook.read.neural.seen import see
from tallybook.read.scan import may_hold_claim
from tallybook.records import Reading, Report
from tallybook.settings import Settings


@dataclass(frozen=True, slots=True, weakref_slot=True)
class LlmReader:
    """Reads reports by asking one server; may be sent to other processes, which share its run's budget."""

    asker: Asker
    cache: Cache

    def __call__(self, report: Report) -> Reading:
        """What a report claims.

        Raises LlmError where no answer about it can be had (NoServer, BudgetSpent: nor about any other). A report
        in which the rules see nothing that could be a claim is not asked about.
        """
        doc = analyse(report)
        if not may_hold_claim(doc):
            return Reading(report.id, unread="scan")
        seen = see(doc)
        if not seen.proposals and not seen.claims:
            return Reading(report.id)
        return assemble(seen, [(piece.within, self._answer(piece.text)) for piece in prompt.pieces(seen.doc)])

    def _answer(self, text: str) -> Answer:
        key = key_of(self.asker.server, text)
        kept = self.cache.get(key)
        found = None if kept is None else answer.parse(kept)
        if found is not None:
            return found
        said = self.asker.ask(prompt.messages(text))
        found = answer.parse(said)
        if found is None:
            raise LlmError("the model's answer cannot be read", "run the same command again")
        self.cache.put(key, said)
        return found


def opened(
    settings: Settings, *, send: web.Send = web.send, clock: Clock | None = None, kept: Cache | None = None
) -> LlmReader:
    """A reader for one run, once somebody answers at the address; with a budget of 0 nobody is asked.

    Raises NoServer where no server or model is named, nobody answers, or the key is refused; MissingPart where what
    sends requests is not installed.
    """
    server = server_of(settings)
    web.ready()
    shared = run.begun(server.budget)
    reader = LlmReader(Asker(server, shared, send, clock or Clock()), kept or cache())
    weakref.finalize(reader, run.ended, shared)
    if server.budget:
        reader.asker.greet()
    return reader
