"""What history recorded of a plan's measures: monthly actuals and targets, as the engine measured them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.engine.earn import Component, shown
from compplan.engine.exact.quantity import Quantity
from compplan.engine.measure import Ratio, Value
from compplan.engine.results.evaluated import ComponentResult, PlanResult
from compplan.engine.sampled import Sampled, sampled_pay
from compplan.plan.model import Plan

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class History:
    """A plan's months as they were [plan months, participants]; ``months`` of them were run.

    ``incentive`` is the target incentive of each month in minor units.
    """

    plan: Plan
    months: int
    incentive: Floats
    takes_part: Bools
    measured: dict[str, Sampled]

    def pay(self, *, rounded: bool = True) -> dict[str, Floats]:
        """Pay these months as sampled ones [plan months, participants], in minor units, by measure."""
        paid = sampled_pay(self.plan, self.incentive, self.measured, self.takes_part, rounded=rounded)
        return {measure: months[: self.months] for measure, months in paid.items()}


def history_of(result: PlanResult) -> History:
    """Take from a run what it measured."""
    compiled = result.compiled
    plan, who = compiled.plan, compiled.who
    measured = {part.component.measure.id: _measured(plan, who.active, part) for part in result.components}
    incentive = who.incentive_parts / np.array(who.year_parts, dtype=float)[:, None]
    return History(plan, compiled.months, incentive, who.active, measured)


def _measured(plan: Plan, active: Bools, part: ComponentResult) -> Sampled:
    component = part.component
    source = component.source
    if isinstance(source, Ratio):
        target = np.where(component.payable, _floats(source.target), 0.0)
        told = _floats(source.actual) if source.divisor is None else shown(component).attainment * target
        actual = np.where(source.full, target, told)
    elif isinstance(source, Value):
        actual, target = shown(component).attainment, _months_of(component)
    else:
        target = _months_of(component)
        actual = shown(component).attainment * target
    shape = plan.months, target.shape[1]
    result = Sampled(np.zeros(shape), np.zeros(shape))
    _spread(component, active, actual, result.actual)
    _spread(component, active, target, result.target)
    return result


def _months_of(component: Component) -> Floats:
    """Give how many months each window has [windows, participants]: the target of what has none."""
    months = np.array([float(len(window)) for window in component.schedule.windows])
    return np.broadcast_to(months[:, None], component.payable.shape)


def _spread(component: Component, active: Bools, windows: Floats, months: Floats) -> None:
    """Put what each window adds into the last month of its period in which a participant takes part."""
    ranges, people = component.schedule.windows, np.arange(months.shape[1])
    for row, (window, period) in enumerate(zip(ranges, component.schedule.periods, strict=True)):
        before = windows[row - 1] if row and ranges[row - 1].start == window.start else 0.0
        inside = active[period.start : period.stop][::-1]
        last = np.where(inside.any(axis=0), period.stop - 1 - inside.argmax(axis=0), period.stop - 1)
        months[last, people] = windows[row] - before


def _floats(quantity: Quantity) -> Floats:
    divisors = np.array(quantity.denominator, dtype=float)
    values: Floats = quantity.numerator.astype(float) / divisors[:, None]
    return values
