"""How often two tellings that look so much alike are one incident: a sum of weights read as a chance.

The two numbers are fitted, not set: logistic regression (Platt scaling) over the pairs of the development gold that
share a key and that no gate parts. ``python -m training.links GOLD`` prints them, and how far chances and frequencies
lie apart on clusters that each fit did not see. Elsewhere the chances in the middle may be too high: see
``docs/decisions/0039-what-a-sum-of-weights-stands-for.md``.
"""

from __future__ import annotations

from math import exp

SLOPE, SHIFT = 0.81, -0.91


def chance(value: float) -> float:
    """The chance, 0 to 1, that two tellings that no gate parts are one incident."""
    return round(1 / (1 + exp(-(SLOPE * value + SHIFT))), 4)
