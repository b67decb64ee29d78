"""What makes it impossible that two local incidents are one, whatever else speaks for it.

A gate is a function of two nodes that returns True where it shuts; its docstring is the sentence that a user reads.
"""

from __future__ import annotations

from tallybook.link.features import apart, is_fine, shared_site
from tallybook.link.nodes import Node

SLACK = 1
"""Days by which two tellings of one date may differ: the night between two days, time zones."""


def same_report(a: Node, b: Node) -> bool:
    """The reader of the report told the two apart."""
    return a.report == b.report


def dates_apart(a: Node, b: Node) -> bool:
    """The dates are farther apart than both precisions allow."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    return a.first > b.last + SLACK or b.first > a.last + SLACK


def told_before(a: Node, b: Node) -> bool:
    """One was published before the other happened."""
    return _before(a, b) or _before(b, a)


def _before(told: Node, happened: Node) -> bool:
    return told.seen is not None and happened.first is not None and told.seen + SLACK < happened.first


def countries_differ(a: Node, b: Node) -> bool:
    """The countries differ, and neither names a site in the other's."""
    if a.place is None or b.place is None or not a.place.country or not b.place.country:
        return False
    if a.place.country == b.place.country:
        return False
    return not (_names_country(a, b.place.country) or _names_country(b, a.place.country))


def _names_country(node: Node, country: str) -> bool:
    return any(site.country == country for site in node.places)


def towns_differ(a: Node, b: Node) -> bool:
    """The towns differ, neither names the other's, and they are not both told as waves over several places."""
    if a.place is None or b.place is None or not (is_fine(a.place) and is_fine(b.place)):
        return False
    return apart(a.place, b.place) and not (a.wave and b.wave) and not shared_site(a, b)


def site_and_wave(a: Node, b: Node) -> bool:
    """One is told as a site of a wave, and the other as a wave over a region or country."""
    return (a.part_of is not None and _is_wide(b)) or (b.part_of is not None and _is_wide(a))


def _is_wide(node: Node) -> bool:
    """Whether a wave is of more than one town and its quarters."""
    return node.wave and not is_fine(node.place)


GATES = (same_report, dates_apart, told_before, countries_differ, towns_differ, site_and_wave)


def shut(a: Node, b: Node) -> str | None:
    """The name of the first gate that shuts between two nodes, or None."""
    return next((gate.__name__ for gate in GATES if gate(a, b)), None)
