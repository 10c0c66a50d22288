"""What the simulator forecasts with behaviour switched off: levels and season of history, and luck.

It is what remains of a study where nobody answers to anything: each participant's mean, the season of whole
years, and lognormal noise as large as history's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.learning.backtest.analogues import LEVELS
from compplan.learning.backtest.series import mean_of
from compplan.simulation.response.revenue import luck
from compplan.simulation.workforce.season import season
from compplan.simulation.workforce.shrinkage import month_noise

Floats = NDArray[np.float64]


def unmoved(first: int, noise: float, past: Floats, ahead: int) -> Floats:
    """Give members [participants, members] for a month so many ahead; ``first`` is the first month's index.

    ``noise`` is the sd of a month's log that is assumed where months are too few to tell it.
    """
    from scipy.special import ndtri  # slow to import

    positive = past > 0
    logs = np.where(positive, np.log(np.where(positive, past, 1.0)), np.nan)
    known = month_noise(logs) if positive.any() else None
    lucky = np.exp(luck(ndtri(LEVELS), np.array(known[0] if known else noise)))
    level = mean_of(past)
    index = season(np.where(np.isfinite(past), past, 0.0), first)
    factor = 1.0 if index is None else float(index[(first + len(past) - 1 + ahead) % 12])
    return np.asarray(level[:, None] * factor * lucky)
