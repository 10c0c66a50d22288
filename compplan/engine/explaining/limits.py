"""Floors and caps in money of a measure's line, as nodes."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from compplan.diagnostics import Place
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.limits import limited
from compplan.engine.results.evaluated import ComponentResult, PlanResult

ZERO = Fraction(0)


def limited_node(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    """Show what floors and caps make of a rounded line, or of what is due to date."""
    measure, unit = part.component.measure, plan.compiled.plan.rounding.to
    to_date = measure.accumulate == "year_to_date"
    span = "plan_year" if to_date else "payout_period"
    if measure.floors is not None and due.value > 0:
        least: Fraction | None = getattr(measure.floors, span)
        if least is not None:
            edge = given("floor", ceil(least / unit) * unit, place=_place(plan, measure.id, "floors", span))
            due = node("at least the floor", "greatest", [due, edge], max(due.value, edge.value))
    if measure.caps is None:
        return due
    most: Fraction | None = getattr(measure.caps, span)
    if most is not None:
        edge = given("cap", floor(most / unit) * unit, place=_place(plan, measure.id, "caps", span))
        due = node("within the cap", "least", [due, edge], min(due.value, edge.value))
    if to_date or measure.caps.plan_year is None:
        return due
    return _of_year(plan, part, line, person, due)


def _of_year(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    component, unit = part.component, plan.compiled.plan.rounding.to
    measure, schedule = component.measure, component.schedule
    assert measure.caps is not None
    assert measure.caps.plan_year is not None
    lines = limited(measure, part.earned.rounded[:, [person]], schedule, unit)[:, 0]
    year = schedule.last_month(line) // 12
    used = [int(lines[at]) for at in range(line) if schedule.last_month(at) // 12 == year]
    place = _place(plan, measure.id, "caps", "plan_year")
    cap = given("cap of the plan year", floor(measure.caps.plan_year / unit) * unit, place=place)
    before = given("lines before", sum(used) * unit)
    rest = node("left of the cap", "difference", [cap, before], cap.value - before.value)
    left = node("left of the cap", "greatest", [rest, given("nothing", ZERO)], max(rest.value, ZERO))
    return node("within the cap of the plan year", "least", [due, left], min(due.value, left.value))


def _place(plan: PlanResult, *path: str) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(("measures", *path)) if source else None
