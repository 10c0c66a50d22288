"""Pools: what the actuals of a group earn together is shared among its participants, to the last unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import NumberColumn, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.base import base_of
from compplan.engine.counting.aggregate import aggregate_of
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.exact.quantity import Quantity
from compplan.engine.groups import Groups, groups_of, segments_in
from compplan.engine.measure import Value, active_in
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.engine.shares import split
from compplan.engine.tables import EXAMPLES
from compplan.engine.transactions import paid_of
from compplan.plan.model import Plan, Pool, ValueMeasure

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Shared:
    """Pools and what each participant has of them, in rounding units.

    Arrays are [windows, participants]: the weight that counts, who takes part, and the share.
    """

    groups: Groups
    taken: Bools
    weight: NDArray[np.object_]
    share: Ints


def shared(
    plan: Plan, measure: ValueMeasure, panel: Panel, source: Value, who: Participation, schedule: Schedule
) -> Shared:
    """Share what each group earns in each window; DiagnosticError where a group or a weight is missing."""
    assert measure.pool is not None
    taken = active_in(who, schedule.periods)
    groups = groups_of(plan, panel, schedule.periods, measure.pool.within, taken)
    weight = _weights(plan, measure.pool, panel, who, schedule, taken)
    share = np.zeros(taken.shape, dtype=np.int64)
    for window in range(len(taken)):
        people = np.flatnonzero(taken[window])
        for code in np.unique(groups.code[window, people]).tolist():
            members = people[groups.code[window, people] == code]
            whole = pooled(plan, measure, source, window, members)
            share[window, members] = _split(whole, weight[window, members])
    return Shared(groups, taken, weight, share)


def pool_paid(
    plan: Plan, measure: ValueMeasure, panel: Panel, source: Value, who: Participation, schedule: Schedule
) -> Quantity:
    """Give each participant's share of what his group earns in each window, in minor units."""
    unit = int(plan.rounding.to * 10**plan.currency.exponent)
    share = shared(plan, measure, panel, source, who, schedule).share
    return Quantity(share * unit, (1,) * len(share))


def pooled(plan: Plan, measure: ValueMeasure, source: Value, window: int, members: NDArray[np.intp]) -> int:
    """Give what the actuals of some participants earn together in a window, in rounding units."""
    earned = paid_of(measure, total_of(source, window, members))
    return round_exactly(earned / plan.rounding.to, plan.rounding.mode)


def total_of(source: Value, window: int, members: NDArray[np.intp]) -> Fraction:
    """Add up the actuals of some participants in a window."""
    actuals = source.actual.numerator[window, members].astype(object)
    return Fraction(int(actuals.sum()), source.actual.denominator[window])


def _split(whole: int, weight: NDArray[np.object_]) -> Ints:
    """Share whole units by weight; equally, if nobody has any."""
    each: Any = weight // max(gcd(*weight.tolist()), 1) if weight.any() else np.ones_like(weight)
    together = np.zeros(len(weight), dtype=np.int64)
    return split(np.array([whole], dtype=np.int64), together, each, int(each.sum()), 1)


def _weights(
    plan: Plan, pool: Pool, panel: Panel, who: Participation, schedule: Schedule, taken: Bools
) -> NDArray[np.object_]:
    """Give the weight by which participants share [windows, participants]."""
    if pool.shared == "equally":
        return np.ones(taken.shape, dtype=object)
    if pool.shared == "by_target_incentive":
        base = base_of(who.incentive_parts, [Fraction(1)] * plan.months, who.year_parts, schedule.windows)
        by_incentive: NDArray[np.object_] = base.numerator.astype(object)
        return by_incentive
    if pool.points is not None:
        figures = aggregate_of(plan, panel, pool.points, "period").over(schedule.windows, None)
        points: NDArray[np.object_] = np.maximum(figures.value.numerator, 0).astype(object)
        return points
    return _of_column(plan, panel, schedule, taken).astype(object)


def _of_column(plan: Plan, panel: Panel, schedule: Schedule, taken: Bools) -> Ints:
    """Give the weights that stand in the participants table, of the last segment in each period."""
    segments, column = panel.segments, panel.segments.columns.get("pool_weight")
    if not isinstance(column, NumberColumn):
        message = f"plan '{plan.id}' shares a pool by weight, and the participants have no such column"
        hint = "add the column 'pool_weight' to the participants, or write shared: equally"
        raise DiagnosticError([Diagnostic("CP350", message, segments.origin.place(), hint)])
    at, chosen = segments_in(plan, panel, schedule.periods)
    row = np.append(chosen, 0)[at]
    absent = np.unique(segments.row[row[column.missing[row] & taken]])
    if len(absent):
        raise DiagnosticError(
            Diagnostic(
                "CP388",
                "no weight, and the participant has a share of a pool",
                Place(segments.origin.file, row=int(each), field="pool_weight"),
                "write the weight; 0 for none of it",
            )
            for each in absent[:EXAMPLES]
        )
    weights: Ints = np.where(taken, column.scaled[row], 0)
    return weights
