"""What one window of a line earns as nodes: base x rate, and what gates and modifiers make of it."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import numpy as np

from compplan import months as calendar
from compplan.diagnostics import Place
from compplan.engine.earn import Component
from compplan.engine.exact.cells import Picked
from compplan.engine.explaining.attained import (
    actual_node,
    attainment_node,
    by_node,
    looked_at,
    own_target_node,
    units_of,
)
from compplan.engine.explaining.curves import floored, mirrored, rate_node
from compplan.engine.explaining.links import Cell, acted_node, limited_rate_node
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.explaining.origins import base_node
from compplan.engine.explaining.pools import pool_node
from compplan.engine.explaining.transactions import transactions_node
from compplan.engine.results.evaluated import PlanResult
from compplan.plan.model import AttainmentMeasure, ValueMeasure

ZERO, ONE = Fraction(0), Fraction(1)


def window_node(plan: PlanResult, component: Component, line: int, index: int, person: int) -> Node:
    """Show what the window with this index of a line earns, to date if the measure accumulates so."""
    measure, window = component.measure, line * component.schedule.per_line + index
    engine = component.source.attainment(Picked(np.array([window]), np.array([person]))).value[0]
    attainment = attainment_node(plan, component, window, person, engine)
    units = units_of(measure)
    if component.sums:
        pooled = isinstance(measure, ValueMeasure) and measure.pool is not None
        rate = (pool_node if pooled else transactions_node)(plan.compiled, component, window, person, units)
        return _acted_on(plan, component, (line, index, person), given("once", ONE), rate)
    by = by_node(plan, component, window, person, attainment)
    rate = rate_node(measure.curve, by, place_of(plan, "measures", measure.id, "curve"), units)
    look, find, cell = partial(looked_at, plan, person), partial(place_of, plan), (line, index, person)
    rate = limited_rate_node(component, rate, by, units, cell, look, find)
    return _acted_on(plan, component, cell, _base(plan, component, window, person, rate), rate)


def _acted_on(plan: PlanResult, component: Component, cell: Cell, base: Node, rate: Node) -> Node:
    """Show base x rate, and what gates and modifiers make of it."""
    (line, index, person), measure = cell, component.measure
    window = line * component.schedule.per_line + index
    look, find = partial(looked_at, plan, person), partial(place_of, plan)
    kind = "due to date" if measure.accumulate == "year_to_date" else "earned"
    name = f"{kind} {_span(plan, component, window)}"
    earned = node(name, "product", [base, rate], base.value * rate.value)
    if rate.unit == "money" and base.value == 1:
        earned = Node(name, rate.value, "sum", (rate,), unit="money")
    if component.links is None:
        return earned
    applies = "to_date" if component.links.to_date else None
    acted = acted_node(component.links, earned, cell, look, find, applies)
    return acted if acted is earned else Node(name, acted.value, "sum", (acted,), unit="money")


def _span(plan: PlanResult, component: Component, window: int) -> str:
    months, starts = component.schedule.windows[window], plan.compiled.plan.starts
    first, last = (calendar.month_text(starts + month) for month in (months.start, months.stop - 1))
    return first if first == last else f"{first} to {last}"


def _base(plan: PlanResult, component: Component, window: int, person: int, rate: Node) -> Node:
    """Show what the rate is paid on: a part of the target incentive, a target, an actual, or just once."""
    measure = component.measure
    if measure.earns == "target_incentive":
        return base_node(plan.compiled, component, window, person)
    if not component.payable[window, person] or not component.base.numerator[window, person]:
        return given("nothing to pay it on", ZERO, unit="money")
    if rate.unit == "money":
        return given("once", ONE)
    if measure.curve.type in ("linear", "step"):
        actual = actual_node(plan, component, window, person)
        down = actual.value < 0 and measure.curve.negative == "deducts"
        return mirrored(actual) if down else floored(actual)
    assert isinstance(measure, AttainmentMeasure)
    return own_target_node(plan, component, window, person)


def place_of(plan: PlanResult, *path: str | int) -> Place | None:
    """Tell where a word of the plan stands, if it was read from a file."""
    source = plan.compiled.plan.source
    return source.places.get(path) if source else None
