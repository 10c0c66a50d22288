"""How a quota of several months is spread over them: equal parts, by days, or by the seasons of a year."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.plan.model import Plan, Target

Ints = NDArray[np.int64]


def shares_of(plan: Plan, target: Target, first: Ints, length: Ints, within: Ints) -> tuple[Ints, Ints]:
    """Give each month's share of its row's quota as numerators and denominators.

    ``first`` and ``length`` are the plan month (from 0) in which each month's row begins, and its months;
    ``within`` is the month's number in the row, from 0.
    """
    if target.spread == "days":
        months = range(int(first.min(initial=0)), int((first + length).max(initial=0)) + 1)
        days = np.array([calendar.first_day(plan.starts + month) for month in months], dtype=np.int64)
        at = first - months.start
        return days[at + within + 1] - days[at + within], days[at + length] - days[at]
    if not target.seasonality:
        return np.ones_like(length), length
    weights = monthly(target.seasonality)
    common = lcm(*(weight.denominator for weight in weights))
    scaled = np.array([int(weight * common) for weight in weights], dtype=np.int64)
    return scaled[within], np.full_like(length, common)


def monthly(seasonality: tuple[Fraction, ...]) -> list[Fraction]:
    """Give the share of each of twelve months; a quarter's months have equal parts of its share."""
    each = 12 // len(seasonality)
    return [share / each for share in seasonality for _ in range(each)]
