"""How a figure changed over three months."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def three_months_before(figures: Floats, periods: Sequence[range]) -> Floats:
    """Give each period's figures [periods, ...] less those of the period that ended three months before.

    nan where either is missing.

    >>> months = [range(month, month + 1) for month in range(4)]
    >>> three_months_before(np.array([0.5, 0.6, 0.7, 0.9]), months).round(6).tolist()
    [nan, nan, nan, 0.4]
    """
    ends = {period.stop: at for at, period in enumerate(periods)}
    found = np.full(figures.shape, np.nan)
    for at, period in enumerate(periods):
        before = ends.get(period.stop - 3)
        if before is not None:
            found[at] = figures[at] - figures[before]
    return found
