"""What a plan pays for months that did not happen: the engine's formulas on sampled actuals and targets.

A column is one participant in one sample. Nothing here knows a curve or a rule: the stages `earn` and `pay`
run on plain floats (`exact.plain`), so whatever words a plan has are followed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.compile import curve_input, money_base, settling_lines
from compplan.engine.earn import Component, in_units, steps
from compplan.engine.exact.plain import Plain, PlainCells
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Ratio, Value, lines_of
from compplan.engine.participation import Participation
from compplan.engine.pay import pay_periods, pay_to_date
from compplan.engine.payment.draws import with_draw
from compplan.engine.payment.guarantees import with_guarantee
from compplan.engine.payment.holdbacks import with_hold_back
from compplan.engine.payment.items import Given as Items
from compplan.engine.payment.minimums import with_minimum
from compplan.engine.schedule import Schedule, schedule_of
from compplan.plan.model import (
    MONTHS_IN,
    Measure,
    Payment,
    Plan,
    Recognition,
    ReportCardMeasure,
    ValueMeasure,
)
from compplan.plan.path import weights_by_month

PAYMENT = "payment"
"""Stands for a measure where payment adds items of its own to the lines."""
_LONG = 1200
_FOLLOWED = frozenset(
    {
        "id",
        "title",
        "curve",
        "earns",
        "accumulate",
        "balance",
        "responds_to",
        "actual",
        "target",
        "quota_proration",
        "report_card",
    }
)
"""Fields of measures that sampled months follow; others are named wherever figures rest on them."""
_NO_PANEL: Any = None
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A measure's months [plan months, columns]: actual and target, of which attainment is made."""

    actual: Floats
    target: Floats


@dataclass(frozen=True, slots=True)
class Given:
    """Attainments [windows, columns] that are given, not measured."""

    values: Floats

    def attainment(self, cells: Any) -> Plain:
        """Evaluate some cells."""
        given: Plain = cells.of(self.values)
        return given


def sampled_pay(
    plan: Plan,
    incentive: Floats,
    measured: Mapping[str, Sampled],
    takes_part: Bools,
    *,
    rounded: bool = True,
) -> dict[str, Floats]:
    """Pay sampled months: minor units [plan months, columns] of each measure, in the month of payout.

    ``incentive`` [plan months, columns] is the target incentive of each month in minor units; ``takes_part``
    tells who takes part; both and ``measured`` cover every plan month. Without ``rounded`` lines are not
    rounded, as one wants it for slopes.
    """
    weights = np.array(weights_by_month(plan.weights, plan.months), dtype=float)
    who = _participation(takes_part)
    lines = {
        measure.id: _pay(plan, measure, incentive * weights[:, at, None], measured[measure.id], who, rounded)
        for at, measure in enumerate(plan.measures)
    }
    return (
        lines
        if plan.payment is None
        else {**lines, PAYMENT: _items(plan, plan.payment, lines, incentive, who)}
    )


def left_out(plan: Plan) -> tuple[str, ...]:
    """Name what of a plan sampled months do without: what looks up rows of data, and words not known here."""
    payment, named = plan.payment, []
    if payment is not None:
        drawn = payment.draw is not None and payment.draw.table is not None
        named = ["draws of a table"] * drawn + ["clawback"] * (payment.clawback is not None)
    named += [
        f"award '{rule.id}'" for rule in plan.rules if isinstance(rule, Recognition) and any(rule.award)
    ]
    named += [f"{word} of '{measure.id}'" for measure in plan.measures for word in unknown_words(measure)]
    return tuple(named)


def unknown_words(measure: Measure) -> list[str]:
    """Name the fields of a measure that this file does not follow and that say something."""
    return [
        each.name
        for each in fields(measure)
        if each.name not in _FOLLOWED and getattr(measure, each.name) not in (None, (), each.default)
    ]


def _items(
    plan: Plan, payment: Payment, lines: Mapping[str, Floats], incentive: Floats, who: Participation
) -> Floats:
    """Add up what draw, guarantee, hold-back and minimum give beside the lines, by month, in minor units."""
    step = MONTHS_IN[plan.payout_period]
    shape = plan.months // step, step, -1
    total = np.sum([*lines.values()], axis=0).reshape(shape).sum(axis=1)
    exists = np.asarray(who.active.reshape(shape).any(axis=1))
    given = Items(np.rint(total).astype(np.int64), exists)
    paid_by = _with_incentive(plan, incentive, who)
    if payment.draw is not None and payment.draw.table is None:
        given = with_draw(plan, _NO_PANEL, paid_by, payment.draw, given)
    if payment.guarantee is not None:
        given = with_guarantee(plan, paid_by, payment.guarantee, given)
    if payment.hold_back is not None:
        given = with_hold_back(plan, payment.hold_back, given)
    if payment.minimum is not None:
        given = with_minimum(plan, payment.minimum, given)
    months = np.zeros((plan.months, total.shape[1]))
    months[step - 1 :: step] = given.total - np.rint(total)
    return months


def _with_incentive(plan: Plan, incentive: Floats, who: Participation) -> Participation:
    """Give who takes part with target incentive as the engine counts it, and since when.

    Who is there in the plan's first month has been there for long.
    """
    held = np.rint(incentive * 12).astype(np.int64) * who.active
    first = plan.starts + np.where(who.active[0], -_LONG, np.argmax(who.active, axis=0))
    begun = np.broadcast_to(first, who.active.shape)
    return Participation(who.days, held, begun, np.full_like(begun, plan.ends), who.year_parts)


def _pay(
    plan: Plan,
    measure: Measure,
    incentive: Floats,
    months: Sampled,
    who: Participation,
    rounded: bool,  # noqa: FBT001  passed on
) -> Floats:
    schedule = schedule_of(plan, measure, plan.months)
    active = who.active
    actual, target = (
        _window_sums(each * active, schedule.windows) for each in (months.actual, months.target)
    )
    payable = target > 0
    source = _source(measure, actual, target)
    bases: Any
    if measure.earns == "target_incentive":
        bases = np.where(payable, _window_sums(incentive * active, schedule.windows), 0.0)
    else:
        money = money_base(measure, source, payable.shape, plan.currency.exponent)
        bases = Quantity(np.where(payable, money.numerator, 0), money.denominator)
    unit = int(plan.rounding.to * 10**plan.currency.exponent)
    by = curve_input(measure, source)
    component = Component(measure, schedule, source, bases, active, payable, unit, by)
    shape = len(schedule.payout), active.shape[1]
    if measure.earns == "nothing":
        return np.zeros((plan.months, shape[1]))
    cells: Any = PlainCells(slice(0, shape[0]), slice(0, shape[1]), shape)
    total = in_units(component, steps(component, cells))
    lines = total.rounded(plan.rounding.mode) if rounded else total.value
    return _by_month(plan, _paid(plan, measure, lines * unit, schedule, who), schedule)


def _source(measure: Measure, actual: Floats, target: Floats) -> Any:
    """Give what a measure's curve and base look at, as the engine's own stages have it."""
    if isinstance(measure, ReportCardMeasure):
        return Given(np.divide(actual, target, out=np.zeros_like(actual), where=target > 0))
    ones = (1,) * len(actual)
    if isinstance(measure, ValueMeasure):
        return Value(Quantity(actual, ones), None)
    none = target <= 0
    safe = Quantity(np.where(none, np.maximum(np.abs(actual), 1.0), target), ones)
    nowhere = np.zeros_like(none)
    return Ratio(Quantity(actual, ones), safe, nowhere, nowhere, None, safe)


def _paid(plan: Plan, measure: Measure, minor: Any, schedule: Schedule, who: Participation) -> Any:
    taken = lines_of(schedule, who)
    if measure.accumulate == "period" or measure.balance is None:
        return pay_periods(minor, taken).paid
    settles = settling_lines(plan, measure, who, len(taken))
    return pay_to_date(minor, taken, settles, schedule, measure.balance).paid


def _by_month(plan: Plan, paid: Any, schedule: Schedule) -> Floats:
    step = MONTHS_IN[plan.payout_period]
    months = np.zeros((plan.months, paid.shape[1]))
    at = (np.array(schedule.payout, dtype=int) + 1) * step - 1
    np.add.at(months, at, paid)
    return months


def _window_sums(values: Floats, windows: Sequence[range]) -> Floats:
    """Sum months over windows; a window of one month is that month, exactly."""
    sums = np.empty((len(windows), values.shape[1]))
    for row, window in enumerate(windows):
        if row and window.start == windows[row - 1].start and window.stop == windows[row - 1].stop + 1:
            sums[row] = sums[row - 1] + values[window.stop - 1]
        else:
            sums[row] = values[window.start : window.stop].sum(axis=0)
    return sums


def _participation(takes_part: Bools) -> Participation:
    days = takes_part.astype(np.int64)
    return Participation(days, days, days, days, (12,) * len(days))
