"""One line of a payment as nodes, from its rounded amount down to attainment and base."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from compplan import months as calendar
from compplan.diagnostics import Place
from compplan.engine.card import Card
from compplan.engine.credit import is_money
from compplan.engine.earn import Component, in_units, steps
from compplan.engine.exact.cells import Picked
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.explaining.counted import counted_node
from compplan.engine.explaining.curves import Units, floored, mirrored, rate_node
from compplan.engine.explaining.node import Node, Unit, given, node
from compplan.engine.explaining.origins import base_node, card_node, target_node
from compplan.engine.measure import Ratio, Value
from compplan.engine.results.result import ComponentResult, PlanResult
from compplan.plan.model import AttainmentMeasure, Measure, ValueMeasure

ZERO, ONE = Fraction(0), Fraction(1)


def has_line(part: ComponentResult, payout: int, person: int) -> bool:
    """Tell whether a component has a line of a participant in a payout period."""
    payouts = part.component.schedule.payout
    return payout in payouts and bool(part.taken[payouts.index(payout), person])


def line_node(plan: PlanResult, part: ComponentResult, line: int, person: int) -> Node:
    """Show one line of a payment."""
    component, source = part.component, plan.compiled.plan
    cells = Picked(np.array([line]), np.array([person]))
    windows = [
        _window(plan, part, line * component.schedule.per_line + index, person, step.attainment.value[0])
        for index, step in enumerate(steps(component, cells))
    ]
    minor = Fraction(1, 10**source.currency.exponent)
    exact = in_units(component, steps(component, cells)).value[0] * component.unit * minor
    earned = windows[0] if len(windows) == 1 else node("earned", "sum", windows, exact)
    if earned.value != exact:
        message = f"explanation {earned.value} differs from the engine's {exact}"
        raise AssertionError(message)
    rounded = round_exactly(exact / source.rounding.to, source.rounding.mode) * source.rounding.to
    due = node(
        "rounded",
        "round",
        [earned, given("to", source.rounding.to, note=source.rounding.mode)],
        rounded,
        place=_place(plan, "rounding"),
    )
    if component.measure.accumulate == "period":
        return Node(component.measure.id, due.value, "sum", (due,), note="line")
    return _to_date(plan, part, line, person, due)


def _to_date(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    component, source = part.component, plan.compiled.plan
    minor = Fraction(1, 10**source.currency.exponent)
    windows = component.schedule.windows
    earlier = [i for i in range(line) if windows[i].start == windows[line].start and part.taken[i, person]]
    months = {i: calendar.month_text(source.starts + windows[i].stop - 1) for i in earlier}
    paid = [given(f"paid {months[i]}", int(part.paid.paid[i, person]) * minor) for i in earlier]
    before = node("paid before", "sum", paid, sum((p.value for p in paid), ZERO))
    brought = given("balance brought in", int(part.paid.brought[line, person]) * minor)
    left = node("left to pay", "difference", [due, before, brought], due.value - before.value - brought.value)
    pays = int(part.paid.paid[line, person]) * minor
    note = f"line; balance: {component.measure.balance}"
    if pays == left.value:
        return Node(
            component.measure.id, pays, "sum", (left,), _place(plan, "measures", component.measure.id), note
        )
    return Node(
        component.measure.id,
        pays,
        "greatest",
        (left, given("nothing", ZERO)),
        _place(plan, "measures", component.measure.id, "balance"),
        note,
    )


def _window(plan: PlanResult, part: ComponentResult, window: int, person: int, engine: Fraction) -> Node:
    component, measure = part.component, part.component.measure
    months = component.schedule.windows[window]
    attainment = attainment_node(plan, component, window, person, engine)
    by = _by(plan, component, window, person, attainment)
    rate = rate_node(measure.curve, by, _place(plan, "measures", measure.id, "curve"), units_of(measure))
    name = "due to date" if measure.accumulate == "year_to_date" else "earned"
    first, last = (
        calendar.month_text(plan.compiled.plan.starts + m) for m in (months.start, months.stop - 1)
    )
    span = first if first == last else f"{first} to {last}"
    base = _base(plan, component, window, person, rate)
    return node(f"{name} {span}", "product", [base, rate], base.value * rate.value)


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
        actual = _actual(plan, component, window, person)
        down = actual.value < 0 and measure.curve.negative == "deducts"
        return mirrored(actual) if down else floored(actual)
    assert isinstance(measure, AttainmentMeasure)
    return _target(plan, component, window, person)


def _by(plan: PlanResult, component: Component, window: int, person: int, attainment: Node) -> Node:
    """Show what the curve goes by."""
    measure = component.measure
    if component.by is None or not isinstance(measure, AttainmentMeasure):
        return attainment
    actual = _actual(plan, component, window, person)
    if isinstance(component.by, Value):
        return actual
    target = _target(plan, component, window, person)
    return node(
        "excess over target", "difference", [actual, target], actual.value - target.value, unit=actual.unit
    )


def attainment_node(
    plan: PlanResult, component: Component, window: int, person: int, engine: Fraction
) -> Node:
    """Show how the attainment ``engine`` of a window came about; of a measure without target, its actual."""
    source, measure = component.source, component.measure
    if isinstance(source, Value) and isinstance(measure, ValueMeasure):
        return _actual(plan, component, window, person)
    if isinstance(source, Ratio) and isinstance(measure, AttainmentMeasure):
        if source.full[window, person]:
            return given("attainment", engine, note="zero target: if_zero is at_target")
        actual = _actual(plan, component, window, person)
        target = _target(plan, component, window, person)
        if not target.value:
            return given("attainment", engine, note="no target: if_missing or if_zero is no_pay")
        return node("attainment", "quotient", [actual, target], actual.value / target.value)
    if isinstance(source, Card):
        return card_node(plan.compiled, source, window, person, engine)
    return given("attainment", engine, note="assumed: history did not record it")


def _actual(plan: PlanResult, component: Component, window: int, person: int) -> Node:
    measure = component.measure
    assert isinstance(measure, AttainmentMeasure | ValueMeasure)
    actual = counted_node(plan.compiled, measure.actual, component, window, person)
    return replace(actual, unit=_counted_unit(measure))


def _target(plan: PlanResult, component: Component, window: int, person: int) -> Node:
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
    if measure.curve.by != "attainment" and isinstance(measure, AttainmentMeasure | ValueMeasure):
        by = _counted_unit(measure)
    if measure.earns == "amount":
        return Units(by or "share", "money", "money")
    if measure.earns == "commission" and by and tiered:
        return Units(by, "share", "money")
    return Units(by, "share", "share") if by else Units()


def _place(plan: PlanResult, *path: str | int) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(path) if source else None
