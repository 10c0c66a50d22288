"""Leaving: those who expect to lose pay leave more often, the able first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MOST_HAZARD = 0.3
GAINS = 0.25
"""A gain keeps people a quarter as much as a loss of its size drives them away."""


def hazard(
    expected: Floats, reference: Floats, ability: Floats, base: Floats, elasticity: Floats, by_ability: Floats
) -> Floats:
    """Give the probability of leaving in a month; ``ability`` is in standard deviations."""
    change = np.log(reference / expected)
    felt = np.where(change < 0, GAINS * change, change)
    rate: Floats = np.minimum(base * np.exp(elasticity * (1 + by_ability * ability) * felt), MOST_HAZARD)
    return rate


def accounts_kept(stock: Floats, loss: Floats, by_stock: float) -> Floats:
    """Give the share of a territory's accounts that stays when its participant leaves."""
    kept: Floats = np.maximum(1 - loss - by_stock * np.maximum(stock, 0), 0)
    return kept
