"""Months that did not happen, as the engine's stages take them: floats in place of what data gives.

A column is one participant in one sample.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from compplan.engine.exact.plain import Plain
from compplan.engine.exact.quantity import Quantity
from compplan.engine.inputs import COMPOSED, Inputs, put_together
from compplan.engine.measure import Measured, Ratio, Source, Value, active_in
from compplan.engine.participation import Participation
from compplan.engine.sampled.ranking import Ranking, places_of
from compplan.engine.schedule import Schedule, schedule_of
from compplan.plan.model import (
    AttainmentMeasure,
    Measure,
    Plan,
    ReportCardMeasure,
    Target,
    ValueMeasure,
)
from compplan.plan.path import weights_by_month

_LONG = 1200
_MOST = 1e6
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sampled:
    """A measure's months [plan months, columns]: actual and target, of which attainment is made.

    ``earned`` is what the month's transactions earn by themselves, in minor units, where they are paid one
    by one; ``counted`` marks the months that count, if those in which somebody takes part do not all.
    """

    actual: Floats
    target: Floats
    earned: Floats | None = None
    counted: Bools | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """Attainments [windows, columns] that are given, not measured."""

    values: Floats

    def attainment(self, cells: Any) -> Plain:
        """Evaluate some cells."""
        given: Plain = cells.of(self.values)
        return given


def months_attained(
    measure: Measure, attained: Floats, target: Floats, takes_part: Bools, paid_per_unit: Floats | float = 0.0
) -> Sampled:
    """Give a measure's months [plan months, columns] of which is known what is attained of monthly targets.

    ``paid_per_unit`` is what transactions earn by themselves, minor units per unit of the actual.
    """
    targets = np.broadcast_to(target, attained.shape)
    actual = attained * targets
    if isinstance(measure, AttainmentMeasure) and measure.direction == "lower_is_better":
        actual = np.divide(targets, attained, out=np.full(attained.shape, _MOST), where=attained > 1 / _MOST)
    if of_plan_year(measure):
        targets = _at_once(targets, takes_part)
    single = isinstance(measure, ValueMeasure) and measure.looked_up
    return Sampled(actual, targets, actual * paid_per_unit if single else None)


def of_plan_year(measure: Measure) -> bool:
    """Tell whether a measure to date is held against the target of its whole plan year."""
    return (
        isinstance(measure, AttainmentMeasure)
        and isinstance(measure.target, Target)
        and measure.target.over == "plan_year"
    )


def _at_once(targets: Floats, takes_part: Bools) -> Floats:
    """Put a plan year's targets into the first month in which somebody takes part in it."""
    result = np.zeros(targets.shape)
    for start in range(0, len(targets), 12):
        there = takes_part[start : start + 12]
        first, held = start + there.argmax(axis=0), there.any(axis=0)
        total = targets[start : start + 12].sum(axis=0) * held
        result[first, np.arange(targets.shape[1])] = total
    return result


def participation_of(plan: Plan, incentive: Floats, takes_part: Bools) -> Participation:
    """Give who takes part, with the monthly target ``incentive`` in minor units; [plan months, columns].

    Who is there in the plan's first month has been there for long.
    """
    held = np.rint(incentive * 12).astype(np.int64) * takes_part
    first = plan.starts + np.where(takes_part[0], -_LONG, np.argmax(takes_part, axis=0))
    begun = np.broadcast_to(first, takes_part.shape)
    days = takes_part.astype(np.int64)
    return Participation(days, held, begun, np.full_like(begun, plan.ends), (12,) * len(days))


def inputs_of_samples(
    plan: Plan,
    measured: Mapping[str, Sampled],
    incentive: Floats,
    who: Participation,
    months: int,
    ranking: Ranking,
) -> list[Inputs]:
    """Give each measure's inputs for the first ``months`` of the plan, as a panel would give them."""
    weights = np.array(weights_by_month(plan.weights, plan.months), dtype=float)
    found = {
        measure.id: _inputs(
            plan, measure, measured[measure.id], incentive * weights[:, at, None], who, months
        )
        for at, measure in enumerate(plan.measures)
    }
    linked = [_linked(plan, measure, found, who) for measure in plan.measures]
    pairs = zip(plan.measures, linked, strict=True)
    return [
        _ranked(measure, each, who, ranking) if measure.curve.by == "rank" else each
        for measure, each in pairs
    ]


def _inputs(
    plan: Plan, measure: Measure, sampled: Sampled, weighted: Floats, who: Participation, months: int
) -> Inputs:
    schedule = schedule_of(plan, measure, months)
    counted = who.active if sampled.counted is None else sampled.counted
    taken = active_in(who, schedule.windows)
    actual, target = (window_sums(each * who.active, schedule) for each in (sampled.actual, sampled.target))
    source, payable = _source(measure, actual, target, taken, 10**plan.currency.exponent)
    base = None
    if sampled.earned is not None:
        base = _floats(window_sums(sampled.earned * counted, schedule))
    elif measure.earns == "target_incentive":
        base = _floats(window_sums(weighted * counted, schedule))
    return Inputs(schedule, Measured(source, counted, payable), who.incentive_parts, base)


def _source(
    measure: Measure, actual: Floats, target: Floats, taken: Bools, minor: int
) -> tuple[Source, Bools]:
    """Give what a measure's curve and base look at, as the engine's own stages have it, and where it pays."""
    if isinstance(measure, (ReportCardMeasure, *COMPOSED)):
        attained = np.divide(actual, target, out=np.zeros_like(actual), where=target > 0)
        return Given(attained), np.ones_like(taken)
    # Denominators that are minor units let money be made of quantities without whole numbers.
    value = Quantity(actual * minor, (minor,) * len(actual))
    if isinstance(measure, ValueMeasure):
        return Value(value, None), taken
    none = target <= 0
    safe = Quantity(np.where(none, np.maximum(np.abs(actual), 1.0), target) * minor, value.denominator)
    nowhere = np.zeros_like(none)
    ratio = Ratio(value, safe, nowhere, nowhere, None, safe)
    if measure.direction == "lower_is_better":
        above = np.where(actual > 0, value.numerator, safe.numerator)
        ratio = replace(ratio, inverse=Quantity(above, value.denominator))
    return ratio, ~none


def _linked(plan: Plan, measure: Measure, found: Mapping[str, Inputs], who: Participation) -> Inputs:
    """Put the measures of a matrix or scorecard together."""
    own = found[measure.id]
    if not isinstance(measure, COMPOSED):
        return own
    return replace(own, measured=put_together(plan, measure, found, who).measured)


def _ranked(measure: Measure, inputs: Inputs, who: Participation, ranking: Ranking) -> Inputs:
    counted = inputs.measured.payable & active_in(who, inputs.schedule.periods)
    return replace(
        inputs, places=places_of(measure, inputs.measured.source, counted, inputs.schedule, ranking)
    )


def window_sums(values: Floats, schedule: Schedule) -> Floats:
    """Sum months over windows; a window of one month is that month, exactly."""
    windows: Sequence[range] = schedule.windows
    sums = np.empty((len(windows), values.shape[1]))
    for row, window in enumerate(windows):
        if row and window.start == windows[row - 1].start and window.stop == windows[row - 1].stop + 1:
            sums[row] = sums[row - 1] + values[window.stop - 1]
        else:
            sums[row] = values[window.start]
            for month in window[1:]:  # in order, so that bits do not depend on the number of columns
                sums[row] += values[month]
    return sums


def _floats(values: Floats) -> Quantity:
    return Quantity(values, (1,) * len(values))
