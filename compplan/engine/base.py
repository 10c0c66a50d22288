"""The base of a measure: target incentive x measure weight, summed over each window, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.engine.exact.quantity import Quantity

_SAFE = 2**62


def base_of(
    incentive_days: NDArray[np.int64], weights: Sequence[Fraction], starts: int, windows: Sequence[range]
) -> Quantity:
    """Sum a measure's part of the target incentive over each window of plan months, in minor units.

    ``incentive_days`` [plan months, participants] is yearly target incentive (minor units) x days;
    ``weights`` has the measure's weight of each plan month from month index ``starts``. A window lies in
    one plan year, and windows stand in order of it.
    """
    rows: list[NDArray[Any]] = []
    denominators: list[int] = []
    for year, group in groupby(windows, lambda window: window.start // 12):
        inside = [range(window.start - 12 * year, window.stop - 12 * year) for window in group]
        months = range(12 * year, min(12 * year + 12, len(weights)))
        factors = [weights[month] / (12 * calendar.days_in(starts + month)) for month in months]
        common = lcm(*(factor.denominator for factor in factors))
        scaled = [factor.numerator * (common // factor.denominator) for factor in factors]
        rows += _sums(incentive_days[months.start : months.stop], scaled, inside)
        denominators += [common] * len(inside)
    if not rows:
        return Quantity(np.zeros((0, incentive_days.shape[1]), dtype=np.int64), ())
    return Quantity(np.stack(rows), tuple(denominators))


def _sums(
    parts: NDArray[np.int64], factors: Sequence[int], windows: Sequence[range]
) -> Iterator[NDArray[Any]]:
    """Sum ``parts[i] * factors[i]`` over windows, as differences of running sums."""
    largest = np.abs(parts).max(axis=1, initial=1).tolist()
    safe = sum(abs(factor) * most for factor, most in zip(factors, largest, strict=True)) < _SAFE
    kind: Any = np.int64 if safe else object
    running = np.zeros((len(parts) + 1, parts.shape[1]), dtype=kind)
    np.cumsum(parts.astype(kind) * np.array(factors, dtype=kind)[:, None], axis=0, out=running[1:])
    return (running[window.stop] - running[window.start] for window in windows)
