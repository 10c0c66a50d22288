"""What history recorded of a plan's measures: monthly actuals and targets, as the engine measured them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import TextColumn
from compplan.engine.compile import Compiled
from compplan.engine.earn import Component, shown
from compplan.engine.exact.quantity import Quantity
from compplan.engine.groups import segments_in
from compplan.engine.measure import Ratio, Value
from compplan.engine.payment.draws import draws_of
from compplan.engine.payment.items import Given, Item
from compplan.engine.payment.stage import Recorded
from compplan.engine.results.evaluated import ComponentResult, PlanResult
from compplan.engine.sampled.months import Sampled
from compplan.engine.sampled.pay import Columns, sampled_pay
from compplan.engine.sampled.ranking import EVERYBODY, Ranking
from compplan.plan.model import MONTHS_IN, Plan

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
_PLACES = ("region", "team")
_SLIVER = 1e-9
"""Stands for an actual of nothing that counts as what was to be reached."""


@dataclass(frozen=True, slots=True)
class History:
    """A plan's months as they were [plan months, participants]; ``months`` of them were run.

    ``measured`` holds what was measured; ``exact`` [months] what the engine paid in all, in minor units.
    """

    plan: Plan
    months: int
    columns: Columns
    measured: dict[str, Sampled]
    exact: NDArray[np.int64]

    @property
    def incentive(self) -> Floats:
        """Give the target incentive of each month, in minor units."""
        return self.columns.incentive

    @property
    def takes_part(self) -> Bools:
        """Tell who takes part in which month."""
        return self.columns.takes_part

    def pay(self, *, rounded: bool = True) -> dict[str, Floats]:
        """Pay these months as sampled ones [months, participants], in minor units, by measure."""
        paid = sampled_pay(self.plan, self.columns, self.measured, rounded=rounded, months=self.months)
        return {measure: months[: self.months] for measure, months in paid.items()}

    def misfit(self) -> float:
        """Give how far, at most, these months paid as samples are from what the engine paid, minor units."""
        paid = np.sum([*self.pay().values()], axis=0)
        return float(np.abs(paid - self.exact).max(initial=0.0))


def history_of(result: PlanResult) -> History:
    """Take from a run what it measured."""
    compiled = result.compiled
    plan, who = compiled.plan, compiled.who
    measured = {part.component.measure.id: _measured(plan, who.active, part) for part in result.components}
    incentive = who.incentive_parts / np.array(who.year_parts, dtype=float)[:, None]
    columns = Columns(incentive, who.active, ranking_of(compiled), _recorded(result), who)
    step = MONTHS_IN[plan.payout_period]
    exact = np.zeros((compiled.months, who.active.shape[1]), dtype=np.int64)
    exact[step - 1 :: step] = result.payments()[0]
    return History(plan, compiled.months, columns, measured, exact)


def ranking_of(compiled: Compiled) -> Ranking:
    """Rank participants against each other as they stood at the end of each month, or last before it."""
    plan, panel = compiled.plan, compiled.panel
    at, chosen = segments_in(plan, panel, [range(month, month + 1) for month in range(plan.months)])
    for month in range(1, plan.months):
        at[month] = np.where(at[month] < 0, at[month - 1], at[month])
    segments = panel.segments
    groups = {EVERYBODY: np.zeros(at.shape, dtype=np.int64)}
    for name, column in (("role", segments.role), *((each, segments.columns.get(each)) for each in _PLACES)):
        if isinstance(column, TextColumn):
            groups[name] = np.where(at < 0, -1, column.codes[np.append(chosen, 0)[at]]).astype(np.int64)
    return Ranking(groups)


def _recorded(result: PlanResult) -> Recorded:
    """Take what payment looked up in tables; without a record, the company's share of pay taken back."""
    compiled, payment = result.compiled, result.compiled.plan.payment
    if payment is None or result.given is None:
        return Recorded()
    draws = None
    if payment.draw is not None and payment.draw.table is not None:
        none = Given(*result.payments())
        draws = draws_of(compiled.plan, compiled.panel, compiled.who, payment.draw, none)
    taken: Item | None = next((each for each in result.items if each.kind == "clawback"), None)
    if taken is None:
        return Recorded(draws)
    lines = sum(int(np.maximum(part.paid.paid, 0).sum()) for part in result.components)
    return Recorded(draws, -taken.amount, float(-taken.amount.sum()) / max(lines, 1))


def _measured(plan: Plan, active: Bools, part: ComponentResult) -> Sampled:
    component = part.component
    source = component.source
    if isinstance(source, Ratio):
        target = np.where(component.payable, _floats(source.target), 0.0)
        told = _floats(source.actual) if source.divisor is None else _divided(source.actual, source.divisor)
        actual = np.where(source.full, np.maximum(told, _SLIVER), told)
        target = np.where(source.full, actual, target)
    elif isinstance(source, Value):
        actual, target = shown(component).attainment, _months_of(component)
    else:
        target = _months_of(component)
        actual = shown(component).attainment * target
    earned = _monthly(plan, component, active, _floats(component.base)) if component.sums else None
    return Sampled(
        _monthly(plan, component, active, actual),
        _monthly(plan, component, active, target),
        earned,
        component.counted,
    )


def _months_of(component: Component) -> Floats:
    """Give how many months each window has [windows, participants]: the target of what has none."""
    months = np.array([float(len(window)) for window in component.schedule.windows])
    return np.broadcast_to(months[:, None], component.payable.shape)


def _monthly(plan: Plan, component: Component, active: Bools, windows: Floats) -> Floats:
    """Put what each window adds into the last month of its period in which a participant takes part."""
    months = np.zeros((plan.months, windows.shape[1]))
    ranges, people = component.schedule.windows, np.arange(months.shape[1])
    placed = np.zeros(months.shape[1])
    for row, (window, period) in enumerate(zip(ranges, component.schedule.periods, strict=True)):
        if not row or ranges[row - 1].start != window.start:
            placed = np.zeros(months.shape[1])
        inside = active[period.start : period.stop][::-1]
        here = inside.any(axis=0)
        last = np.where(here, period.stop - 1 - inside.argmax(axis=0), 0)
        months[last[here], people[here]] = windows[row, here] - placed[here]
        placed = np.where(here, windows[row], placed)
    return months


def _floats(quantity: Quantity) -> Floats:
    divisors = np.array(quantity.denominator, dtype=float)
    values: Floats = quantity.numerator.astype(float) / divisors[:, None]
    return values


def _divided(top: Quantity, bottom: Quantity) -> Floats:
    divisor = _floats(bottom)
    return np.divide(_floats(top), divisor, out=np.zeros_like(divisor), where=divisor != 0)
