"""Quota rows: which of them count for whom, prorated, spread and ramped as the plan says, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import NumberColumn, PeriodColumn, Table, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.credit import column_of, is_money, refuse_fractions
from compplan.engine.participation import Participation
from compplan.engine.proration import parts_of_month
from compplan.engine.ramps import ramped
from compplan.engine.rows import rows_where, taken
from compplan.engine.spreading import shares_of
from compplan.plan.model import MONTHS_IN, AttainmentMeasure, LeaveBasis, Plan, Target

Ints = NDArray[np.int64]
_WEEKS_OF_YEAR = 364
"""The days of 52 weeks."""


@dataclass(frozen=True, slots=True)
class QuotaParts:
    """Parts of quota rows, each in one plan month.

    Their amounts are ``value * days / period_days * share / parts * ramp / full``.
    """

    row: NDArray[np.intp]
    participant: NDArray[np.int32]
    month: Ints
    value: Ints
    days: Ints
    period_days: Ints
    share: Ints
    parts: Ints
    ramp: Ints
    full: Ints

    @property
    def factor(self) -> Ints:
        """Give what values are multiplied by, before they are divided."""
        return _product(self.days, self.share, self.ramp)

    @property
    def divisor(self) -> Ints:
        """Give what values are divided by."""
        return _product(self.period_days, self.parts, self.full)


def quota_parts(
    plan: Plan, measure: AttainmentMeasure, target: Target, table: Table, who: Participation
) -> QuotaParts:
    """List the parts of quota rows that count; DiagnosticError for rows that fit no period or are wrong."""
    period, value = column_of(table, "period"), column_of(table, target.value)
    assert isinstance(period, PeriodColumn)
    if not isinstance(value, NumberColumn):
        message = f"column '{target.value}' of '{table.name}' is not a number"
        raise DiagnosticError([Diagnostic("CP350", message, table.place(0, target.value))])
    rows = _rows_inside(plan, table, measure, period, who)
    _refuse_bad_values(table, target, rows, value)
    if is_money(measure.actual):
        refuse_fractions(plan, table, rows, target.value)
    first, length = (taken(each, rows).astype(np.int64) for each in (period.first, period.months))
    first -= plan.starts
    if target.spread or target.seasonality:
        index = np.repeat(np.arange(len(rows)), length)
        within = np.arange(len(index)) - np.repeat(np.cumsum(length) - length, length)
        _refuse_no_years(target, table, rows, length)
        month = first[index] + within
        share, parts = shares_of(plan, target, first[index], length[index], within)
        known = (month >= 0) & (month < plan.months)
        index, month, share, parts = index[known], month[known], share[known], parts[known]
        participant = table.participant[rows][index]
        took = _days(who.days, participant, month, month + 1) > 0
        rows, participant, month = rows[index[took]], participant[took], month[took]
        begin, end, share, parts = month, month + 1, share[took], parts[took]
        values = value.scaled[rows]
    else:
        _refuse_misfits(plan, measure, table, rows, first, length)
        month, parts = first + length - 1, _ones(len(rows))
        begin, end, share = first, first + length, parts
        participant, values = taken(table.participant, rows), taken(value.scaled, rows)
    days, period_days = _share(plan, measure, who, participant, begin, end)
    ramp = full = _ones(len(days))
    if target.ramp:
        ramp, full = ramped(plan, target.ramp, who, participant, begin, end)
    return QuotaParts(rows, participant, month, values, days, period_days, share, parts, ramp, full)


def _rows_inside(
    plan: Plan, table: Table, measure: AttainmentMeasure, period: PeriodColumn, who: Participation
) -> NDArray[np.intp]:
    """Find the quotas of a measure in whose months their participant takes part."""
    mine, so_far = _of_measure(table, measure), _so_far(who.days)

    def inside(block: slice) -> NDArray[np.bool_]:
        first = period.first[block].astype(np.int64) - plan.starts
        begin, end = (np.clip(at, 0, plan.months) for at in (first, first + period.months[block]))
        person = table.participant[block]
        # A quota of other months begins where it ends.
        found: NDArray[np.bool_] = mine[block] & (so_far[end, person] > so_far[begin, person])
        return found

    return rows_where(len(table), inside)


def _of_measure(table: Table, measure: AttainmentMeasure) -> NDArray[np.bool_]:
    column = table.columns.get("measure")
    if not isinstance(column, TextColumn):
        return np.broadcast_to(np.True_, (len(table),))
    match = np.array([*(value == measure.id for value in column.values), False], dtype=bool)
    return match[column.codes]


def _days(days: Ints, who: NDArray[np.int32], begin: Ints, end: Ints) -> Ints:
    so_far = _so_far(days)
    return so_far[end, who] - so_far[begin, who]


def _so_far(days: Ints) -> Ints:
    """Add up the days before each plan month, and before the end [plan months + 1, participants]."""
    before = np.zeros((len(days) + 1, days.shape[1]), dtype=np.int64)
    np.cumsum(days, axis=0, out=before[1:])
    return before


def _ones(count: int) -> Ints:
    """Give as many ones, without a place in memory for each."""
    return np.broadcast_to(np.int64(1), (count,))


def _product(*parts: Ints) -> Ints:
    """Multiply arrays; those that are one number throughout take no time."""
    varied = [part for part in parts if part.strides != (0,)]
    constant = prod(int(part[0]) for part in parts if part.strides == (0,) and len(part))
    if not varied:
        return np.broadcast_to(np.int64(constant), parts[0].shape)
    product = varied[0] * constant
    for part in varied[1:]:
        product = product * part
    return product


def _share(
    plan: Plan,
    measure: AttainmentMeasure,
    who: Participation,
    participant: NDArray[np.int32],
    begin: Ints,
    end: Ints,
) -> tuple[Ints, Ints]:
    """Give the share of each quota that counts, as held parts and all parts of plan months [begin, end)."""
    if measure.quota_proration == "working_days" and who.working_days is not None:
        held = _days(who.working_days, participant, begin, end)
        whole = _period_parts(plan, "working_days", begin, end)
    elif measure.quota_proration == "calendar_days":
        held, whole = _days(who.days, participant, begin, end), _period_days(plan, begin, end)
    else:
        held, whole = _ones(len(begin)), _ones(len(begin))
    if who.leave_parts is None or plan.leave is None or plan.leave.quota is None:
        return held, whole
    absent = _days(who.leave_parts, participant, begin, end)
    of_leave = _period_parts(plan, plan.leave.quota, begin, end)
    if plan.leave.quota == "weeks_52":  # a year of n months has 12 / n of their weeks
        absent, of_leave = absent * 12, _WEEKS_OF_YEAR * (end - begin)
    held, whole = np.maximum(held * of_leave - absent * whole, 0), whole * of_leave
    common = np.gcd(held, whole)
    return held // common, whole // common


def _period_parts(plan: Plan, basis: LeaveBasis, begin: Ints, end: Ints) -> Ints:
    of_month = [parts_of_month(basis, plan.starts + month) for month in range(plan.months)]
    so_far = np.cumsum([0, *of_month])
    found: Ints = so_far[end] - so_far[begin]
    return found


def _period_days(plan: Plan, begin: Ints, end: Ints) -> Ints:
    starts = np.array([calendar.first_day(plan.starts + m) for m in range(plan.months + 1)], dtype=np.int64)
    return starts[end] - starts[begin]


def _refuse_bad_values(table: Table, target: Target, rows: NDArray[np.intp], value: NumberColumn) -> None:
    problems = [
        Diagnostic("CP357", "the quota is missing", table.place(int(row), target.value), "write the quota")
        for row in rows[rows_where(len(rows), lambda block: taken(value.missing, rows[block]))]
    ]
    problems += [
        Diagnostic(
            "CP359",
            "a quota cannot be negative",
            table.place(int(row), target.value),
            "write what is to be reached",
        )
        for row in rows[rows_where(len(rows), lambda block: taken(value.scaled, rows[block]) < 0)]
    ]
    if problems:
        raise DiagnosticError(problems)


def _refuse_no_years(target: Target, table: Table, rows: NDArray[np.intp], length: Ints) -> None:
    if not target.seasonality:
        return
    message = "seasonality spreads the quota of a year, but this is one of a shorter period"
    problems = [
        Diagnostic("CP360", message, table.place(int(row), "period"), "write the year, such as 2027")
        for row in rows[length != 12]
    ]
    if problems:
        raise DiagnosticError(problems)


def _refuse_misfits(
    plan: Plan, measure: AttainmentMeasure, table: Table, rows: NDArray[np.intp], first: Ints, length: Ints
) -> None:
    ytd = measure.accumulate == "year_to_date"
    name = plan.payout_period if ytd else plan.performance_period
    step = MONTHS_IN[name]

    def misfits(block: slice) -> NDArray[np.bool_]:
        begin, end = first[block], first[block] + length[block]
        found: NDArray[np.bool_] = (begin < 0) | (end > plan.months) | (begin // step != (end - 1) // step)
        return found

    kind = "payout" if ytd else "performance"
    message = f"a quota of measure '{measure.id}' must lie within one {kind} period, a {name}"
    hint = "give quotas by month, or write spread: months in the measure's target"
    wrong = rows[rows_where(len(rows), misfits)]
    problems = [Diagnostic("CP360", message, table.place(int(row), "period"), hint) for row in wrong]
    if problems:
        raise DiagnosticError(problems)
