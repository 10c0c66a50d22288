"""Which months each line of a component looks at, and in which payout period it is paid."""

from __future__ import annotations

from dataclasses import dataclass

from compplan.plan.model import MONTHS_IN, Measure, Plan


@dataclass(frozen=True, slots=True)
class Schedule:
    """Lines of one measure in order: ``payout[i]`` is the payout period (from 0) of line i.

    ``windows`` holds ``per_line`` month ranges (plan months from 0) for each line, flattened: one per
    performance period that ends in the payout period; with ``year_to_date``, the plan year so far.
    ``periods[j]`` holds the months that window j is the first to look at: the performance period, or the
    payout period.
    """

    payout: tuple[int, ...]
    windows: tuple[range, ...]
    periods: tuple[range, ...]
    per_line: int

    def last_month(self, line: int) -> int:
        """Give the last plan month (from 0) that a line looks at."""
        return self.windows[(line + 1) * self.per_line - 1].stop - 1


def payout_periods(plan: Plan, months: int) -> int:
    """Count the payout periods that end within the plan's first ``months`` months."""
    return months // MONTHS_IN[plan.payout_period]


def schedule_of(plan: Plan, measure: Measure, months: int) -> Schedule:
    """Lay out a measure's lines for the plan's first ``months`` months."""
    step = MONTHS_IN[plan.payout_period]
    payouts = payout_periods(plan, months)
    if measure.accumulate == "year_to_date":
        periods = tuple(range(row * step, (row + 1) * step) for row in range(payouts))
        to_date = tuple(range(_begins(plan, period), period.stop) for period in periods)
        return Schedule(tuple(range(payouts)), to_date, periods, 1)
    length = MONTHS_IN[plan.performance_period]
    if length <= step:
        inside = step // length
        starts = [row * step + i * length for row in range(payouts) for i in range(inside)]
        windows = tuple(range(s, s + length) for s in starts)
        return Schedule(tuple(range(payouts)), windows, windows, inside)
    windows = tuple(range(s, s + length) for s in range(0, payouts * step - length + 1, length))
    return Schedule(tuple((window.stop - 1) // step for window in windows), windows, windows, 1)


def _begins(plan: Plan, period: range) -> int:
    """Give the month from which a measure to date counts: that of the plan year, or of an amendment in it."""
    year = period.start // 12 * 12
    return year if plan.holds is None or period.start < plan.holds[0] else max(year, plan.holds[0])
