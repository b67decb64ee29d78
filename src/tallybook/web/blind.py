"""Blind coding: until all who were given an incident have answered, none of them sees what another decided on it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from tallybook.book import coding
from tallybook.book.reviews import Past
from tallybook.judgement import Judgement
from tallybook.web.agreement import Rounds


def rounds_of(connection: Connection) -> Rounds:
    """All that was given and answered."""
    return Rounds.of(coding.all_assignments(connection), coding.all_codings(connection))


def blinded(connection: Connection, who: str) -> set[str]:
    """The incidents, as they are called today, of which somebody may not yet see what others decided."""
    rounds = rounds_of(connection)
    hidden = rounds.blinds(who)
    now = coding.incidents_now(connection, [one for one in rounds.assignments if one.incident in hidden])
    return {now.get(incident, incident) for incident in hidden}


def hidden_from(connection: Connection, who: str, told: Sequence[Judgement], past: Past) -> set[str]:
    """The ids of those judgements of others that somebody may not yet see."""
    held = blinded(connection, who)
    if not held:
        return set()
    others = (one for one in told if one.who != who)
    return {one.id for one in others if held & {one.subject, one.other, *past.about.get(one.id, ())}}
