"""How good forecasts were: the continuous ranked probability score, where outcomes fell, and coverage.

A forecast is an ensemble: members [forecasts, members], nan where one has fewer members than others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEVELS = (0.5, 0.8, 0.95)
"""Shares of outcomes that intervals should hold."""


def crps(members: Floats, actual: Floats, *, fair: bool = True) -> Floats:
    """Score ensembles by what happened [forecasts]; 0 is perfect, in the unit of the outcome.

    Mean |x - y| less half the mean |x - x'|. ``fair`` takes the second mean over pairs of different members,
    so that ensembles of different sizes can be compared as samples of what they stand for (Ferro, Fair scores
    for ensemble forecasts, Quarterly Journal of the Royal Meteorological Society 140, 2014); otherwise over
    all pairs, which scores the members as the distribution that was issued (Gneiting and Raftery, Strictly
    proper scoring rules, Journal of the American Statistical Association 102, 2007). nan with fewer than two
    members.

    >>> crps(np.array([[0.0, 2.0]]), np.array([1.0]), fair=False).tolist()
    [0.5]
    """
    ordered = np.sort(members, axis=1)
    known = np.isfinite(ordered)
    count = known.sum(axis=1)
    size = np.maximum(count, 1)
    there = np.where(known, ordered, 0.0)
    far = np.where(known, np.abs(there - actual[:, None]), 0.0).sum(axis=1) / size
    rank = 2 * np.arange(1, members.shape[1] + 1) - 1 - count[:, None]
    pairs = size * np.maximum(size - 1, 1) if fair else size * size
    apart = (np.where(known, rank, 0) * there).sum(axis=1) / pairs
    return np.where(count > 1, far - apart, np.nan)


def pit(members: Floats, actual: Floats) -> tuple[Floats, Floats]:
    """Give the ends of the stretch of probability at which outcomes fell [forecasts], wide where members tie.

    By the rank of the outcome among the members (Hamill, Interpretation of rank histograms, Monthly Weather
    Review 129, 2001); uniform on the whole if forecasts are calibrated.

    >>> [each.tolist() for each in pit(np.array([[0.0, 0.0, 5.0]]), np.array([0.0]))]
    [[0.0], [0.75]]
    """
    count = np.isfinite(members).sum(axis=1)
    below, upto = (
        compared.sum(axis=1) for compared in (members < actual[:, None], members <= actual[:, None])
    )
    return below / (count + 1), (upto + 1) / (count + 1)


def covered(low: Floats, high: Floats, level: float) -> Floats:
    """Give how much of each outcome's stretch of probability lies in the central interval of a level.

    Without ties that is whether the interval holds the outcome; with ties, such as many months of nothing,
    the share that chance would give it, so that a calibrated forecast has coverage ``level`` all the same
    (Czado, Gneiting and Held, Predictive model assessment for count data, Biometrics 65, 2009).
    """
    inside = np.minimum(high, 0.5 + level / 2) - np.maximum(low, 0.5 - level / 2)
    part: Floats = np.clip(inside, 0.0, None) / (high - low)
    return part


def histogram(low: Floats, high: Floats, bins: int = 10) -> Floats:
    """Give the share of outcomes that fell into each of equal parts of probability [bins]."""
    if not len(low):
        return np.full(bins, np.nan)
    edges = np.linspace(0, 1, bins + 1)
    parts = np.minimum(high[:, None], edges[1:]) - np.maximum(low[:, None], edges[:-1])
    shares: Floats = (np.clip(parts, 0.0, None) / (high - low)[:, None]).mean(axis=0)
    return shares
