"""One total out of classes of victims, so that the classes and the rest add up.

"255 people", of whom 197 fighters, 36 civilians and 22 soldiers, are not 510. A figure of people of no class is a
total of which the classes are parts; what it has more than they have is of no known class. Where it is too small to
hold the attackers beside the others (38 people in attacks, 23 of them civilians in one town, and 21 militants in the
raids that followed) it never counted them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tallybook.records import Estimate, Incident

CLASSES = ("security_force", "armed_group", "civilian")


@dataclass(frozen=True, slots=True)
class Toll:
    """Best of each class and of no known class (they add up to ``best``), and the lowest and highest total."""

    security_force: int
    armed_group: int
    civilian: int
    unknown: int
    low: int
    high: int

    @property
    def best(self) -> int:
        """The total."""
        return self.security_force + self.armed_group + self.civilian + self.unknown


def toll(incident: Incident, harm: str) -> Toll | None:
    """The toll of one harm; None where the incident has no estimate of it.

    Best is the larger of the classes' sum and the figure of people of no class; so are low and high.
    """
    return own_toll(incident, (), harm)


def own_toll(incident: Incident, parts: Iterable[Incident], harm: str) -> Toll | None:
    """The toll of an incident without what is told of its parts: in a table that has them too it counts once.

    What a wave does not tell of a class it holds at least of its parts, before these are taken away.
    """
    told = incident.figures.get(harm, {})
    if not told:
        return None
    shares = [share for part in parts if (share := toll(part, harm))]
    theirs = {name: sum(getattr(share, name) for share in shares) for name in (*CLASSES, "unknown")}
    own = {name: max(_best(told[name]) if name in told else 0, theirs[name]) for name in CLASSES}
    unknown = max(theirs["unknown"], _of_no_class(told, own))
    left = {name: own[name] - theirs[name] for name in CLASSES}
    return _bounded(left, unknown - theirs["unknown"], told, sum(theirs.values()))


def _of_no_class(told: Mapping[str, Estimate], classes: Mapping[str, int]) -> int:
    """How many the figure of people of no class has more than the classes that it counts."""
    people = _best(told["unspecified"]) if "unspecified" in told else 0
    counted = sum(classes.values())
    if people < counted:
        counted -= classes["armed_group"]
    return max(0, people - counted)


def _bounded(left: dict[str, int], unknown: int, told: Mapping[str, Estimate], elsewhere: int) -> Toll:
    """The toll with its bounds; ``elsewhere`` is what is told of the parts."""
    classes = [told[name] for name in CLASSES if name in told]
    people = [told["unspecified"]] if "unspecified" in told else []
    best = sum(left.values()) + unknown
    low = max(sum(map(_low, classes)), sum(map(_low, people))) - elsewhere
    high = max(sum(map(_high, classes)), sum(map(_high, people))) - elsewhere
    return Toll(**left, unknown=unknown, low=min(best, max(0, low)), high=max(best, high))


def _best(estimate: Estimate) -> int:
    return next((number for number in (estimate.best, estimate.low, estimate.high) if number is not None), 0)


def _low(estimate: Estimate) -> int:
    return estimate.low if estimate.low is not None else 0


def _high(estimate: Estimate) -> int:
    return estimate.high if estimate.high is not None else _best(estimate)
