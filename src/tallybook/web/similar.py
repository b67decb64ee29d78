"""Which other incidents look like one: linking's own features, shown for whoever has to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from tallybook import link
from tallybook.book import links
from tallybook.records import Incident

MOST_TELLINGS = 12
"""Tellings of one incident that are compared: those of a much told one are alike."""
MOST_CANDIDATES = 400


def likenesses(connection: Connection, incident: Incident, most: int) -> list[tuple[str, link.PairScore]]:
    """The incidents most like this one, each with the pair of tellings that are most alike, the likest first."""
    own = _nodes(connection, incident.members)
    keys = {key for node in own for key in link.seek_keys(node)}
    near = {id for found in links.filed_under(connection, sorted(keys)).values() for id in found}
    homes = links.incident_of(connection, sorted(near - set(incident.members))[:MOST_CANDIDATES])
    tellings: dict[str, list[str]] = defaultdict(list)
    for local, home in homes.items():
        if home not in (incident.id, incident.part_of, incident.root):
            tellings[home].append(local)
    found = [(home, best) for home, locals_ in tellings.items() if (best := _best(own, _nodes(connection, locals_)))]
    return sorted(found, key=lambda one: (-one[1].value, one[0]))[:most]


def likeness(connection: Connection, one: Incident, other: Incident) -> link.PairScore | None:
    """The pair of tellings of two incidents that are most alike; None where linking keeps none of them."""
    return _best(_nodes(connection, one.members), _nodes(connection, other.members))


def likeness_shown(pair: link.PairScore | None) -> dict[str, Any]:
    """What speaks for and against: each feature with its sentence and weight, and their sum."""
    if pair is None:
        return {"value": None, "verdict_of_linking": None, "features": []}
    features = [
        {"name": one.name, "says": one.sentence, "value": one.weight, "weight": one.weight} for one in pair.features()
    ]
    return {"value": pair.value, "verdict_of_linking": pair.verdict, "features": features}


def _best(own: Sequence[link.Node], others: Sequence[link.Node]) -> link.PairScore | None:
    scores = [link.score(a, b) for a in own for b in others if a.report != b.report]
    return max(scores, key=lambda pair: (pair.verdict != "never", pair.value, pair.a, pair.b), default=None)


def _nodes(connection: Connection, locals_: Iterable[str]) -> list[link.Node]:
    found = links.nodes(connection, sorted(locals_)[:MOST_TELLINGS])
    return [link.Node.from_json(node) for _, node in sorted(found.items())]
