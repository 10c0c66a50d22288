"""Limits in whole units: money as the plan says it, or shares of what target incentive there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from compplan.engine.base import base_of
from compplan.engine.exact.quantity import Quantity
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.plan.model import Amount, Limits, Measure, OfIncentive, Plan
from compplan.plan.path import weights_by_month

Ints = NDArray[np.int64]
Units = int | Ints
"""A limit in whole units: one, or one for each line (or period) and participant."""
ONE = Fraction(1)
_NO_LIMIT = 2**62


@dataclass(frozen=True, slots=True)
class Edges:
    """A measure's floor and cap of a line, and its cap of a plan year, in rounding units.

    Of a measure to date, floor and cap are of what is due.
    """

    least: Units | None
    most: Units | None
    of_year: Units | None


def edges_of(plan: Plan, who: Participation, measure: Measure, schedule: Schedule) -> Edges | None:
    """Give a measure's limits, arrays [lines, participants]; None if it has none."""
    if measure.floors is None and measure.caps is None:
        return None
    lines = [_of_line(schedule, line) for line in range(len(schedule.payout))]
    years = [year_of(plan, line.start) for line in lines]
    to_date = measure.accumulate == "year_to_date"
    floors, caps = measure.floors or Limits(), measure.caps or Limits()
    weights = weights_of(plan, measure)
    unit = plan.rounding.to * 10**plan.currency.exponent

    def units(limit: Amount | None, windows: Sequence[range], *, up: bool = False) -> Units | None:
        return in_units(plan, who, limit, weights, windows, unit, up=up)

    if to_date:
        return Edges(units(floors.plan_year, years, up=True), units(caps.plan_year, years), None)
    least, most = units(floors.payout_period, lines, up=True), units(caps.payout_period, lines)
    return Edges(least, most, units(caps.plan_year, years))


def weights_of(plan: Plan, measure: Measure) -> list[Fraction]:
    """Give which part of the target incentive of each month a measure's limits look at: its own, or all."""
    if measure.earns != "target_incentive":
        return [ONE] * plan.months
    at = plan.measures.index(measure)
    return [row[at] for row in weights_by_month(plan.weights, plan.months)]


def year_of(plan: Plan, month: int) -> range:
    """Give the months of the plan year of a plan month, from 0."""
    year = month // 12 * 12
    return range(year, min(year + 12, plan.months))


def in_units(
    plan: Plan,
    who: Participation,
    limit: Amount | None,
    weights: Sequence[Fraction],
    windows: Sequence[range],
    unit: Fraction,
    *,
    up: bool = False,
) -> Units | None:
    """Give a limit in whole units of ``unit`` minor units: a floor (``up``) not below it, a cap not above it.

    A share of the target incentive is that of each of the windows of plan months [windows, participants].
    """
    if limit is None:
        return None
    if isinstance(limit, Fraction):
        exact = limit * 10**plan.currency.exponent / unit
        whole: int = ceil(exact) if up else floor(exact)
        return whole
    return _whole(incentive_in(who, weights, windows), limit.share / unit, up=up)


def incentive_in(who: Participation, weights: Sequence[Fraction], windows: Sequence[range]) -> Quantity:
    """Give the target incentive in minor units [windows, participants]; each window is in one plan year."""
    return base_of(who.incentive_parts, weights, who.year_parts, windows)


def _whole(base: Quantity, factor: Fraction, *, up: bool) -> Ints:
    top = base.times_rows([factor.numerator] * len(base.denominator)).numerator
    under = np.array(base.denominator, dtype=object)[:, None] * factor.denominator
    whole = -(-top.astype(object) // under) if up else top.astype(object) // under
    units: Ints = np.minimum(whole, _NO_LIMIT).astype(np.int64)
    return units


def at(units: Units | None, line: int, person: int) -> int | None:
    """Give a limit of one line and participant."""
    return units if units is None or isinstance(units, int) else int(units[line, person])


def of_transactions(
    plan: Plan, who: Participation, measure: Measure, limit: Amount | None
) -> Fraction | list[list[Fraction]] | None:
    """Give a limit of transactions in units of the currency; a share for each plan year and participant."""
    if not isinstance(limit, OfIncentive):
        return limit
    years = [year_of(plan, month) for month in range(0, plan.months, 12)]
    base = incentive_in(who, weights_of(plan, measure), years)
    minor = limit.share / 10**plan.currency.exponent
    people = range(base.numerator.shape[1])
    return [[base.cell(year, person) * minor for person in people] for year in range(len(years))]


def _of_line(schedule: Schedule, line: int) -> range:
    """Give the months that a line looks at."""
    first = schedule.windows[line * schedule.per_line].start
    return range(first, schedule.windows[(line + 1) * schedule.per_line - 1].stop)
