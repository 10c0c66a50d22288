"""One line of a payment as nodes, from its rounded amount down to attainment and base."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.diagnostics import Place
from compplan.engine.card import Card
from compplan.engine.credit import is_money
from compplan.engine.earn import Component, evaluated
from compplan.engine.exact.cells import Picked
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.explaining.counted import counted_node
from compplan.engine.explaining.curves import Units, floored, mirrored, rate_node
from compplan.engine.explaining.limits import limited_node
from compplan.engine.explaining.links import Cell, acted_node, limited_rate_node
from compplan.engine.explaining.matrix import matrix_node
from compplan.engine.explaining.node import Node, Unit, given, node
from compplan.engine.explaining.origins import base_node, card_node, target_node
from compplan.engine.explaining.transactions import transactions_node
from compplan.engine.links import Linked
from compplan.engine.matrix import Matrix
from compplan.engine.measure import Ratio, Source, Value
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
    earned = _earned(plan, component, line, person)
    exact = _exactly(component, line, person) * component.unit / 10**source.currency.exponent
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
    due = limited_node(plan, part, line, person, due)
    if component.measure.accumulate == "period":
        return _cut(
            plan, part, line, person, Node(component.measure.id, due.value, "sum", (due,), note="line")
        )
    return _cut(plan, part, line, person, _to_date(plan, part, line, person, due))


def _cut(plan: PlanResult, part: ComponentResult, line: int, person: int, paid: Node) -> Node:
    """Show what the plan's caps, or a better measure, cut off a line."""
    cut = 0 if part.paid.cut is None else int(part.paid.cut[line, person])
    if not cut:
        return paid
    amount = Fraction(cut, 10**plan.compiled.plan.currency.exponent)
    less = given("cut by best_of and the plan's caps", amount, place=_place(plan, "caps"))
    before = replace(paid, name="before caps", note=None)
    return Node(paid.name, paid.value - amount, "difference", (before, less), note=paid.note)


def _exactly(component: Component, line: int, person: int) -> Fraction:
    """Evaluate a line in rounding units."""
    single = component.links is not None and component.links.by_increment
    cells = Picked(np.array([0 if single else line]), np.array([person]))
    total: Fraction = evaluated(component, cells, line if single else None)[1].value[0]
    return total


def _earned(plan: PlanResult, component: Component, line: int, person: int) -> Node:
    """Show what a line's windows come to; where links act on increments, what each payout period adds."""
    links, schedule = component.links, component.schedule
    if links is None or not links.by_increment:
        windows = [_window(plan, component, line, index, person) for index in range(schedule.per_line)]
        if len(windows) == 1:
            return windows[0]
        return node("earned", "sum", windows, sum((window.value for window in windows), ZERO))
    starts = [window.start for window in schedule.windows]
    lines = [each for each in range(line + 1) if starts[each] == starts[line] and links.taken[each, person]]
    due = [_window(plan, component, each, 0, person) for each in lines]
    added = [_added(plan, component, each, person, due[: at + 1]) for at, each in enumerate(lines)]
    return node("due to date", "sum", added, sum((each.value for each in added), ZERO))


def _added(plan: PlanResult, component: Component, line: int, person: int, due: list[Node]) -> Node:
    assert component.links is not None
    added = due[-1]
    if len(due) > 1:
        value = due[-1].value - due[-2].value
        added = node("added", "difference", [due[-1], due[-2]], value)
    look, cell = partial(_looked_at, plan, person), (line, 0, person)
    acted = acted_node(component.links, added, cell, look, partial(_place, plan), "period")
    month = calendar.month_text(plan.compiled.plan.starts + component.schedule.last_month(line))
    return Node(f"added {month}", acted.value, "sum", (acted,), unit="money")


def _of_axis(plan: PlanResult, name: str, source: Source, window: int, person: int) -> Node:
    """Show the attainment of a measure along a side of a matrix."""
    (component,) = (each for each in plan.compiled.components if each.measure.id == name)
    engine = source.attainment(Picked(np.array([window]), np.array([person]))).value[0]
    found = attainment_node(plan, component, window, person, engine)
    return Node(name, found.value, "sum", (found,), unit=found.unit or "share")


def _looked_at(plan: PlanResult, person: int, linked: Linked, window: int, engine: Fraction) -> Node:
    """Show the attainment of another measure of the plan."""
    (component,) = (each for each in plan.compiled.components if each.measure.id == linked.id)
    found = attainment_node(plan, component, window, person, engine)
    unit: Unit = "share" if found.unit is None else found.unit
    return Node(f"{linked.id}", found.value, "sum", (found,), unit=unit)


def _before_cut(part: ComponentResult) -> NDArray[np.int64]:
    return part.paid.paid if part.paid.cut is None else part.paid.paid + part.paid.cut


def _to_date(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    component, source = part.component, plan.compiled.plan
    minor = Fraction(1, 10**source.currency.exponent)
    windows = component.schedule.windows
    earlier = [i for i in range(line) if windows[i].start == windows[line].start and part.taken[i, person]]
    months = {i: calendar.month_text(source.starts + windows[i].stop - 1) for i in earlier}
    paid = [given(f"paid {months[i]}", int(_before_cut(part)[i, person]) * minor) for i in earlier]
    before = node("paid before", "sum", paid, sum((p.value for p in paid), ZERO))
    brought = given("balance brought in", int(part.paid.brought[line, person]) * minor)
    left = node("left to pay", "difference", [due, before, brought], due.value - before.value - brought.value)
    pays = int(_before_cut(part)[line, person]) * minor
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


def _window(plan: PlanResult, component: Component, line: int, index: int, person: int) -> Node:
    measure, window = component.measure, line * component.schedule.per_line + index
    engine = component.source.attainment(Picked(np.array([window]), np.array([person]))).value[0]
    attainment = attainment_node(plan, component, window, person, engine)
    units = units_of(measure)
    if component.sums:
        rate = transactions_node(plan.compiled, component, window, person, units)
        return _acted_on(plan, component, (line, index, person), given("once", ONE), rate)
    by = _by(plan, component, window, person, attainment)
    rate = rate_node(measure.curve, by, _place(plan, "measures", measure.id, "curve"), units)
    look, find, cell = partial(_looked_at, plan, person), partial(_place, plan), (line, index, person)
    rate = limited_rate_node(component, rate, by, units, cell, look, find)
    return _acted_on(plan, component, cell, _base(plan, component, window, person, rate), rate)


def _acted_on(plan: PlanResult, component: Component, cell: Cell, base: Node, rate: Node) -> Node:
    """Show base x rate, and what gates and modifiers make of it."""
    (line, index, person), measure = cell, component.measure
    window = line * component.schedule.per_line + index
    look, find = partial(_looked_at, plan, person), partial(_place, plan)
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
