"""Series of which the truth is known, to forecast."""

from __future__ import annotations

import numpy as np

from compplan.learning.backtest.series import Floats, Series

FIRST = 2024 * 12


def series_of(values: Floats) -> Series:
    """Name the participants of values [months, participants]."""
    return Series(values, FIRST, tuple(f"P{at:03}" for at in range(values.shape[1])))


def company(people: int = 12, months: int = 18, seed: int = 1) -> Floats:
    """Make revenue of people who differ, with months of nothing and people who come later."""
    source = np.random.default_rng(seed)
    level = 1000 * np.exp(source.normal(0, 0.5, people))
    values = level * np.exp(source.normal(0, 0.4, (months, people)))
    values[source.random(values.shape) < 0.1] = 0.0
    starts = source.integers(0, months // 2, people) * (source.random(people) < 0.3)
    return np.where(np.arange(months)[:, None] < starts, np.nan, values)
