"""The season that participants share: months of the quarter, then of the year, as far as data show it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.series import mean_of

Floats = NDArray[np.float64]
PERIODS = (3, 12)
"""Lengths of the patterns that are looked for, in months."""
_LEAST = 0.05
"""The least factor of a month."""
_TREND = 0.2
"""The trend is taken to fall to no less than this share of the mean."""


def season_of(past: Floats, ahead: int) -> Floats:
    """Give the factor of each month, the known ones and so many ``ahead`` [months + ahead].

    A pattern is looked for once it was seen twice (that of the quarter, three months later), and drawn
    towards none as far as its repetitions disagree (empirical Bayes). All 1 if there is none.
    """
    months = len(past)
    factor = np.ones(months + ahead)
    for period in PERIODS:
        if months >= period + max(period, 3):
            index = _index(_shared(past / factor[:months, None]), period)
            factor = factor * index[np.arange(months + ahead) % period]
    return factor


def _shared(past: Floats) -> Floats:
    """Give what everybody has in a month next to what they have on average [months], its trend taken out."""
    level = mean_of(past)
    known = np.isfinite(past) & (level > 0)
    expected = np.where(known, level, 0.0).sum(axis=1)
    total = np.where(known, past, 0.0).sum(axis=1)
    ratio = np.divide(total, expected, out=np.full(len(past), np.nan), where=expected > 0)
    there = np.isfinite(ratio)
    if there.sum() < 3:
        return np.full(len(past), np.nan)
    at = np.arange(len(past))
    trend = np.polynomial.Polynomial.fit(at[there], ratio[there], 1)(at)
    least = max(_TREND * float(ratio[there].mean()), 1e-12)
    flat: Floats = ratio / np.maximum(trend, least)
    return flat


def _index(ratio: Floats, period: int) -> Floats:
    """Give a factor for each place in the period, drawn towards 1 by how far its repetitions differ."""
    place, there = np.arange(len(ratio)) % period, np.isfinite(ratio)
    count = np.bincount(place[there], minlength=period)
    if (count == 0).any() or there.sum() <= period + 1:
        return np.ones(period)
    mean = np.bincount(place[there], ratio[there], minlength=period) / count
    freedom = there.sum() - period - 1
    noise = float(((ratio - mean[place])[there] ** 2).sum() / freedom) / count
    between = max(float(mean.var(ddof=1) - noise.mean()), 0.0)
    kept = between / (between + noise) if between else np.zeros(period)
    index: Floats = np.maximum(1 + kept * (mean - mean.mean()), _LEAST)
    return index
