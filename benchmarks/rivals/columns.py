"""The inputs as columns, one row for each participant-month, months in order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.arrays import BEHAVIOURS, MONTHS, Inputs, days_of_months


def columns_of(inputs: Inputs, counts: type[np.integer[Any]] = np.uint8) -> dict[str, NDArray[Any]]:
    """Give the columns by name; ``denominator`` is 12 x the days of the month, ``year`` counts from 0.

    ``counts`` is the kind of whole number that a rival is quickest with.
    """
    columns: dict[str, NDArray[Any]] = {
        "actual": inputs.actual.ravel(),
        "target": inputs.target.ravel(),
        "incentive_days": inputs.incentive_days.ravel(),
        "denominator": np.repeat(12 * days_of_months(), inputs.people),
        "year": np.repeat(np.arange(MONTHS, dtype=np.int8) // 12, inputs.people),
    }
    for index in range(BEHAVIOURS):
        columns[f"favourable_{index}"] = inputs.favourable[index].ravel().astype(counts, copy=False)
        columns[f"responses_{index}"] = inputs.responses[index].ravel().astype(counts, copy=False)
    return columns
