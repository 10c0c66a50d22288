"""A share of a pool as nodes: what the group earns together, and the part of it by weight."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from compplan.engine.compile import Compiled
from compplan.engine.earn import Component
from compplan.engine.explaining.curves import Units, floored, mirrored, rate_node
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.measure import Value
from compplan.engine.pools import shared, total_of
from compplan.plan.model import ValueMeasure

ZERO = Fraction(0)


def pool_node(compiled: Compiled, component: Component, window: int, person: int, units: Units) -> Node:
    """Show a participant's share of what his group earns in a window."""
    measure, source, plan = component.measure, component.source, compiled.plan
    assert isinstance(measure, ValueMeasure)
    assert isinstance(source, Value)
    assert measure.pool is not None
    found = shared(plan, measure, compiled.panel, source, compiled.who, component.schedule)
    group = found.groups.code[window]
    members = np.flatnonzero(found.taken[window] & (group == group[person]))
    whole = _pool(measure, total_of(source, window, members), _named(compiled, measure, members), units)
    to = given("to", plan.rounding.to, note=plan.rounding.mode)
    share = found.share[window]
    amount = int(share[members].sum()) * plan.rounding.to
    rounded = node("pool", "round", [whole, to], amount, unit="money")
    weights = found.weight[window, members]
    total, own = int(weights.sum()), int(found.weight[window, person])
    if not total:  # shared equally; a line may also look at months in which nobody of the group takes part
        total, own = max(len(members), 1), int(found.taken[window, person])
    part = given("part", Fraction(own, total), note=measure.pool.shared.replace("_", " "), unit="share")
    exact = node("share of the pool", "product", [rounded, part], amount * Fraction(own, total), unit="money")
    paid = int(share[person]) * plan.rounding.to
    rest = given("to whole units", paid - exact.value, note="largest remainder", unit="money")
    return node("share of the pool in whole units", "sum", [exact, rest], paid, unit="money")


def _pool(measure: ValueMeasure, total: Fraction, whom: str, units: Units) -> Node:
    """Show what a group's actuals earn together."""
    actual = given("actual of the group", total, note=whom, unit=units.by)
    earned = rate_node(measure.curve, actual, None, units)
    if measure.earns == "commission" and measure.curve.type in ("linear", "step"):
        on = mirrored(actual) if measure.curve.negative == "deducts" and total < 0 else floored(actual)
        earned = node("commission", "product", [on, earned], on.value * earned.value, unit="money")
    return earned


def _named(compiled: Compiled, measure: ValueMeasure, members: np.ndarray) -> str:
    assert measure.pool is not None
    names = [compiled.panel.participants[member] for member in members[:_SHOWN]]
    more = f" and {len(members) - _SHOWN} more" if len(members) > _SHOWN else ""
    return f"{', '.join(names)}{more}"


_SHOWN = 6
