"""Targets: what a measure's quotas, or rows of which it is a part, come to in each window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Panel, Table
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.counting.aggregate import aggregate_of, months_back
from compplan.engine.credit import table_of
from compplan.engine.exact.quantity import Quantity, weighted_sums
from compplan.engine.participation import Participation
from compplan.engine.quotas import QuotaParts, quota_parts
from compplan.engine.schedule import Schedule
from compplan.plan.model import AttainmentMeasure, Constant, Counted, Plan, Target

Ints = NDArray[np.int64]
_SAFE = 2**62


@dataclass(frozen=True, slots=True)
class Targets:
    """Target (in whole units) per window and participant, and whether a quota row counts in its period."""

    quantity: Quantity
    given: NDArray[np.bool_]


def targets_of(
    plan: Plan, measure: AttainmentMeasure, panel: Panel, who: Participation, schedule: Schedule
) -> Targets:
    """Sum the quotas of each window; DiagnosticError where one is missing, misplaced, zero or negative."""
    if isinstance(measure.target, Constant):
        additive = measure.actual.operation in ("sum", "count")
        return _constant(measure.target.value, who, schedule, additive=additive)
    if isinstance(measure.target, Counted):
        return _counted(plan, measure, measure.target, panel, who, schedule)
    table = table_of(plan, panel, measure.target.table)
    parts = quota_parts(plan, measure, measure.target, table, who)
    _refuse_too_large(table, measure.target, parts)
    shape = (plan.months, len(panel.participants))
    given, place = np.zeros(shape, dtype=bool), parts.month * shape[1] + parts.participant
    given.reshape(-1)[place] = True
    divisors = parts.divisor
    kinds = divisors[:1] if divisors.strides == (0,) else np.unique(divisors)
    layers, factors = [], []
    for divisor in kinds.tolist():
        chosen = slice(None) if len(kinds) == 1 else divisors == divisor
        layer = np.zeros(shape, dtype=np.int64)
        np.add.at(layer.reshape(-1), place[chosen], parts.value[chosen] * parts.factor[chosen])
        layers.append(layer)
        factors.append(Fraction(1, divisor * SCALE))
    flat = layers[0] if len(layers) == 1 else np.concatenate([np.zeros((0, shape[1]), np.int64), *layers])
    windows = [looked_at(measure.target, window) for window in schedule.windows]
    groups = [[i * plan.months + m for i in range(len(layers)) for m in window] for window in windows]
    quantity = weighted_sums(flat, [f for f in factors for _ in range(plan.months)], groups)
    if measure.target.over == "plan_year":  # no quota so far is no target, whatever the year has later
        so_far = _any_in(given, schedule.windows)
        quantity = Quantity(np.where(so_far, quantity.numerator, 0), quantity.denominator)
    return Targets(quantity, _any_in(given, schedule.periods))


def _any_in(given: NDArray[np.bool_], spans: Sequence[range]) -> NDArray[np.bool_]:
    rows = [given[span.start : span.stop].any(axis=0) for span in spans]
    return np.array(rows, dtype=bool).reshape(len(spans), given.shape[1])


def _refuse_too_large(table: Table, target: Target, parts: QuotaParts) -> None:
    """Refuse quotas whose parts could not be summed exactly."""
    factor = int(parts.factor.max(initial=1))
    rows = parts.row[parts.value >= _SAFE // factor]  # no two of a participant fall into one month
    if len(rows):
        place = table.place(int(rows[0]), target.value)
        message, hint = "the quota is too large to be prorated exactly", "correct it"
        raise DiagnosticError([Diagnostic("CP365", message, place, hint)])


def looked_at(target: Target, window: range) -> range:
    """Give the months whose quotas count in a window: its own, or those of its plan year."""
    year = window.start // 12 * 12
    return window if target.over == "to_date" else range(year, year + 12)


def _counted(
    plan: Plan,
    measure: AttainmentMeasure,
    target: Counted,
    panel: Panel,
    who: Participation,
    schedule: Schedule,
) -> Targets:
    """Count the rows that the target is a part of; less than nothing is nothing."""
    earlier = months_back(plan, measure.accumulate) if target.period == "before" else 0
    rows = aggregate_of(plan, panel, target.of, measure.accumulate, earlier)
    value = rows.over(schedule.windows, who.active).value
    under = tuple(each * target.times.denominator for each in value.denominator)
    times = np.full(value.numerator.shape, target.times.numerator, dtype=np.int64)
    quantity = Quantity(np.maximum(value.numerator, 0), under).times(Quantity(times, (1,) * len(under)))
    return Targets(quantity, np.ones((len(schedule.periods), len(panel.participants)), dtype=bool))


def _constant(value: Fraction, who: Participation, schedule: Schedule, *, additive: bool) -> Targets:
    """Count a constant target once for each period of a window in which the participant takes part.

    What is not ``additive``, such as an average, has the same target over any number of periods.
    """
    given = np.array([who.active[period.start : period.stop].any(axis=0) for period in schedule.periods])
    given = given.reshape(len(schedule.periods), who.active.shape[1])
    layer = np.zeros(who.active.shape, dtype=np.int64)
    layer[[period.stop - 1 for period in schedule.periods]] = given
    quantity = weighted_sums(layer, [value] * len(layer), schedule.windows)
    if not additive:
        quantity = Quantity(np.minimum(quantity.numerator, value.numerator), quantity.denominator)
    return Targets(quantity, given)
