"""Revenue of a month, relative to the baseline."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def of_stock(stock: Floats, gain: Floats, peak: Floats) -> Floats:
    """Give the log of what the relationship stock does to revenue: rising, and beyond its peak falling."""
    beyond = np.abs(gain) * np.maximum(stock, 0) ** 2 / (2 * peak)
    effect: Floats = gain * stock - beyond
    return effect


def revenue(
    accounts: Floats, relative: Floats, elasticity: Floats, stock_effect: Floats, ramp: Floats, luck: Floats
) -> Floats:
    """Give a month's revenue; a territory without anybody, or with a beginner, keeps half and more of it."""
    sold: Floats = accounts * np.exp(elasticity * np.log(relative) + stock_effect + luck) * (ramp + 1) / 2
    return sold


def luck(normal: Floats, spread: Floats) -> Floats:
    """Give the log of a lognormal factor with mean 1."""
    logged: Floats = spread * normal - spread**2 / 2
    return logged
