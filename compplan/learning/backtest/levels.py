"""Levels of participants: the mean of their months, recent ones counting more, drawn towards everybody's."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.series import mean_of
from compplan.simulation.workforce.shrinkage import shrunk

Floats = NDArray[np.float64]
_LEAST = 0.01
"""Of the mean size of values, the least level that somebody is taken to have."""


def level_of(past: Floats, half_life: float = np.inf) -> Floats:
    """Give the level of each participant [participants]; who has no month yet has that of the others.

    ``half_life`` is the months after which a month counts half.
    """
    known = np.isfinite(past)
    weight = 0.5 ** (np.arange(len(past))[::-1] / half_life)
    total, squares = weight @ known, weight**2 @ known
    seen = np.divide(
        weight @ np.where(known, past, 0.0), total, out=np.full_like(total, np.nan), where=total > 0
    )
    months = np.divide(total**2, squares, out=np.ones_like(total), where=squares > 0)
    level = shrunk(seen, np.where(total > 0, np.sqrt(_month_variance(past) / months), np.nan)).level
    return np.maximum(level, _LEAST * float(np.abs(np.where(known, past, 0.0)).sum() / max(known.sum(), 1)))


def _month_variance(past: Floats) -> float:
    """Estimate the variance of a participant's months around their mean, pooled over participants."""
    known = np.isfinite(past)
    count = known.sum(axis=0)
    rest = np.where(known, past - mean_of(past), 0.0)
    freedom = int(np.maximum(count - 1, 0).sum())
    return float((rest**2).sum() / freedom) if freedom else float(np.nanvar(past)) if known.any() else 0.0
