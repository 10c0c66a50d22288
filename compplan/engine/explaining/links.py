"""What gates and modifiers do to what a measure earns, as nodes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from compplan.diagnostics import Place
from compplan.engine.earn import Component
from compplan.engine.exact.cells import Picked
from compplan.engine.explaining.curves import Units, rate_node
from compplan.engine.explaining.node import Node, Operation, given, node
from compplan.engine.links import Factor, Linked, Links, Test, rate_at_target, unaccelerated
from compplan.engine.measure import Value
from compplan.grammar import decimal_text, percent_text
from compplan.plan.model import Comparison

ZERO, ONE = Fraction(0), Fraction(1)
_IF: dict[Comparison, Operation] = {
    "at_least": "if_reached",
    "above": "if_above",
    "at_most": "if_at_most",
    "below": "if_below",
}
Look = Callable[[Linked, int, Fraction], Node]
"""Shows the attainment of a linked measure in its window of that number."""
Find = Callable[..., Place | None]
"""Finds where a word of the plan stands."""
Cell = tuple[int, int, int]
"""A line, the number of a window of it, and a participant."""


def limited_rate_node(
    component: Component, rate: Node, by: Node, units: Units, cell: Cell, look: Look, find: Find
) -> Node:
    """Show how soft gates limit a rate."""
    links = component.links
    if links is None:
        return rate
    for gate, test in links.gates:
        if gate.type != "soft" or holds(test, cell):
            continue
        note, place = f"gate {gate.id} is closed: {_why(test, cell, look)}", find("gates", gate.id)
        if gate.limit == "payout_at_target":
            most = given("rate at target", rate_at_target(component.curve))
            least = min(rate.value, most.value)
            rate = Node("payout rate", least, "least", (rate, most), place, note, unit=rate.unit)
        else:
            most = rate_node(unaccelerated(component.curve), by, None, units)
            rate = Node("payout rate", most.value, "sum", (most,), place, note, unit=rate.unit)
    return rate


def acted_node(links: Links, earned: Node, cell: Cell, look: Look, find: Find, applies: str | None) -> Node:
    """Show how modifiers and hard gates act on what is earned: all, or those that apply to it."""
    factors = [each for each in links.factors if applies in (None, each.modifier.applies)]
    nodes = [_factor(each, cell, look, find) for each in factors]
    if links.additive and len(nodes) > 1:
        less = given("counted twice", ONE - len(nodes))
        total = node("factors added up", "sum", [*nodes, less], sum((n.value for n in nodes), less.value))
        nodes = [total]
    for factor in nodes:
        earned = node("modified", "product", [earned, factor], earned.value * factor.value, unit="money")
    for gate, test in links.gates:
        if gate.type == "hard" and applies in (None, gate.applies):
            earned = _gated(gate.id, test, earned, cell, look, find)
    return earned


def holds(test: Test, cell: Cell) -> bool:
    """Tell whether a condition is met for one participant."""
    line, window, person = cell
    return bool(test.holds(Picked(np.array([line]), np.array([person])), window)[0])


def _gated(gate: str, test: Test, earned: Node, cell: Cell, look: Look, find: Find) -> Node:
    value, place = _value(test.linked, cell, look), find("gates", gate)
    if value is None:
        return given("gated", ZERO, place=place, note=f"gate {gate}: no target of {test.linked.id}")
    edge = given(f"gate {gate}", test.condition.level, place=place, unit=value.unit)
    result = earned.value if holds(test, cell) else ZERO
    operation = _IF[test.condition.comparison]
    return node("gated", operation, [value, edge, earned], result, unit="money")


def _factor(factor: Factor, cell: Cell, look: Look, find: Find) -> Node:
    modifier, place = factor.modifier, find("modifiers", factor.modifier.id)
    name, value = f"modifier {modifier.id}", _value(factor.linked, cell, look)
    if value is None:
        return given(name, ONE, place=place, note=f"no target of {factor.linked.id}", unit="share")
    if factor.when is not None and not holds(factor.when, cell):
        note = _why(factor.when, cell, look)
        return given(name, ONE, place=place, note=note, unit="share")
    rate = rate_node(modifier.curve, value, place)
    return Node(name, rate.value, "sum", (rate,), place, unit="share")


def _why(test: Test, cell: Cell, look: Look) -> str:
    """Say why a condition is not met."""
    value = _value(test.linked, cell, look)
    found = "it has no target" if value is None else f"it is {_number(value.value, test)}"
    return f"{_said(test)}, but {found}"


def _value(linked: Linked, cell: Cell, look: Look) -> Node | None:
    line, window, person = cell
    number = line * linked.per_line + (window if linked.index is None else linked.index)
    if not linked.payable[number, person]:
        return None
    cells = Picked(np.array([number]), np.array([person]))
    return look(linked, number, linked.source.attainment(cells).value[0])


def _said(test: Test) -> str:
    words = test.condition.comparison.replace("_", " ")
    return f"{test.linked.id} has to be {words} {_number(test.condition.level, test)}"


def _number(value: Fraction, test: Test) -> str:
    return decimal_text(value) if isinstance(test.linked.source, Value) else percent_text(value)
