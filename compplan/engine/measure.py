"""Stage 2, measure: actual, target and attainment of each measure, window and participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.cells import Cells
from compplan.engine.credit import Credits, credits_of, table_of
from compplan.engine.participation import Participation
from compplan.engine.quantity import Quantity, weighted_sums
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

    Where there is no target, or a zero one, ``target`` holds a number that can be divided by.
    """

    actual: Quantity
    target: Quantity
    zero: Bools
    full: Bools

    def attainment(self, cells: Cells) -> Any:
        """Evaluate some cells."""
        ratio = cells.ratio(self.actual, self.target)
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
    credited = credits_of(plan, panel, measure.actual)
    active = active_in(who, schedule.periods)
    _refuse_missing_months(plan, measure, panel, who, schedule)
    _refuse_missing_actuals(plan, measure, panel, credited, active, schedule)
    targets = targets_of(plan, measure, panel, who, schedule)
    missing = active & ~targets.given
    _refuse_missing_targets(plan, measure, panel, missing, schedule)
    counted = who.active.copy()
    for number in np.flatnonzero(missing.any(axis=1)):
        period = schedule.periods[number]
        counted[period.start : period.stop, missing[number]] = False
    to_date = measure.accumulate == "year_to_date"
    amount = np.where(counted, credited.amount, 0) if to_date else credited.amount
    actual = weighted_sums(amount, [Fraction(1, SCALE)] * plan.months, schedule.windows)
    zero = targets.quantity.numerator == 0
    zero_given = _any_in(counted, schedule.windows) & zero
    _refuse_zero_targets(plan, measure, panel, zero_given, schedule)
    full = zero_given & (measure.target.if_zero == "at_target")
    # As large as the actual: a large quotient would widen the error bound of the whole block.
    size = np.maximum(np.abs(actual.numerator), 1)
    safe = Quantity(np.where(zero, size, targets.quantity.numerator), targets.quantity.denominator)
    return Measured(Ratio(actual, safe, zero_given, full), counted, ~zero | full)


def active_in(who: Participation, windows: Sequence[range]) -> Bools:
    """Tell in which windows each participant takes part [windows, participants]."""
    return _any_in(who.active, windows)


def _refuse_missing_actuals(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, credited: Credits, active: Bools, schedule: Schedule
) -> None:
    place = Place(table_of(plan, panel, measure.actual.table).origin.file)
    hint = "add the rows, or write if_missing: zero in the measure's actual"
    problems = []
    for number, window in enumerate(schedule.periods if measure.actual.if_missing == "error" else ()):
        rows = credited.rows[window.start : window.stop].sum(axis=0)
        for person in np.flatnonzero(active[number] & (rows == 0)):
            text = (
                f"{panel.participants[person]} has no row in '{measure.actual.table}' for measure "
                f"'{measure.id}' in {_span(plan, window)}"
            )
            problems.append(Diagnostic("CP355", text, place, hint))
    if problems:
        raise DiagnosticError(problems)


def _refuse_missing_months(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, who: Participation, schedule: Schedule
) -> None:
    """Refuse months that the table was never delivered for, whatever ``where`` selects."""
    if measure.actual.missing_months == "zero":
        return
    anybody = replace(measure.actual, where=(), credit="own_and_reports")
    delivered = np.atleast_1d(credits_of(plan, panel, anybody).rows.any(axis=1))
    months = sorted({month for window in schedule.windows for month in window})
    missing = [month for month in months if who.active[month].any() and not delivered[month]]
    place = Place(table_of(plan, panel, measure.actual.table).origin.file)
    hint = "add the rows, end the run before it (--through), or write missing_months: zero in the actual"
    text = f"'{measure.actual.table}' has no row for anybody of plan '{plan.id}' in "
    if missing:
        raise DiagnosticError(
            Diagnostic("CP356", text + _text(plan, month), place, hint) for month in missing
        )


def _refuse_missing_targets(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, missing: Bools, schedule: Schedule
) -> None:
    if measure.target.if_missing != "error":
        return
    problems = []
    place = Place(table_of(plan, panel, measure.target.table).origin.file)
    hint = "add the quota, or write if_missing: no_pay in the measure's target"
    for number, person in zip(*np.nonzero(missing), strict=True):
        span = _span(plan, schedule.periods[number])
        text = f"{panel.participants[person]} has no quota for measure '{measure.id}' in {span}"
        problems.append(Diagnostic("CP357", text, place, hint))
    if problems:
        raise DiagnosticError(problems)


def _refuse_zero_targets(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, zero: Bools, schedule: Schedule
) -> None:
    if measure.target.if_zero != "error":
        return
    problems = []
    place = Place(table_of(plan, panel, measure.target.table).origin.file)
    hint = "correct it, or write if_zero: no_pay or at_target in the measure's target"
    for number, person in zip(*np.nonzero(zero), strict=True):
        span = _span(plan, schedule.windows[number])
        text = f"the quota of {panel.participants[person]} for measure '{measure.id}' in {span} is zero"
        problems.append(Diagnostic("CP358", text, place, hint))
    if problems:
        raise DiagnosticError(problems)


def _any_in(mask: Bools, windows: Sequence[range]) -> Bools:
    rows = [mask[window.start : window.stop].any(axis=0) for window in windows]
    return np.array(rows, dtype=bool).reshape(len(rows), mask.shape[1])


def _span(plan: Plan, window: range) -> str:
    first, last = _text(plan, window.start), _text(plan, window.stop - 1)
    return first if first == last else f"{first} to {last}"


def _text(plan: Plan, month: int) -> str:
    return calendar.month_text(plan.starts + month)
