"""Ratings: how likely a favourable one is by what customers see, and counts of them from several raters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LEAST = 1e-9
"""A share is never so near to 0 or 1 that its odds are none."""
_SURE = 500.0
"""Log-odds beyond which a probability is 0 or 1 to every digit."""


def logistic(logit: Floats) -> Floats:
    """Turn log-odds into a probability."""
    probability: Floats = 1 / (1 + np.exp(-np.clip(logit, -_SURE, _SURE)))
    return probability


def favourable_count(share: Floats, raters: Floats, uniform: Floats, most: int) -> Floats:
    """Draw favourable responses among raters by inversion of one uniform number each.

    ``most`` is the largest number of raters, up to a thousand. With the same uniform number a higher share
    never gives fewer.
    """
    # The rarer kind is counted: the probability that nobody is of the other one may be too small for a float.
    turned = share > 0.5
    share = np.clip(np.where(turned, 1 - share, share), _LEAST, 0.5)
    uniform = np.where(turned, 1 - uniform, uniform)
    odds = share / (1 - share)
    term = (1 - share) ** raters
    below = term.copy()
    count = np.zeros(np.broadcast(share, uniform, raters).shape)
    for number in range(most):
        count += uniform > below
        term *= odds * (np.maximum(raters - number, 0) / (number + 1))
        below += term
    count = np.minimum(count, raters)
    return np.where(turned, raters - count, count)


def score(shares: Floats, weights: Floats, targets: Floats, cap: float) -> Floats:
    """Give a report card's attainment of favourable shares [behaviours, ...].

    ``weights`` sum to 1; ``targets`` are favourable shares; ``cap`` limits each behaviour's attainment.
    """
    shape = (-1,) + (1,) * (shares.ndim - 1)
    attained = np.minimum(shares / targets.reshape(shape), cap)
    total: Floats = np.einsum("k...,k->...", attained, weights)
    return total
