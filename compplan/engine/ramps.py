"""Ramps: which share of a quota counts in the first months of a new participant."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan.engine.participation import Participation, months_since_start
from compplan.plan.model import Plan

Ints = NDArray[np.int64]


def ramped(
    plan: Plan,
    ramp: tuple[tuple[int, Fraction], ...],
    who: Participation,
    participant: NDArray[np.int32],
    begin: Ints,
    end: Ints,
) -> tuple[Ints, Ints]:
    """Give the share of each quota, the mean over its plan months [begin, end), as numerator and denominator.

    Only months in which the participant takes part count; without any, the share is 0.
    """
    common = lcm(*(share.denominator for _, share in ramp))
    since = months_since_start(plan, who.stretch_first)
    shares = np.zeros_like(since)
    for month, share in ramp:
        shares = np.where(since >= month, int(share * common), shares)
    total = _sums(np.where(who.active, shares, 0), participant, begin, end)
    count = np.maximum(_sums(who.active.astype(np.int64), participant, begin, end), 1)
    divisor = np.gcd(total, count * common)
    return total // divisor, count * common // divisor


def _sums(values: Ints, who: NDArray[np.int32], begin: Ints, end: Ints) -> Ints:
    before = np.vstack([np.zeros((1, values.shape[1]), dtype=np.int64), np.cumsum(values, axis=0)])
    sums: Ints = before[end, who] - before[begin, who]
    return sums
