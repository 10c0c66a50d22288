"""The season that history shows: revenue by calendar month next to the mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def season(actual: Floats, first: int) -> Floats | None:
    """Give revenue by calendar month (0 is January) next to the mean [12], from whole years.

    ``actual`` is [months, participants] since month index ``first``. None with less than a year.
    """
    years = len(actual) // 12
    if not years:
        return None
    total = actual[: 12 * years].sum(axis=1).reshape(years, 12)
    mean = total.mean(axis=1, keepdims=True)
    share = np.divide(total, mean, out=np.ones_like(total), where=mean != 0).mean(axis=0)
    by_month: Floats = np.roll(share, first % 12)
    return by_month
