"""The attainment of one window of a measure as nodes, and the actual and target behind it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from compplan.engine.card import Card
from compplan.engine.credit import is_money
from compplan.engine.earn import Component
from compplan.engine.exact.cells import Picked
from compplan.engine.explaining.cards import card_node
from compplan.engine.explaining.counted import counted_node
from compplan.engine.explaining.curves import Units, rate_node
from compplan.engine.explaining.matrix import matrix_node
from compplan.engine.explaining.node import Node, Unit, given, node
from compplan.engine.explaining.origins import target_node
from compplan.engine.explaining.ranks import rank_node
from compplan.engine.links import Linked
from compplan.engine.matrix import Matrix
from compplan.engine.measure import Ratio, Source, Value
from compplan.engine.ranks import Ranks
from compplan.engine.results.evaluated import PlanResult
from compplan.engine.scorecard import Scorecard
from compplan.plan.model import AttainmentMeasure, Measure, ValueMeasure


def attainment_node(
    plan: PlanResult, component: Component, window: int, person: int, engine: Fraction
) -> Node:
    """Show how the attainment ``engine`` of a window came about; of a measure without target, its actual."""
    source, measure = component.source, component.measure
    if isinstance(source, Value) and isinstance(measure, ValueMeasure):
        return actual_node(plan, component, window, person)
    if isinstance(source, Ratio) and isinstance(measure, AttainmentMeasure):
        if source.full[window, person]:
            return given("attainment", engine, note="zero target: if_zero is at_target")
        actual = actual_node(plan, component, window, person)
        target = own_target_node(plan, component, window, person)
        if not target.value:
            return given("attainment", engine, note="no target: if_missing or if_zero is no_pay")
        if measure.direction == "lower_is_better":
            if actual.value <= 0:
                return given("attainment", engine, note="no actual")
            return node("attainment", "quotient", [target, actual], target.value / actual.value)
        return node("attainment", "quotient", [actual, target], actual.value / target.value)
    if isinstance(source, Matrix):
        grid = source.measure
        row = _of_axis(plan, grid.rows.measure, source.rows, window, person)
        column = _of_axis(plan, grid.columns.measure, source.columns, window, person)
        return matrix_node(grid, row, column)
    if isinstance(source, Scorecard):
        return _scorecard_node(plan, source, window, person)
    if isinstance(source, Card):
        return card_node(plan.compiled, source, window, person, engine)
    return given("attainment", engine, note="assumed: history did not record it")


def _of_axis(plan: PlanResult, name: str, source: Source, window: int, person: int) -> Node:
    """Show the attainment of a measure along a side of a matrix."""
    (component,) = (each for each in plan.compiled.components if each.measure.id == name)
    engine = source.attainment(Picked(np.array([window]), np.array([person]))).value[0]
    found = attainment_node(plan, component, window, person, engine)
    return Node(name, found.value, "sum", (found,), unit=found.unit or "share")


def _scorecard_node(plan: PlanResult, scorecard: Scorecard, window: int, person: int) -> Node:
    """Show weight x payout rate of each measure of a scorecard."""
    found = {each.measure.id: each for each in plan.compiled.components}
    parts = []
    for part in scorecard.parts:
        component = found[part.measure]
        cells = Picked(np.array([window]), np.array([person]))
        attainment = attainment_node(
            plan, component, window, person, component.source.attainment(cells).value[0]
        )
        by = by_node(plan, component, window, person, attainment)
        rate = rate_node(part.curve, by, None, units_of(component.measure))
        weight = given("weight", part.weight, unit="share")
        parts.append(node(part.measure, "product", [rate, weight], rate.value * weight.value, unit="share"))
    total = sum((part.value for part in parts), Fraction(0))
    return node("scorecard", "sum", parts, total, unit="share")


def looked_at(plan: PlanResult, person: int, linked: Linked, window: int, engine: Fraction) -> Node:
    """Show the attainment of another measure of the plan."""
    (component,) = (each for each in plan.compiled.components if each.measure.id == linked.id)
    found = attainment_node(plan, component, window, person, engine)
    unit: Unit = "share" if found.unit is None else found.unit
    return Node(f"{linked.id}", found.value, "sum", (found,), unit=unit)


def by_node(plan: PlanResult, component: Component, window: int, person: int, attainment: Node) -> Node:
    """Show what the curve goes by."""
    measure = component.measure
    if isinstance(component.by, Ranks):
        return rank_node(component, component.by, window, person, attainment)
    if component.by is None or not isinstance(measure, AttainmentMeasure):
        return attainment
    actual = actual_node(plan, component, window, person)
    if isinstance(component.by, Value):
        return actual
    target = own_target_node(plan, component, window, person)
    return node(
        "excess over target", "difference", [actual, target], actual.value - target.value, unit=actual.unit
    )


def actual_node(plan: PlanResult, component: Component, window: int, person: int) -> Node:
    """Show the actual of a window, in money or as a number."""
    measure = component.measure
    assert isinstance(measure, AttainmentMeasure | ValueMeasure)
    actual = counted_node(plan.compiled, measure.actual, component, window, person)
    return replace(actual, unit=_counted_unit(measure))


def own_target_node(plan: PlanResult, component: Component, window: int, person: int) -> Node:
    """Show the target of a window, in money or as a number."""
    measure = component.measure
    assert isinstance(measure, AttainmentMeasure)
    target = target_node(plan.compiled, measure, component, window, person)
    return replace(target, unit=_counted_unit(measure))


def _counted_unit(measure: AttainmentMeasure | ValueMeasure) -> Unit:
    return "money" if is_money(measure.actual) else "count"


def units_of(measure: Measure) -> Units:
    """Tell what the numbers of a measure's curve count."""
    tiered = measure.curve.type in ("tiered_marginal", "tiered_retroactive")
    by: Unit | None = None
    if measure.curve.by == "rank":
        by = "count"
    elif measure.curve.by != "attainment" and isinstance(measure, AttainmentMeasure | ValueMeasure):
        by = _counted_unit(measure)
    if measure.earns == "amount":
        return Units(by or "share", "money", "money")
    if measure.earns == "commission" and by and tiered:
        return Units(by, "share", "money")
    return Units(by, "share", "share") if by else Units()
