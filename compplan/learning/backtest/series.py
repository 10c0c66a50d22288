"""What is forecast: a figure of each participant, month by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.months import month_text

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Series:
    """Values [months, participants] since month index ``first``; nan where somebody was not there.

    Who was there and sold nothing has 0.
    """

    values: Floats
    first: int
    participants: tuple[str, ...]

    def month(self, row: int) -> str:
        """Write the month of a row."""
        return month_text(self.first + row)


def begun(series: Series) -> Series:
    """Leave out months of 0 before a participant's first other value, and months before anybody's.

    They tell of no one who sells: data that begin later, or people who do.
    """
    started = np.maximum.accumulate(np.isfinite(series.values) & (series.values != 0), axis=0)
    values = np.where(started, series.values, np.nan)
    anybody = np.flatnonzero(started.any(axis=1))
    first = int(anybody[0]) if len(anybody) else 0
    return Series(values[first:], series.first + first, series.participants)


def active_months(past: Floats) -> NDArray[np.int64]:
    """Count the months [participants] with a value other than 0."""
    counted: NDArray[np.int64] = (np.isfinite(past) & (past != 0)).sum(axis=0)
    return counted


def floor_of(past: Floats) -> float:
    """Give what no forecast goes below: 0, unless the past has negative values."""
    return 0.0 if float(np.nanmin(past, initial=0.0)) >= 0 else -np.inf


def mean_of(past: Floats) -> Floats:
    """Give the mean of each column's known values; nan where there is none."""
    known = np.isfinite(past)
    count = known.sum(axis=0)
    total = np.where(known, past, 0.0).sum(axis=0)
    mean: Floats = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    return mean
