"""Levels of founders, as the response model wants to know them: from what they attained, shrunk."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.learning.evidence import Level

Floats = NDArray[np.float64]
_NOISE = 0.25
"""Sd of a month's log revenue that shrinks levels; they hardly depend on it."""


def usual_levels(attained: Floats, known: NDArray[np.bool_], level: Level) -> Floats:
    """Give each participant's level of log revenue, shrunk to the mean of the level."""
    logs = np.log(np.where(known, attained, 1.0))
    count = known.sum(axis=0)
    kept = level.between**2 / (level.between**2 + _NOISE**2 / np.maximum(count, 1))
    mean = logs.sum(axis=0) / np.maximum(count, 1)
    usual: Floats = level.mean + np.where(count > 0, kept * (mean - level.mean), 0.0)
    return usual


def abilities(usual: Floats, level: Level) -> Floats:
    """Give abilities in standard deviations: levels next to the mean of them."""
    ability: Floats = (usual - usual.mean()) / level.between if level.between else usual * 0.0
    return ability
