"""Under which keys a node is filed and looked up, so that only a neighbourhood is ever compared.

Two nodes can only be one incident where place and date allow it, so the main key is a cell of half a degree and a
bucket of four days, overlapping so that neighbours within the gates' tolerance always share one. Where the place is
coarse, country and bucket stand in; where the date is unknown, the cell and a piece of evidence (a toll, a name).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from tallybook.link.features import is_fine
from tallybook.link.gates import SLACK
from tallybook.link.homes import LONG, is_vague
from tallybook.link.nodes import Node
from tallybook.link.words import families_of
from tallybook.records import LocalIncident, Place

CELL = 0.5
MARGIN = 0.14
"""Degrees around a point: two points within twice this share a cell."""
BUCKET = 4
WIDE = 0.28
"""Degrees around the point of an undated node, so that it meets a dated one filed under its home cell only."""
RECENT = 10
"""Days before its publication in which an undated main incident is looked for."""
SUBJECTS = 4
"""Most frequent telling words of a lead that stand as evidence for an undated node."""
TELLING = 5
"""Smallest toll that can stand as evidence in a key."""
LARGE = 20
"""Smallest toll that can stand as evidence in a whole country without a date."""


def block_keys(node: Node) -> tuple[str, ...]:
    """The keys under which a node is filed, sorted. Two nodes are compared only if they share one."""
    coarse = [] if is_fine(node.place) else [f"?{key}" for key in _by_country_and_date(node)]
    undated = [f"?{key}" for key in _by_evidence(node)] if is_vague(node) else []
    keys = {*_by_cell_and_date(node), *_by_copy(node), *_by_country_and_date(node), *_by_evidence(node)}
    return tuple(sorted(keys.union(coarse, undated)))


def seek_keys(node: Node) -> tuple[str, ...]:
    """The keys under which to look for a node's neighbours: fewer, and no neighbour that scores is lost.

    What has a town and a date need not be compared by country or by evidence with another such: cell and date find
    those. Nodes that lack one are filed under a marked key too, and the others look for the marked ones alone.
    """
    country, evidence = _by_country_and_date(node), _by_evidence(node)
    found = {*_by_cell_and_date(node), *_by_copy(node)}
    found.update(f"?{key}" if is_fine(node.place) else key for key in country)
    found.update(key if is_vague(node) else f"?{key}" for key in evidence)
    return tuple(sorted(found))


def neighbourhood(incidents: Sequence[LocalIncident]) -> str:
    """A word for where and when the first incident of these that has a point was: neighbours share it, or sort near."""
    for incident in incidents:
        place = incident.place
        if place is not None and place.lat is not None and place.lon is not None:
            return f"{floor(place.lat / CELL):04d},{floor(place.lon / CELL):04d} {incident.start or ''}"
    return ""


def _by_cell_and_date(node: Node) -> list[str]:
    return [f"d|{cell}|{bucket}" for cell in _cells(node) for bucket in _buckets(node)]


def _by_country_and_date(node: Node) -> list[str]:
    """Country and date: finds nodes whose place is coarse."""
    country = node.place.country if node.place else None
    return [f"k|{country}|{bucket}" for bucket in _buckets(node)]


def _buckets(node: Node) -> range:
    window = _window(node)
    return range((window[0] - SLACK) // BUCKET, (window[1] + SLACK) // BUCKET + 1) if window else range(0)


def _by_evidence(node: Node) -> list[str]:
    """Cell or country and evidence: finds nodes whose date is unknown."""
    return [*_evidence_keys(node), *_country_keys(node)]


def _evidence_keys(node: Node) -> list[str]:
    if node.place is None or not is_fine(node.place):
        return []
    cells = sorted(set(_cells_of(node.place, WIDE))) if is_vague(node) else list(_cells_of(node.place, 0.0))[:1]
    tokens = [*_evidence(node), *node.words[:SUBJECTS]]
    if not (node.background and is_vague(node)):
        tokens += [f"~{family}" for family in sorted(families_of(node.type or ""))]
    return [f"p|{cell}|{token}" for cell in cells for token in tokens]


def _country_keys(node: Node) -> list[str]:
    """Country and a large toll: finds nodes of which neither town nor date is known."""
    country = node.place.country if node.place else None
    return [f"n|{country}|{token}" for token in _tolls(node, LARGE)]


def _by_copy(node: Node) -> list[str]:
    return [f"c|{node.copy_of or node.report}", *([f"v|{node.page}"] if node.page else [])]


def _window(node: Node) -> tuple[int, int] | None:
    if node.first is not None and node.last is not None:
        return (node.first, node.last) if node.last - node.first <= LONG else None
    if node.seen is not None and not node.background:
        return node.seen - RECENT, node.seen
    return None


def _cells(node: Node) -> list[str]:
    places = node.places if node.wave else (node.place,) if node.place else ()
    return sorted({cell for place in places if is_fine(place) for cell in _cells_of(place, MARGIN)})


def _cells_of(place: Place, margin: float) -> Iterator[str]:
    if place.lat is None or place.lon is None:
        return
    for lat in (place.lat - margin, place.lat + margin):
        for lon in (place.lon - margin, place.lon + margin):
            yield f"{floor(lat / CELL)},{floor(lon / CELL)}"


def _evidence(node: Node) -> list[str]:
    """Tolls and names: what two tellings of one incident share and few others in the same month or cell do."""
    return _tolls(node, TELLING) + list(node.names[:6])


def _tolls(node: Node, least: int) -> list[str]:
    tolls = (f"{toll.harm[0]}{toll.number}" for toll in node.tolls if toll.number >= least and toll.scope == "whole")
    return list(dict.fromkeys(tolls))[:4]
