"""Stage 2, measure: actual, target and attainment of each measure, window and participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.checks.missing import Refusals
from compplan.engine.counting.aggregate import aggregate_of
from compplan.engine.counting.figures import Aggregate, Figures
from compplan.engine.exact.cells import Cells
from compplan.engine.exact.quantity import Quantity
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.engine.target import targets_of
from compplan.plan.model import AttainmentMeasure, Counted, Measure, Plan, Target, ValueMeasure

ONE = Fraction(1)


class Source(Protocol):
    """Where a measure's attainment comes from; of a measure without target, its actual."""

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
    inverse: Quantity | None = None
    """The actual to divide the target by, where a lower one is better."""

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        if self.inverse is None:
            ratio = cells.ratio(self.actual, self.bottom)
        else:
            ratio = cells.ratio(self.bottom, self.inverse)
        full = cells.mask(self.full)
        return ratio.where(~full, ONE) if full.any() else ratio


@dataclass(frozen=True, slots=True)
class Value:
    """An actual by itself, in whole units: ``actual`` over ``divisor``, where there is one."""

    actual: Quantity
    divisor: Quantity | None

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        if self.divisor is None:
            return cells.of(self.actual)
        return cells.ratio(self.actual, self.divisor)


@dataclass(frozen=True, slots=True)
class Excess:
    """What an actual is more than its target, in whole units."""

    actual: Value
    target: Quantity

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        return self.actual.attainment(cells).plus(cells.of(self.target).times(-ONE))


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


def curve_input(measure: Measure, source: Source) -> Source | None:
    """Give what a measure's curve goes by, if that is not the attainment."""
    if isinstance(source, Ratio) and measure.curve.by == "value":
        return Value(source.actual, source.divisor)
    if isinstance(source, Ratio) and measure.curve.by == "excess":
        return Excess(Value(source.actual, source.divisor), source.target)
    return None


def ratio_of(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, who: Participation, schedule: Schedule
) -> Measured:
    """Measure actual against target in every window; DiagnosticError where one is missing or zero."""
    credited = _credited(plan, measure, panel, who, schedule)
    active = active_in(who, schedule.periods)
    targets = targets_of(plan, measure, panel, who, schedule)
    counted, full = who.active.copy(), False
    zero = targets.quantity.numerator == 0
    if isinstance(measure.target, Target):
        refuse = Refusals(plan, measure, panel)
        missing = active & ~targets.given
        refuse.missing_targets(measure.target, missing, schedule)
        for number in np.flatnonzero(missing.any(axis=1)):
            period = schedule.periods[number]
            counted[period.start : period.stop, missing[number]] = False
    if isinstance(measure.target, Target | Counted):
        refuse = Refusals(plan, measure, panel)
        refuse.zero_targets(measure.target, _any_in(counted, schedule.windows) & zero, schedule)
        full = measure.target.if_zero == "at_target"
    zero_given = _any_in(counted, schedule.windows) & zero
    figures = _figures(measure, credited, counted, schedule)
    # As large as the actual: a large quotient would widen the error bound of the whole block.
    size = np.maximum(np.abs(figures.value.numerator), 1)
    safe = Quantity(np.where(zero, size, targets.quantity.numerator), targets.quantity.denominator)
    bottom = safe if figures.divisor is None else safe.times(figures.divisor)
    ratio = Ratio(figures.value, safe, zero_given, zero_given & full, figures.divisor, bottom)
    if measure.direction == "lower_is_better":
        low = figures.value.numerator <= 0
        Refusals(plan, measure, panel).zero_actuals(low & active_in(who, schedule.windows), schedule)
        above = np.where(low, bottom.numerator, figures.value.numerator)
        ratio = replace(ratio, inverse=Quantity(above, figures.value.denominator))
    return Measured(ratio, counted, ~zero | ratio.full)


def value_of(
    plan: Plan, measure: ValueMeasure, panel: Panel, who: Participation, schedule: Schedule
) -> Measured:
    """Count the actual of every window; DiagnosticError where it is missing."""
    credited = _credited(plan, measure, panel, who, schedule)
    figures = _figures(measure, credited, who.active, schedule)
    return Measured(Value(figures.value, figures.divisor), who.active, active_in(who, schedule.windows))


def _credited(
    plan: Plan,
    measure: AttainmentMeasure | ValueMeasure,
    panel: Panel,
    who: Participation,
    schedule: Schedule,
) -> Aggregate:
    credited = aggregate_of(plan, panel, measure.actual, measure.accumulate)
    refuse = Refusals(plan, measure, panel)
    refuse.missing_months(credited, who, schedule)
    refuse.missing_actuals(credited, active_in(who, schedule.periods), schedule)
    return credited


def _figures(measure: Measure, credited: Aggregate, counted: Bools, schedule: Schedule) -> Figures:
    return credited.over(schedule.windows, counted if measure.accumulate == "year_to_date" else None)


def active_in(who: Participation, windows: Sequence[range]) -> Bools:
    """Tell in which windows each participant takes part [windows, participants]."""
    return _any_in(who.active, windows)


def lines_of(schedule: Schedule, who: Participation) -> Bools:
    """Tell which lines each participant has [lines, participants]."""
    taken = active_in(who, schedule.periods)
    if schedule.per_line == 1:
        return taken
    by_line = taken.reshape(len(schedule.payout), schedule.per_line, -1)
    lines: Bools = np.logical_or.reduce(by_line, axis=1)
    return lines


def _any_in(mask: Bools, windows: Sequence[range]) -> Bools:
    if list(windows) == [range(month, month + 1) for month in range(len(windows))]:
        return mask[: len(windows)]
    rows = [mask[window.start : window.stop].any(axis=0) for window in windows]
    return np.array(rows, dtype=bool).reshape(len(rows), mask.shape[1])
