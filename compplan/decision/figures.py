"""Samples of figures, and what sums them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.simulation.sampling import mean_error

Floats = NDArray[np.float64]
Samples = Mapping[tuple[str, str], Floats]
"""Figures [samples] by worldview and metric."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over samples, its Monte-Carlo error, and the samples' P10 and P90."""

    mean: float
    error: float
    p10: float
    p90: float


def figure(samples: Floats) -> Figure:
    """Sum up samples."""
    low, high = np.percentile(samples, [10, 90])
    return Figure(float(samples.mean()), mean_error(samples), float(low), float(high))


def less(own: Samples, base: Samples) -> Samples:
    """Take one's figures less another's, sample by sample."""
    return {key: own[key] - base[key] for key in own}
