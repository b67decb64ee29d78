"""A candidate with its harm, before it becomes a figure."""

from __future__ import annotations

from dataclasses import dataclass

from tallybook.read.candidates import Candidate
from tallybook.read.document import Sentence
from tallybook.read.grammar import Cue
from tallybook.records import Harm, Scope, Victims


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its harm, before it becomes a figure: ``cost`` is how far-fetched the pairing is."""

    sentence: Sentence
    candidate: Candidate
    harm: Harm
    cost: float
    victims: Victims
    scope: Scope
    current: bool
    cue: Cue | None

    @property
    def start(self) -> int:
        """The offset at which its words begin."""
        return self.sentence.tokens[self.candidate.first].start
