"""What speaks for and against two local incidents being one: each feature is a function of two nodes.

A feature's name is its id and its docstring the sentence that a user reads. It returns a weight in the unit of
``score.SAME`` (positive for, negative against, 0 for nothing to say). Every feature is symmetric.
"""

from __future__ import annotations

from math import cos, hypot, radians

from tallybook.link.days import Said, fits
from tallybook.link.nodes import Node, Toll
from tallybook.link.words import families_of, words_of
from tallybook.records import Place

KM_PER_DEGREE = 111.2
REACH = {"exact": 12.0, "near": 25.0, "adm2": 45.0}
SOON = 3
"""Days within which most reports on an incident appear."""


def distance(a: Place, b: Place) -> float | None:
    """Kilometres between two places, None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return hypot(a.lat - b.lat, (a.lon - b.lon) * cos(radians((a.lat + b.lat) / 2))) * KM_PER_DEGREE


def is_fine(place: Place | None) -> bool:
    """Whether a place is a town, a site or a district: fine enough to tell two incidents apart."""
    return place is not None and place.precision in REACH and place.lat is not None


def apart(a: Place, b: Place) -> bool:
    """Whether two fine places are farther apart than both precisions allow."""
    km = distance(a, b)
    return km is not None and km > REACH[a.precision] + REACH[b.precision]


def place_distance(a: Node, b: Node) -> float:
    """How near the two places are, for how precisely they are known."""
    if a.place is None or b.place is None:
        return _mentioned(a, b) - 0.4
    if not (is_fine(a.place) and is_fine(b.place)):
        return max(_coarse(a.place, b.place), _mentioned(a, b))
    if apart(a.place, b.place):
        return 0.8 if shared_site(a, b) else 0.0
    km = distance(a.place, b.place) or 0.0
    slack = REACH[a.place.precision] + REACH[b.place.precision]
    return 1.7 if km <= 4 else 1.2 if km <= slack / 2 else 0.3


def shared_site(a: Node, b: Node) -> bool:
    """Whether the place of one is among the sites that the other names."""
    return _has_site(a, b.place) or _has_site(b, a.place)


def _has_site(node: Node, place: Place | None) -> bool:
    return place is not None and any(is_fine(site) and not apart(site, place) for site in node.places)


def _coarse(a: Place, b: Place) -> float:
    if a.name and a.name == b.name and a.country == b.country:
        return 0.2 if "country" in (a.precision, b.precision) else 0.8
    if a.adm1 and a.adm1 == b.adm1:
        return 0.5
    if a.adm1 and b.adm1 and "country" not in (a.precision, b.precision):
        return -1.0
    return 0.0


def _mentioned(a: Node, b: Node) -> float:
    """Whether the town of one is at least among the words of the other, whose own place is coarse or unknown."""
    if is_fine(a.place) == is_fine(b.place):
        return 0.0
    fine, coarse = (a, b) if is_fine(a.place) else (b, a)
    town = words_of(fine.place.name) if fine.place else frozenset()
    return 1.0 if town.intersection(coarse.words) or town.intersection(coarse.names) else 0.0


def date_distance(a: Node, b: Node) -> float:
    """How near the two dates are, for how precisely they are known; an undated one goes by its publication."""
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        return _dated(a.first, a.last, b.first, b.last)
    if a.first is not None or b.first is not None:
        dated, open_one = (a, b) if a.first is not None else (b, a)
        return _half_dated(dated, open_one)
    return _by_publication(a, b)


def _dated(first: int, last: int, other_first: int, other_last: int) -> float:
    gap = max(first, other_first) - min(last, other_last)
    longest = max(last - first, other_last - other_first)
    if longest > 20:
        return 0.5 if longest <= 100 else 0.0
    if gap > 0:
        return 0.9
    return 2.0 if first == other_first or longest == 0 else 1.5


def _half_dated(dated: Node, undated: Node) -> float:
    if undated.seen is None or dated.first is None:
        return 0.0
    if undated.background:
        return -0.4 if dated.first > undated.seen - SOON else 0.0
    days = undated.seen - dated.first
    return 1.2 if days <= SOON else 0.6 if days <= 10 else 0.0 if days <= 60 else -0.6


def _by_publication(a: Node, b: Node) -> float:
    if a.seen is None or b.seen is None or a.background or b.background:
        return 0.0
    days = abs(a.seen - b.seen)
    return 1.0 if days <= SOON else 0.4 if days <= 14 else -0.7 if days > 60 else 0.0


def day_said(a: Node, b: Node) -> float:
    """Whether the weekday or day of the year that an undated one names fits the other's date."""
    if a.said is not None and b.said is not None:
        return _both_said(a.said, b.said)
    undated, other = (a, b) if a.said is not None else (b, a)
    if undated.said is None or other.first is None or other.last is None or other.last - other.first > 20:
        return 0.0
    off = fits(undated.said, other.first, other.last)
    if undated.said.month is None:
        return 0.6 if off == 0 else 0.0 if off == 1 else -0.6
    return 1.6 if off <= 1 else -0.6 if off <= 3 else -1.2


def _both_said(a: Said, b: Said) -> float:
    if a.month is not None and b.month is not None:
        return 1.4 if (a.month, a.day) == (b.month, b.day) else -1.0
    return 0.3 if a.weekday is not None and a.weekday == b.weekday else 0.0


def event_type(a: Node, b: Node) -> float:
    """Whether both are told as the same kind of event."""
    if not a.type or not b.type:
        return 0.0
    if a.type == b.type:
        return 0.6
    mine, other = families_of(a.type), families_of(b.type)
    if not mine or not other:
        return 0.0
    return 0.5 if mine & other else -0.5


def groups(a: Node, b: Node) -> float:
    """Whether the same groups and states are named."""
    mine, other = {*a.groups, *a.responsible}, {*b.groups, *b.responsible}
    if not mine or not other:
        return 0.0
    return 0.5 if mine & other else -0.3


def tolls(a: Node, b: Node) -> float:
    """Whether the tolls are the same, can have grown from one to the other, or cannot agree."""
    mine, other = _numbers(a.tolls), _numbers(b.tolls)
    shared = mine & other
    if shared:
        large = sum(number >= 10 for _, number in shared)
        return min(2.4, 1.4 * large + 0.5 * (len(shared) - large))
    return _growth(_top(a.tolls), _top(b.tolls), is_one_town=a.wave == b.wave and is_fine(a.place) and is_fine(b.place))


def _numbers(found: tuple[Toll, ...]) -> set[tuple[str, int]]:
    return {(toll.harm, toll.number) for toll in found if toll.number > 0 and toll.scope != "wider"}


def _top(found: tuple[Toll, ...]) -> int:
    """The most that are said to be killed; where nobody counts all of them, the largest part is the least there are."""
    killed = [toll for toll in found if toll.harm == "killed" and toll.scope != "wider"]
    whole = [toll.number for toll in killed if toll.scope == "whole"]
    return max(whole or [toll.number for toll in killed], default=0)


def _growth(mine: int, other: int, *, is_one_town: bool) -> float:
    """In one town a first toll may be far under the last; under a wave's or a country's it is more likely a site's."""
    if not mine or not other:
        return 0.0
    ratio = max(mine, other) / min(mine, other)
    return 0.4 if ratio <= 1.5 else 0.0 if ratio <= 3 else -0.5 if is_one_town or ratio <= 8 else -1.0


def shared_names(a: Node, b: Node) -> float:
    """How many names (people, sites, offices) both tell beside the place."""
    if not a.names or not b.names:
        return 0.0
    shared = len(set(a.names).intersection(b.names))
    if not shared:
        return -0.4 if min(len(a.names), len(b.names)) >= 4 else 0.0
    return min(2.0, 0.7 * shared)


def text_likeness(a: Node, b: Node) -> float:
    """How many telling words of the leads and claims are shared."""
    smaller = min(len(a.words), len(b.words))
    if smaller < 8:
        return 0.0
    share = len(set(a.words).intersection(b.words)) / smaller
    return 1.6 if share > 0.5 else 1.0 if share > 0.3 else 0.5 if share > 0.2 else 0.0 if share > 0.1 else -0.5


def wire_copy(a: Node, b: Node) -> float:
    """Whether one report is a copy of the other, or both are copies of a third."""
    if a.copy_of is None and b.copy_of is None:
        return 0.0
    if (a.copy_of or a.report) != (b.copy_of or b.report):
        return 0.0
    return 4.0 if a.id.rsplit(":", 1)[-1] == b.id.rsplit(":", 1)[-1] else 0.0


def page_version(a: Node, b: Node) -> float:
    """Whether both are told by versions of one page."""
    if a.page is None or a.page != b.page:
        return 0.0
    return 2.5 if a.id.rsplit(":", 1)[-1] == b.id.rsplit(":", 1)[-1] else 1.0


FEATURES = (
    place_distance,
    date_distance,
    day_said,
    event_type,
    groups,
    tolls,
    shared_names,
    text_likeness,
    wire_copy,
    page_version,
)
