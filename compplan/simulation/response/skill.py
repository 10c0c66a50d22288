"""Skill in each behaviour: practice and coaching build it, disuse wears it off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def learning_rate(anchor: Floats, decay: Floats) -> Floats:
    """Give the gain by practice that just keeps skill at its anchor under the effort of old."""
    rate: Floats = decay * anchor / (1 - anchor)
    return rate


def coached(below: NDArray[np.bool_], capacity: float) -> Floats:
    """Spread a manager's coaching over the behaviours below target [behaviours, ...]."""
    count = below.sum(axis=0)
    share = np.minimum(1.0, capacity / np.maximum(count, 1))
    coaching: Floats = below * share
    return coaching


def attention(shares: Floats, weights: Floats) -> Floats:
    """Give the log of how much more effort a behaviour gets if it goes where ratings can still move.

    Effort goes by weight times p (1 - p) of favourable shares p [behaviours, ...] instead of by weight alone.
    """
    inside = np.clip(shares, 0.02, 0.98)
    movable = inside * (1 - inside)
    mean = np.einsum("k,k...->...", weights, movable)
    more: Floats = np.log(movable / mean)
    return more


def practised(skill: Floats, practice: Floats, coaching: Floats, decay: Floats) -> Floats:
    """Give next month's skill, from gains by practice and coaching and from decay, all per month.

    Nobody gains more than takes him to where he would end: steps beyond it would grow from month to month.
    """
    gain = np.minimum(practice + coaching, 1 - decay)
    after: Floats = skill + gain * (1 - skill) - decay * skill
    return after
