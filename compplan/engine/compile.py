"""A plan and a panel become components: small arrays that the later stages evaluate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel
from compplan.engine.base import base_of, commission_base, unit_base
from compplan.engine.earn import Component
from compplan.engine.exact.quantity import Quantity
from compplan.engine.inputs import Inputs, inputs_of
from compplan.engine.links import Links, links_of
from compplan.engine.measure import Assumed, Ratio, Source, Value, active_in, curve_input, lines_of
from compplan.engine.participation import Participation
from compplan.engine.pools import pool_paid
from compplan.engine.ranks import ranks_of
from compplan.engine.schedule import schedule_of
from compplan.engine.transactions import transactions_paid
from compplan.plan.model import Measure, Plan, ValueMeasure
from compplan.plan.path import weights_by_month


@dataclass(frozen=True, slots=True)
class Compiled:
    """A plan on a panel, ready to run through ``months`` plan months.

    ``assumed`` are the attainments that stand in place of the data's; None if other inputs do too.
    """

    plan: Plan
    panel: Panel
    who: Participation
    months: int
    components: tuple[Component, ...]
    assumed: frozenset[tuple[str, Fraction]] | None = None


def compile_plan(
    plan: Plan,
    panel: Panel,
    who: Participation,
    months: int,
    assume: dict[str, Fraction],
    inputs: list[Inputs] | None = None,
) -> Compiled:
    """Prepare every measure; DiagnosticError if the data does not give what the plan needs.

    ``who`` is the plan's participation in the panel; ``inputs`` stand in place of what the panel gives.
    """
    weights = weights_by_month(plan.weights, plan.months)
    assumed = frozenset(assume.items()) if inputs is None else None
    inputs = inputs_of(plan, panel, who, months, assume) if inputs is None else inputs
    found = {
        measure.id: (each.measured.source, _known(each, who), each.schedule)
        for measure, each in zip(plan.measures, inputs, strict=True)
    }
    links = [
        links_of(plan, measure, each.schedule, found, who)
        for measure, each in zip(plan.measures, inputs, strict=True)
    ]
    components = tuple(
        _component(plan, panel, who, measure, inputs[at], [row[at] for row in weights], links[at])
        for at, measure in enumerate(plan.measures)
    )
    return Compiled(plan, panel, who, months, components, assumed)


def _component(
    plan: Plan,
    panel: Panel,
    who: Participation,
    measure: Measure,
    inputs: Inputs,
    weights: list[Fraction],
    links: Links | None,
) -> Component:
    measured, source = inputs.measured, inputs.measured.source
    sums = isinstance(measure, ValueMeasure) and measure.looked_up
    if inputs.base is not None:
        base = inputs.base
    elif isinstance(measure, ValueMeasure) and measure.pool is not None and isinstance(source, Value):
        base = pool_paid(plan, measure, panel, source, who, inputs.schedule)
    elif isinstance(measure, ValueMeasure) and sums:
        base = transactions_paid(plan, measure, panel, who, measured.counted, inputs.schedule)
    else:
        base = _base(plan, measure, inputs, weights, who.year_parts)
    base = Quantity(np.where(measured.payable, base.numerator, 0), base.denominator)
    unit = int(plan.rounding.to * 10**plan.currency.exponent)
    by = Assumed(Fraction(1)) if sums else curve_input(measure, measured.source)
    if inputs.places is not None:
        by = inputs.places
    elif measure.curve.by == "rank":
        counted = measured.payable & active_in(who, inputs.schedule.periods)
        by = ranks_of(plan, panel, measure, measured.source, counted, inputs.schedule)
    return Component(
        measure,
        inputs.schedule,
        measured.source,
        base,
        measured.counted,
        measured.payable,
        unit,
        by=by,
        links=links,
        sums=sums,
    )


def _known(inputs: Inputs, who: Participation) -> NDArray[np.bool_]:
    """Tell in which windows a measure says something about a participant."""
    return inputs.measured.payable & active_in(who, inputs.schedule.windows)


def _base(
    plan: Plan, measure: Measure, inputs: Inputs, weights: list[Fraction], year_parts: tuple[int, ...]
) -> Quantity:
    if measure.earns == "target_incentive":
        return base_of(inputs.incentive_parts, weights, year_parts, inputs.schedule.windows)
    shape = inputs.measured.payable.shape
    return money_base(measure, inputs.measured.source, shape, plan.currency.exponent)


def money_base(measure: Measure, source: Source, shape: tuple[int, ...], exponent: int) -> Quantity:
    """Give the base [windows, participants] of a measure that earns no part of a target incentive."""
    if measure.earns == "commission" and isinstance(source, (Ratio, Value)):
        return commission_base(measure.curve, source, exponent)
    one = unit_base(shape, exponent)
    return one if measure.earns == "amount" else Quantity(np.zeros_like(one.numerator), one.denominator)


def settling_lines(plan: Plan, measure: Measure, who: Participation, lines: int) -> NDArray[np.bool_]:
    """Mark each participant's last line of a plan year, over the whole plan, of the first ``lines`` lines."""
    schedule = schedule_of(plan, measure, plan.months)
    taken = lines_of(schedule, who)
    settles = taken.copy()
    later = np.zeros(taken.shape[1], dtype=bool)
    for line in reversed(range(len(taken))):
        if line + 1 < len(taken) and schedule.windows[line].start != schedule.windows[line + 1].start:
            later[:] = False
        settles[line] &= ~later
        later |= taken[line]
    return settles[:lines]
