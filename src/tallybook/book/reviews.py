"""What people have decided of each incident so far: the latest decision that stands, in one word."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from sqlalchemy import Connection

from tallybook.book import demands, judgements, links
from tallybook.judgement import Judgement

Review = Literal["open", "accepted", "fixed", "rejected", "unsure"]
REVIEWS: tuple[Review, ...] = get_args(Review)
_REVIEW_OF: dict[str, Review] = {
    "accept": "accepted",
    "reject": "rejected",
    "unsure": "unsure",
    "fix": "fixed",
    "add": "fixed",
    "set": "fixed",
    "move": "fixed",
    "split": "fixed",
    "same": "fixed",
    "different": "fixed",
}


@dataclass(frozen=True, slots=True)
class Past:
    """All judgements in the order in which they were made, and for each the incidents that it is about today.

    An incident that a judgement comes to be about, or no longer is about, is made anew itself; so after a change only
    judgements on incidents that have changed, and those that found none, are looked up again.
    """

    log: tuple[Judgement, ...] = ()
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def renewed(self, connection: Connection, changed: Collection[str]) -> Past:
        """The past after these incidents have come, gone or changed; the log is only ever added to."""
        touched = set(changed)
        finder = demands.Finder(connection)
        log = (*self.log, *judgements.log(connection, len(self.log)))
        about: dict[str, tuple[str, ...]] = {}
        for one in log:
            known = self.about.get(one.id, ())
            is_known = known and touched.isdisjoint(known)
            about[one.id] = known if is_known else tuple(incidents_of(connection, one, finder))
        return Past(log, about)

    def on(self, incident: str) -> tuple[Judgement, ...]:
        """The judgements on an incident: by its id as it was then, or by what they hold on to now."""
        return tuple(one for one in self.log if incident in (one.subject, one.other, *self.about[one.id]))

    def reviews(self) -> dict[str, str]:
        """For each incident that anybody decided on the latest decision that stands; the others are ``open``."""
        gone = judgements.withdrawn(self.log)
        told = ((_REVIEW_OF[one.verdict], one) for one in self.log if one.verdict in _REVIEW_OF)
        return {id: review for review, one in told if one.id not in gone for id in self.about[one.id]}


def reviews(connection: Connection) -> dict[str, str]:
    """For each incident that anybody decided on the latest decision; the others are ``open``."""
    return Past().renewed(connection, ()).reviews()


def incidents_of(connection: Connection, one: Judgement, finder: demands.Finder | None = None) -> list[str]:
    """The ids, as they are now, of the incidents that a judgement is about."""
    finder = finder or demands.Finder(connection)
    locals_ = {*finder.locals_((*one.targets, *one.others)), *finder.locals_of_claims(one.claims)}
    return sorted(set(links.incident_of(connection, sorted(locals_)).values()))
