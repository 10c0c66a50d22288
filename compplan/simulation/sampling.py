"""Samples of what nobody knows exactly: scrambled Sobol points in batches that are independent of each other.

Within a batch points are spread evenly, which makes means sharper than chance would; between batches the
scrambling differs, so that batches tell how large the error of a mean still is.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BATCH = 32
"""Samples of a batch, a power of two."""


def shares(seed: int, batch: int, parameters: int) -> Floats:
    """Give a batch of points [samples, parameters] between 0 and 1: a function of seed and batch alone."""
    from scipy.stats import qmc  # slow to import

    source = np.random.default_rng(np.random.SeedSequence([seed, batch]))
    points: Floats = qmc.Sobol(parameters, scramble=True, rng=source).random(BATCH)
    return points


def percentile_error(values: Floats, percent: float) -> float:
    """Estimate the standard error of a percentile of samples: half of what lies between two order statistics.

    They are a standard deviation of the binomial distribution to either side, as if samples were independent.
    """
    count, share = len(values), percent / 100
    if count < 2:
        return float("nan")
    spread = float(np.sqrt(count * share * (1 - share)))
    places = np.clip([count * share - spread, count * share + spread], 0, count - 1)
    low, high = np.interp(places, np.arange(count), np.sort(values))
    return float(high - low) / 2


def mean_error(values: Floats) -> float:
    """Estimate the standard error of the mean of samples, from the means of their batches if there are four.

    With fewer, from the samples as if they were independent, which is too large rather than too small.
    """
    whole = len(values) // BATCH
    if whole >= 4:
        means = values[: whole * BATCH].reshape(whole, BATCH).mean(axis=1)
        return float(means.std(ddof=1) / np.sqrt(whole))
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
