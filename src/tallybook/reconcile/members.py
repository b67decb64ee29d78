"""What goes into an incident: a local incident with its report and claims."""

from __future__ import annotations

from dataclasses import dataclass

from tallybook.records import AnyClaim, Figure, LocalIncident, Report


@dataclass(frozen=True, slots=True)
class Member:
    """One report's telling of an incident: the report, its local incident and the claims about it.

    ``replaced`` says that its page was changed since, and that what it says now is told by another member.
    """

    report: Report
    local: LocalIncident
    claims: tuple[AnyClaim, ...] = ()
    replaced: bool = False

    @property
    def id(self) -> str:
        """The local incident's id, unique over the book."""
        return self.local.id

    @property
    def voice(self) -> str:
        """The report whose voice this is: a copy speaks with the voice of what it copies."""
        return self.report.same_as or self.report.id

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its claims of a number, in the order of the text."""
        return tuple(sorted((c for c in self.claims if isinstance(c, Figure)), key=lambda c: (c.start, c.end, c.id)))

    def quote(self, claim: AnyClaim) -> str:
        """The words of a claim."""
        return self.report.text[claim.start : claim.end]


def in_order(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Members by date of publication (undated ones first), then id: the one order everything uses."""
    return tuple(sorted(members, key=lambda m: (m.report.published or "", m.id)))
