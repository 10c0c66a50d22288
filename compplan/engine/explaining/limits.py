"""Floors and caps of a measure's line, as nodes."""

from __future__ import annotations

from fractions import Fraction

from compplan.diagnostics import Place
from compplan.engine.edges import Edges, at, edges_of
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.limits import limited
from compplan.engine.results.evaluated import ComponentResult, PlanResult
from compplan.grammar import percent_text
from compplan.plan.model import Limits, OfIncentive

ZERO = Fraction(0)


def limited_node(plan: PlanResult, part: ComponentResult, line: int, person: int, due: Node) -> Node:
    """Show what floors and caps make of a rounded line, or of what is due to date."""
    component, compiled = part.component, plan.compiled
    measure, unit = component.measure, compiled.plan.rounding.to
    edges = edges_of(compiled.plan, compiled.who, measure, component.schedule)
    if edges is None:
        return due
    span = "plan_year" if measure.accumulate == "year_to_date" else "payout_period"
    least, most = at(edges.least, line, person), at(edges.most, line, person)
    if least is not None and due.value > 0:
        edge = _edge(plan, measure.id, "floors", span, measure.floors, least * unit)
        due = node("at least the floor", "greatest", [due, edge], max(due.value, edge.value))
    if most is not None:
        edge = _edge(plan, measure.id, "caps", span, measure.caps, most * unit)
        due = node("within the cap", "least", [due, edge], min(due.value, edge.value))
    return due if edges.of_year is None else _of_year(plan, part, edges, line, person, due)


def _of_year(
    plan: PlanResult, part: ComponentResult, edges: Edges, line: int, person: int, due: Node
) -> Node:
    component, unit = part.component, plan.compiled.plan.rounding.to
    measure, schedule = component.measure, component.schedule
    lines = limited(edges, part.earned.rounded, schedule)[:, person]
    year = schedule.last_month(line) // 12
    used = [int(lines[at]) for at in range(line) if schedule.last_month(at) // 12 == year]
    most = at(edges.of_year, line, person)
    assert most is not None
    cap = _edge(plan, measure.id, "caps", "plan_year", measure.caps, most * unit, "cap of the plan year")
    before = given("lines before", sum(used) * unit)
    rest = node("left of the cap", "difference", [cap, before], cap.value - before.value)
    left = node("left of the cap", "greatest", [rest, given("nothing", ZERO)], max(rest.value, ZERO))
    return node("within the cap of the plan year", "least", [due, left], min(due.value, left.value))


def _edge(
    plan: PlanResult,
    measure: str,
    word: str,
    span: str,
    limits: Limits | None,
    amount: Fraction,
    name: str | None = None,
) -> Node:
    """Show a limit, and of which share of the target incentive it is made."""
    limit = getattr(limits, span)
    note = f"{percent_text(limit.share)} of target incentive" if isinstance(limit, OfIncentive) else None
    place = _place(plan, measure, word, span)
    return given(name or word.removesuffix("s"), amount, place=place, note=note)


def _place(plan: PlanResult, *path: str) -> Place | None:
    source = plan.compiled.plan.source
    return source.places.get(("measures", *path)) if source else None
