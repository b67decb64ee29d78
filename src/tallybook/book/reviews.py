"""What people have decided of each incident so far: the latest decision that stands, in one word."""

from __future__ import annotations

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


def reviews(connection: Connection) -> dict[str, str]:
    """For each incident that anybody decided on the latest decision; the others are ``open``."""
    found: dict[str, str] = {}
    finder = demands.Finder(connection)
    for one in judgements.standing(connection):
        if one.verdict in _REVIEW_OF:
            found.update(dict.fromkeys(incidents_of(connection, one, finder), _REVIEW_OF[one.verdict]))
    return found


def incidents_of(connection: Connection, one: Judgement, finder: demands.Finder | None = None) -> list[str]:
    """The ids, as they are now, of the incidents that a judgement is about."""
    finder = finder or demands.Finder(connection)
    locals_ = {*finder.locals_((*one.targets, *one.others)), *finder.locals_of_claims(one.claims)}
    return sorted(set(links.incident_of(connection, sorted(locals_)).values()))
