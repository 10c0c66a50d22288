"""Accounts won and lost: selling effort wins them, the relationship stock keeps them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_TIME, LEAST_SELLING = 0.3, 0.05
"""However many comfortable accounts, some time is left to sell, and some selling is done."""


def drained(stock: Floats, drain: Floats, low_potential: float) -> Floats:
    """Give the share of product effort that low-potential accounts leave for selling."""
    left: Floats = np.maximum(1 - 3 * drain * low_potential * np.maximum(stock, 0), LEAST_TIME)
    return left


def selling(
    product: Floats, relationship: Floats, base: tuple[float, float], left: Floats, overlap: Floats
) -> Floats:
    """Give selling effort relative to that of old.

    ``base`` holds the old efforts, ``overlap`` the share of relationship time that sells too.
    """
    effort = product * left + overlap * (relationship - base[1])
    relative: Floats = np.maximum(effort / base[0], LEAST_SELLING)
    return relative


def won_by_campaigns(effort: Floats, base: float, inflow: Floats) -> Floats:
    """Give the accounts that a campaign wins in a month, more or fewer than under the effort of old."""
    won: Floats = inflow * (effort - base)
    return won


def kept_and_won(
    accounts: Floats,
    relative: Floats,
    stock: Floats,
    churn: Floats,
    retention: Floats,
    elasticity: Floats,
    ramp: Floats,
) -> Floats:
    """Give next month's accounts, 1 at the baseline: churn falls with the stock, wins rise with selling."""
    kept = 1 - churn * np.exp(-retention * stock)
    after: Floats = accounts * kept + churn * relative**elasticity * ramp
    return after
