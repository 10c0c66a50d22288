"""Where the inputs of one line come from: rows of sales, quotas and segments, as nodes."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import SCALE, Table
from compplan.data.panel import taken
from compplan.diagnostics import Place
from compplan.engine.compile import Compiled
from compplan.engine.counting.aggregate import months_back
from compplan.engine.credit import table_of
from compplan.engine.earn import Component
from compplan.engine.explaining.counted import counted_node
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.explaining.proration import held_node, share_nodes
from compplan.engine.participation import in_roles
from compplan.engine.quotas import quota_parts
from compplan.engine.target import looked_at
from compplan.plan.model import AttainmentMeasure, Constant, Counted
from compplan.plan.path import weights_by_month

ZERO = Fraction(0)


def target_node(
    compiled: Compiled, measure: AttainmentMeasure, component: Component, window: int, person: int
) -> Node:
    """Show the quota rows that a window's target sums, and how each is spread and prorated."""
    if isinstance(measure.target, Constant):
        return _constant_target(compiled, measure, component, window, person)
    if isinstance(measure.target, Counted):
        return _counted_target(compiled, measure, measure.target, component, window, person)
    table = table_of(compiled.plan, compiled.panel, measure.target.table)
    rows = np.flatnonzero(table.participant == person)
    parts = quota_parts(compiled.plan, measure, measure.target, _only(table, rows), compiled.who)
    inside = looked_at(measure.target, component.schedule.windows[window])
    mine = (parts.participant == person) & (parts.month >= inside.start) & (parts.month < inside.stop)
    shares = []
    for at in np.flatnonzero(mine):
        place = table.place(int(rows[parts.row[at]]))
        quota = given("quota", Fraction(int(parts.value[at]), SCALE), place=place)
        factors = [quota]
        share = Fraction(int(parts.share[at]), int(parts.parts[at]))
        if share != 1:
            factors.append(given("spread over months", share))
        if parts.days[at] != parts.period_days[at]:
            factors.append(held_node(compiled, measure, int(parts.days[at]), int(parts.period_days[at])))
        ramp = Fraction(int(parts.ramp[at]), int(parts.full[at]))
        if measure.target.ramp and ramp != 1:
            factors.append(given("ramp", ramp, note="new participant", unit="share"))
        value = quota.value * share * ramp * Fraction(int(parts.days[at]), int(parts.period_days[at]))
        shares.append(node(_month(compiled, int(parts.month[at])), "product", factors, value))
    return node("target", "sum", shares, sum((share.value for share in shares), ZERO))


def _only(table: Table, rows: NDArray[np.intp]) -> Table:
    """Take some rows of a table: those of one participant are few, however large the company is."""
    columns = {name: taken(column, rows) for name, column in table.columns.items()}
    return replace(table, columns=columns, participant=table.participant[rows])


def _counted_target(
    compiled: Compiled,
    measure: AttainmentMeasure,
    target: Counted,
    component: Component,
    window: int,
    person: int,
) -> Node:
    """Show the rows that a target is a part of, and which part."""
    earlier = months_back(compiled.plan, measure.accumulate) if target.period == "before" else 0
    rows = counted_node(compiled, target.of, component, window, person, name="counted", earlier=earlier)
    if rows.value < 0:
        rows = node("counted, at least 0", "greatest", [rows, given("nothing", ZERO)], ZERO)
    times = given("times", target.times)
    return node("target", "product", [rows, times], rows.value * times.value)


def _constant_target(
    compiled: Compiled, measure: AttainmentMeasure, component: Component, window: int, person: int
) -> Node:
    """Show a constant target, once for each period that counts."""
    target, plan, inside = measure.target, compiled.plan, component.schedule.windows[window]
    assert isinstance(target, Constant)
    place = plan.source.places.get(("measures", measure.id, "target")) if plan.source else None
    active = compiled.who.active[:, person]
    parts = [
        given(_month(compiled, period.stop - 1), target.value, place=place)
        for period in component.schedule.periods
        if inside.start <= period.start < inside.stop and active[period.start : period.stop].any()
    ]
    if measure.actual.operation not in ("sum", "count"):
        parts = parts[-1:]
    return node("target", "sum", parts, target.value * len(parts))


def base_node(compiled: Compiled, component: Component, window: int, person: int) -> Node:
    """Show target incentive x measure weight of each month of a window."""
    plan = compiled.plan
    position = plan.measures.index(component.measure)
    weights = weights_by_month(plan.weights, plan.months)
    source = plan.source
    place = source.places.get(("weights",)) if source else None
    months = []
    if component.base.numerator[window, person]:
        for month in component.schedule.windows[window]:
            if component.counted[month, person]:
                incentive = _incentive(compiled, month, person)
                weight = given("measure weight", weights[month][position], place=place)
                value = incentive.value * weight.value
                months.append(node(_month(compiled, month), "product", [incentive, weight], value))
    return node("base", "sum", months, sum((month.value for month in months), ZERO))


def _incentive(compiled: Compiled, month: int, person: int) -> Node:
    segments = compiled.panel.segments
    parts = []
    for at in np.flatnonzero((segments.participant == person) & in_roles(compiled.plan, segments)):
        yearly = Fraction(int(segments.target_incentive[at]), SCALE)
        place = Place(segments.origin.file, row=int(segments.row[at]), field="target_incentive")
        shares = share_nodes(compiled, month, int(at))
        if shares:
            value = prod((share.value for share in shares), start=yearly)
            parts.append(node("segment", "product", [given("yearly", yearly, place=place), *shares], value))
    return node("target incentive", "sum", parts, sum((part.value for part in parts), ZERO))


def _month(compiled: Compiled, month: int) -> str:
    return calendar.month_text(compiled.plan.starts + month)
