"""One line of a payment as nodes, from its rounded amount down to what its windows earn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np

from compplan import months as calendar
from compplan.engine.earn import Component, evaluated
from compplan.engine.exact.cells import Picked
from compplan.engine.exact.numbers import round_exactly
from compplan.engine.explaining.attained import looked_at
from compplan.engine.explaining.limits import limited_node
from compplan.engine.explaining.links import acted_node
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.explaining.windows import place_of, window_node
from compplan.engine.results.evaluated import ComponentResult, PlanResult

ZERO = Fraction(0)


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
        place=place_of(plan, "rounding"),
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
    less = given("cut by best_of and the plan's caps", amount, place=place_of(plan, "caps"))
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
        windows = [window_node(plan, component, line, index, person) for index in range(schedule.per_line)]
        if len(windows) == 1:
            return windows[0]
        return node("earned", "sum", windows, sum((window.value for window in windows), ZERO))
    starts = [window.start for window in schedule.windows]
    lines = [each for each in range(line + 1) if starts[each] == starts[line] and links.taken[each, person]]
    due = [window_node(plan, component, each, 0, person) for each in lines]
    added = [_added(plan, component, each, person, due[: at + 1]) for at, each in enumerate(lines)]
    return node("due to date", "sum", added, sum((each.value for each in added), ZERO))


def _added(plan: PlanResult, component: Component, line: int, person: int, due: list[Node]) -> Node:
    assert component.links is not None
    added = due[-1]
    if len(due) > 1:
        value = due[-1].value - due[-2].value
        added = node("added", "difference", [due[-1], due[-2]], value)
    look, cell = partial(looked_at, plan, person), (line, 0, person)
    acted = acted_node(component.links, added, cell, look, partial(place_of, plan), "period")
    month = calendar.month_text(plan.compiled.plan.starts + component.schedule.last_month(line))
    return Node(f"added {month}", acted.value, "sum", (acted,), unit="money")


def _before_cut(part: ComponentResult, line: int, person: int) -> int:
    paid, cut = part.paid, part.paid.cut
    return int(paid.lines[line, person]) + (0 if cut is None else int(cut[line, person]))


def _was(plan: PlanResult, line: int) -> str:
    """Tell whether a line of a measure to date was paid, or is what an amendment makes of it."""
    return "paid" if line >= plan.first else "as amended"


def _to_date(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    component, source = part.component, plan.compiled.plan
    minor = Fraction(1, 10**source.currency.exponent)
    windows = component.schedule.windows
    earlier = [i for i in range(line) if windows[i].start == windows[line].start and part.taken[i, person]]
    months = {i: calendar.month_text(source.starts + windows[i].stop - 1) for i in earlier}
    paid = [given(f"{_was(plan, i)} {months[i]}", _before_cut(part, i, person) * minor) for i in earlier]
    before = node(f"{_was(plan, line - 1)} before", "sum", paid, sum((p.value for p in paid), ZERO))
    brought = given("balance brought in", int(part.paid.brought[line, person]) * minor)
    left = node("left to pay", "difference", [due, before, brought], due.value - before.value - brought.value)
    pays = _before_cut(part, line, person) * minor
    note = f"line; balance: {component.measure.balance}"
    if pays == left.value:
        return Node(
            component.measure.id, pays, "sum", (left,), place_of(plan, "measures", component.measure.id), note
        )
    return Node(
        component.measure.id,
        pays,
        "greatest",
        (left, given("nothing", ZERO)),
        place_of(plan, "measures", component.measure.id, "balance"),
        note,
    )
