"""What each transaction of a window earns, as nodes."""

from __future__ import annotations

from fractions import Fraction

from compplan import months as calendar
from compplan.data.model import SCALE
from compplan.diagnostics import Place
from compplan.engine.compile import Compiled
from compplan.engine.credit import credited_rows, is_money, table_of
from compplan.engine.earn import Component
from compplan.engine.explaining.curves import Units, floored, mirrored, rate_node
from compplan.engine.explaining.node import Node, Operation, given, node
from compplan.engine.transactions import edges_of_transactions
from compplan.plan.model import ValueMeasure

ZERO = Fraction(0)


def transactions_node(
    compiled: Compiled, component: Component, window: int, person: int, units: Units
) -> Node:
    """Show what the rows of a window earn, each by itself, month by month."""
    measure = component.measure
    assert isinstance(measure, ValueMeasure)
    table = table_of(compiled.plan, compiled.panel, measure.actual.table)
    entries = credited_rows(compiled.plan, compiled.panel, measure.actual)
    edges = edges_of_transactions(compiled.plan, compiled.who, measure)
    mine, months = entries.participant == person, []
    for month in component.schedule.windows[window]:
        held = mine & (entries.month == month) & component.counted[month, person]
        rows = [
            _row(
                measure, table.place(int(row)), Fraction(int(amount), SCALE), units, *edges.of(month, person)
            )
            for row, amount in zip(entries.row[held], entries.amount[held], strict=True)
        ]
        name = calendar.month_text(compiled.plan.starts + month)
        months.append(node(name, "sum", rows, sum((row.value for row in rows), ZERO), unit="money"))
    return node("transactions", "sum", months, sum((each.value for each in months), ZERO), unit="money")


def _row(
    measure: ValueMeasure,
    place: Place,
    value: Fraction,
    units: Units,
    floor: Fraction | None,
    cap: Fraction | None,
) -> Node:
    amount = given("amount", value, place=place, unit="money" if is_money(measure.actual) else "count")
    earned = rate_node(measure.curve, amount, None, units)
    if measure.earns == "commission" and measure.curve.type in ("linear", "step"):
        on = mirrored(amount) if measure.curve.negative == "deducts" and value < 0 else floored(amount)
        earned = node("commission", "product", [on, earned], on.value * earned.value, unit="money")
    if floor is not None and earned.value:
        earned = _limited("floor", floor, earned, lifts=earned.value > 0)
    if cap is not None:
        earned = _limited("cap", cap, earned, lifts=earned.value < 0)
    return Node("transaction", earned.value, "sum", (earned,), place, unit="money")


def _limited(name: str, edge: Fraction, earned: Node, *, lifts: bool) -> Node:
    """Hold what a transaction earns, or what one deducts, to a limit."""
    limit = given(name, -edge if earned.value < 0 else edge, unit="money")
    value = (max if lifts else min)(earned.value, limit.value)
    operation: Operation = "greatest" if lifts else "least"
    return node(f"within the {name}", operation, [earned, limit], value, unit="money")
