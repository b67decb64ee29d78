"""How good the chances are: the temperature that mends them, and by how much they are off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float64]
TEMPERATURES = tuple(round(0.5 + 0.05 * step, 2) for step in range(51))


def temperature(scores: Sequence[NDArray[np.float32]], right: Sequence[int]) -> float:
    """The divisor of the scores under which the right answers are likeliest, from 0.5 to 3."""

    def loss(divisor: float) -> float:
        return -float(np.mean([_log_chances(row / divisor)[at] for row, at in zip(scores, right, strict=True)]))

    return min(TEMPERATURES, key=loss)


def _log_chances(scores: NDArray[np.float32]) -> Chances:
    high = float(scores.max())
    shifted: Chances = scores.astype(np.float64) - high
    return shifted - np.log(np.exp(shifted).sum())


def error(chances: Sequence[float], came_true: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error in [0, 1]: how far chances and frequencies lie apart, over bins of equal width."""
    given, true = np.asarray(chances), np.asarray(came_true, float)
    which = np.minimum((given * bins).astype(int), bins - 1)
    total = sum(
        abs(given[which == one].mean() - true[which == one].mean()) * (which == one).sum()
        for one in range(bins)
        if (which == one).any()
    )
    return float(total / max(1, len(given)))
