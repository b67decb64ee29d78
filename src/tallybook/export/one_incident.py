"""One incident with its sites, for the record page: in an evidence bundle, and as the desk's printable report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from tallybook import estimates
from tallybook.book import queries
from tallybook.book.selected import Told, told
from tallybook.records import AnyClaim, Incident, Report
from tallybook.settings import POLICIES


@dataclass(frozen=True, slots=True)
class OneIncident:
    """What the record page asks, answered for one incident and its sites."""

    connection: Connection
    found: Sequence[Told]

    def incidents(self, *, policy: str | None = None) -> Iterable[Incident]:
        """The incident, then its sites."""
        return [each.incident for each in self.found]

    def claims(self) -> Iterable[AnyClaim]:
        """Their claims, rejected ones among them."""
        return [claim for each in self.found for claim in each.claims]

    def reports(self) -> Iterable[Report]:
        """The reports that tell them."""
        return {report.id: report for each in self.found for report in each.reports}.values()

    def estimates(self, incident: str) -> dict[str, estimates.Figures]:
        """What each policy makes of one of them."""
        one = next(each.incident for each in self.found if each.incident.id == incident)
        return estimates.side_by_side(self.connection, one, POLICIES)


def with_sites(connection: Connection, incident: Incident) -> list[Told]:
    """The incident and its sites with all that was told of them."""
    return list(told(connection, [incident, *queries.parts_of(connection, incident.id)], rejected=True))
