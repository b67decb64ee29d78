"""Which other incidents look like one: linking's own features, shown for whoever has to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import Connection

from tallybook import link
from tallybook.book import links
from tallybook.records import Incident

MOST_TELLINGS = 12
"""Tellings of one incident that are compared: those of a much told one are alike."""
MOST_CANDIDATES = 400


class Alike(NamedTuple):
    """The tellings of two incidents that are most alike and, where linking would merge these, the gate that shuts
    between other tellings of the two: a sentence, or None."""

    best: link.PairScore
    apart: str | None


def likenesses(connection: Connection, incident: Incident, most: int) -> list[tuple[str, Alike]]:
    """The incidents most like this one, each with what makes them alike, the likest first."""
    own = _nodes(connection, incident.members)
    keys = {key for node in own for key in link.seek_keys(node)}
    near = {id for found in links.filed_under(connection, sorted(keys)).values() for id in found}
    homes = links.incident_of(connection, sorted(near - set(incident.members))[:MOST_CANDIDATES])
    tellings: dict[str, list[str]] = defaultdict(list)
    for local, home in homes.items():
        if home not in (incident.id, incident.part_of, incident.root):
            tellings[home].append(local)
    found = [(home, alike) for home, locals_ in tellings.items() if (alike := _alike(own, _nodes(connection, locals_)))]
    return sorted(found, key=lambda one: (-one[1].best.value, one[0]))[:most]


def likeness(connection: Connection, one: Incident, other: Incident) -> Alike | None:
    """What makes two incidents alike; None where linking keeps none of their tellings."""
    return _alike(_nodes(connection, one.members), _nodes(connection, other.members))


def likeness_shown(alike: Alike | None) -> dict[str, Any]:
    """What speaks for and against: each feature with its sentence and weight, their sum, and what keeps them apart."""
    if alike is None:
        return {"value": None, "verdict_of_linking": None, "apart": None, "features": []}
    pair = alike.best
    features = [
        {"name": one.name, "says": one.sentence, "value": one.weight, "weight": one.weight} for one in pair.features()
    ]
    return {"value": pair.value, "verdict_of_linking": pair.verdict, "apart": alike.apart, "features": features}


def _alike(own: Sequence[link.Node], others: Sequence[link.Node]) -> Alike | None:
    scores = [link.score(a, b) for a in own for b in others]
    of_two = [pair for pair, (a, b) in zip(scores, product(own, others), strict=True) if a.report != b.report]
    best = max(of_two, key=lambda pair: (pair.verdict != "never", pair.value, pair.a, pair.b), default=None)
    if best is None:
        return None
    shut = min((p for p in scores if p.verdict == "never"), key=lambda p: (p.a, p.b), default=None)
    return Alike(best, shut.features()[0].sentence if best.same and shut else None)


def _nodes(connection: Connection, locals_: Iterable[str]) -> list[link.Node]:
    found = links.nodes(connection, sorted(locals_)[:MOST_TELLINGS])
    return [link.Node.from_json(node) for _, node in sorted(found.items())]
