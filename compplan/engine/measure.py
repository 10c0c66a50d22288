"""Stage 2, measure: actual, target and attainment of each measure, window and participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.checks.missing import Refusals
from compplan.engine.counting.aggregate import aggregate_of
from compplan.engine.exact.cells import Cells
from compplan.engine.exact.quantity import Quantity
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.engine.target import targets_of
from compplan.plan.model import AttainmentMeasure, Plan

ONE = Fraction(1)


class Source(Protocol):
    """Where a measure's attainment comes from."""

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""


Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Attainment as actual / target; ``zero`` marks zero targets, ``full`` those that count as reached.

    The actual is ``actual`` over ``divisor``, where there is one. Where there is no target, or a zero one,
    ``target`` holds a number that can be divided by. ``bottom`` is target x divisor.
    """

    actual: Quantity
    target: Quantity
    zero: Bools
    full: Bools
    divisor: Quantity | None
    bottom: Quantity

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        ratio = cells.ratio(self.actual, self.bottom)
        full = cells.mask(self.full)
        return ratio.where(~full, ONE) if full.any() else ratio


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure's attainment, the plan months that count, and the windows that can pay.

    ``counted`` is [plan months, participants], ``payable`` [windows, participants].
    """

    source: Source
    counted: Bools
    payable: Bools


@dataclass(frozen=True, slots=True)
class Assumed:
    """An attainment that history did not record, the same for everyone."""

    value: Fraction

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        return cells.constant(self.value)


def ratio_of(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, who: Participation, schedule: Schedule
) -> Measured:
    """Measure actual against target in every window; DiagnosticError where one is missing or zero."""
    credited = aggregate_of(plan, panel, measure.actual, measure.accumulate)
    active = active_in(who, schedule.periods)
    refuse = Refusals(plan, measure, panel)
    refuse.missing_months(who, schedule)
    refuse.missing_actuals(credited, active, schedule)
    targets = targets_of(plan, measure, panel, who, schedule)
    missing = active & ~targets.given
    refuse.missing_targets(missing, schedule)
    counted = who.active.copy()
    for number in np.flatnonzero(missing.any(axis=1)):
        period = schedule.periods[number]
        counted[period.start : period.stop, missing[number]] = False
    to_date = measure.accumulate == "year_to_date"
    figures = credited.over(schedule.windows, counted if to_date else None)
    zero = targets.quantity.numerator == 0
    zero_given = _any_in(counted, schedule.windows) & zero
    refuse.zero_targets(zero_given, schedule)
    full = zero_given & (measure.target.if_zero == "at_target")
    # As large as the actual: a large quotient would widen the error bound of the whole block.
    size = np.maximum(np.abs(figures.value.numerator), 1)
    safe = Quantity(np.where(zero, size, targets.quantity.numerator), targets.quantity.denominator)
    bottom = safe if figures.divisor is None else safe.times(figures.divisor)
    ratio = Ratio(figures.value, safe, zero_given, full, figures.divisor, bottom)
    return Measured(ratio, counted, ~zero | full)


def active_in(who: Participation, windows: Sequence[range]) -> Bools:
    """Tell in which windows each participant takes part [windows, participants]."""
    return _any_in(who.active, windows)


def _any_in(mask: Bools, windows: Sequence[range]) -> Bools:
    rows = [mask[window.start : window.stop].any(axis=0) for window in windows]
    return np.array(rows, dtype=bool).reshape(len(rows), mask.shape[1])
