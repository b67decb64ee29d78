"""How far the voices of an incident are apart: one definition for the command line and for the desk.

The functions take an incident as plain data (a ``record`` column read by ``json.loads``), since they are asked of every
incident of a book.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Disagreement = Literal["none", "some", "wide", "contradicted"]
DISAGREEMENTS: tuple[Disagreement, ...] = ("none", "some", "wide", "contradicted")
WIDE_AT_LEAST = 10
"""Below ten victims twice the number is often one person more or less."""
Figures = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Toll(NamedTuple):
    """Low, best and high of one harm over all classes of victims."""

    low: int
    best: int
    high: int


def toll(figures: Figures, harm: str = "killed") -> Toll | None:
    """All that suffered one harm, None where no number is given.

    Victims of no stated class may hold those of the stated ones ("20 people, eight of them soldiers"), so the larger
    of the two is taken, end by end, and never their sum.
    """
    of_harm = figures.get(harm)
    if not of_harm:
        return None
    stated = [ends(one) for victims, one in of_harm.items() if victims != "unspecified"]
    people = ends(of_harm["unspecified"]) if "unspecified" in of_harm else (0, 0, 0)
    low, best, high = (max(people[end], sum(one[end] for one in stated)) for end in range(3))
    return Toll(low, best, high)


def ends(estimate: Mapping[str, Any]) -> tuple[int, int, int]:
    """Low, best and high of an estimate; an end that is not known is the nearest that is."""
    low, best, high = estimate["low"], estimate["best"], estimate["high"]
    known = [value for value in (best, low, high) if value is not None]
    middle = known[0] if known else 0
    return (middle if low is None else low, middle if best is None else best, middle if high is None else high)


def spread(figures: Figures) -> int:
    """The largest high - low of one harm and class of victims."""
    return max((high - low for low, high in _bounds(figures)), default=0)


def disagreement(incident: Mapping[str, Any]) -> Disagreement:
    """``contradicted`` where the record names a contradiction or is disputed or denied; else by its widest estimate.

    ``wide`` is a high of at least twice the low and ten more, ``some`` any difference.
    """
    if incident["contradictions"] or incident["status"] in ("disputed", "denied"):
        return "contradicted"
    bounds = list(_bounds(incident["figures"]))
    if any(high >= 2 * low and high - low >= WIDE_AT_LEAST for low, high in bounds):
        return "wide"
    return "some" if any(high > low for low, high in bounds) else "none"


def _bounds(figures: Figures) -> list[tuple[int, int]]:
    found = [ends(one) for by_victims in figures.values() for one in by_victims.values()]
    return [(low, high) for low, _, high in found]
