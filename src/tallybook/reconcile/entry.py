"""One figure with its voice and its day: the line of a ledger."""

from __future__ import annotations

from dataclasses import dataclass

from tallybook.reconcile.members import Member
from tallybook.reconcile.voices import Voice, rank
from tallybook.records import Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure in the ledger. ``day`` is when it was published, ``""`` where that is unknown;
    ``placed`` is the day on which dated reports of the incident tell as high a toll, for undated reports. ``parts``
    are the listed parts of which the claim here is the sum. ``floor`` is what the parts told beside a figure without a
    lower bound make it at least."""

    claim: Figure
    member: Member
    voice: Voice
    day: str
    placed: str
    parts: tuple[Figure, ...] = ()
    floor: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the claims behind it."""
        return tuple(part.id for part in self.parts) or (self.claim.id,)

    @property
    def number(self) -> int:
        """The number as stated: the closed end where one is open."""
        return self.claim.low if self.claim.low is not None else self.claim.high or 0

    @property
    def top(self) -> int:
        """The largest number stated: an open end counts as its number."""
        return max(self.number, self.claim.high or 0)

    @property
    def rank(self) -> int:
        """How far from the highest authority its speaker is."""
        return rank(self.voice.kind)

    @property
    def stated(self) -> int:
        """The number in the text: "more than 40" states 40, of which the bound is 41."""
        return self.number - (self.claim.qualifier == "more_than")

    @property
    def exactness(self) -> int:
        """How closely the words bound the number: from "dozens" over "more than" and "at least" to a plain number."""
        return {"vague": 0, "range": 1, "up_to": 1, "more_than": 2, "at_least": 3}.get(self.claim.qualifier, 4)

    @property
    def order(self) -> tuple[str, bool, int, int, int, str]:
        """Sorts from the earliest to the latest telling; on one day the higher and then the more exact is later."""
        return (self.placed, bool(self.day), self.stated, self.exactness, self.claim.start, self.claim.id)

    @property
    def who(self) -> str:
        """The speaker and the report, in words."""
        return f"{self.voice.said} ({self.member.report.path}, {self.day or 'undated'})"
