"""What submodels alone tell of a parameter: its prior and a likelihood of its own, over a grid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.learning.observed import Observed
from compplan.learning.telling import Known, believed
from compplan.learning.unknowns import Unknowns

Floats = NDArray[np.float64]

DIRECT = ("revenue_noise", "quit_hazard")
"""The parameters of which submodels tell."""
_GRID = np.linspace(-5.0, 5.0, 801)


def direct(
    unknowns: Unknowns, observed: Observed, changed: NDArray[np.bool_], noise: tuple[float, int] | None
) -> dict[str, Known]:
    """Tell of the noise of a month's revenue, and of leaving under the weights of old."""
    found = {}
    if noise is not None:
        spread, freedom = noise
        values = unknowns.value("revenue_noise", _GRID)
        logs = -freedom * (np.log(values) + (spread / values) ** 2 / 2)
        found["revenue_noise"] = _known(values, logs)
    stayed = int(observed.present[~changed].sum())
    if stayed:
        left = int(observed.left[~changed].sum())
        hazard = np.minimum(unknowns.value("quit_hazard", _GRID), 1 - 1e-9)
        logs = left * np.log(hazard) + (stayed - left) * np.log1p(-hazard)
        found["quit_hazard"] = _known(hazard, logs)
    return found


def _known(values: Floats, logs: Floats) -> Known:
    height = logs - _GRID**2 / 2
    weights = np.exp(height - height.max())
    weights /= weights.sum()
    mean = float(weights @ _GRID)
    spread = float(np.sqrt(weights @ (_GRID - mean) ** 2))
    return Known(mean, spread, believed(values, weights))
