"""How rows were counted for one window, as nodes: month by month, or the rows that stand for values."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from compplan import months as calendar
from compplan.data.model import SCALE, Table
from compplan.diagnostics import Place
from compplan.engine.compile import Compiled
from compplan.engine.conversion import foreign
from compplan.engine.counting.aggregate import aggregate_of
from compplan.engine.counting.values import Distinct, Retained
from compplan.engine.credit import counted_values, credited_rows, table_of
from compplan.engine.earn import Component
from compplan.engine.explaining.node import Node, given, node
from compplan.engine.selection import Rows, chosen, days_of, is_dated
from compplan.plan.model import Actual

ZERO = Fraction(0)


def counted_node(
    compiled: Compiled,
    actual: Actual,
    component: Component,
    window: int,
    person: int,
    *,
    name: str = "actual",
    earlier: int = 0,
) -> Node:
    """Show the rows of a participant that a window counts, and what they come to.

    They are those of so many months ``earlier``.
    """
    table = table_of(compiled.plan, compiled.panel, actual.table)
    if not is_dated(table, actual):
        return _standing(compiled, actual, table, person, name)
    if actual.operation in ("distinct", "retained"):
        return _values(compiled, actual, component, window, person, name, earlier)
    months = _months(compiled, actual, component, window, person, earlier)
    if actual.operation == "last":
        return _last(table, actual, months, name)
    note = "credited of it" if actual.splits or actual.counts else None
    if foreign(compiled.plan, table, actual) is not None:
        note = ", ".join(filter(None, (note, f"in {compiled.plan.currency.code}")))
    texts = [calendar.month_text(compiled.plan.starts + month - earlier) for month, _, _ in months]
    nodes = [
        _sum(table, text, rows, amounts, note) for text, (_, rows, amounts) in zip(texts, months, strict=True)
    ]
    total = node(name, "sum", nodes, sum((each.value for each in nodes), ZERO))
    if actual.operation != "average":
        return total
    count = sum(len(rows) for _, rows, _ in months)
    return _mean(total, count, name)


def _mean(total: Node, count: int, name: str) -> Node:
    number = given("rows", Fraction(max(count, 1)), note=None if count else "no row: counted as zero")
    top = Node("sum of the rows", total.value, total.operation, total.of)
    return node(name, "quotient", [top, number], top.value / number.value)


def _months(
    compiled: Compiled, actual: Actual, component: Component, window: int, person: int, earlier: int
) -> list[tuple[int, Rows, list[int]]]:
    plan = compiled.plan
    entries = credited_rows(plan, compiled.panel, actual, range(-earlier, plan.months - earlier))
    mine = entries.participant == person
    found = []
    for month in component.schedule.windows[window]:
        if component.counted[month, person]:
            at = np.flatnonzero(mine & (entries.month + earlier == month))
            found.append((month, entries.row[at], entries.amount[at].tolist()))
    return found


def _sum(table: Table, name: str, rows: Rows, amounts: list[int], note: str | None = None) -> Node:
    parts = [_row(table, row, amount, note=note) for row, amount in zip(rows.tolist(), amounts, strict=True)]
    return node(name, "sum", parts, sum((part.value for part in parts), ZERO))


def _row(table: Table, row: int, amount: int, *, note: str | None = None) -> Node:
    """Show a row; that of a cancelled transaction stands twice, the second time to take its credit off."""
    value = Fraction(amount, SCALE)
    return given(f"row {table.origin.row(row)}", value, place=table.place(row), note=note)


def _last(table: Table, actual: Actual, months: list[tuple[int, Rows, list[int]]], name: str) -> Node:
    days = days_of(table, actual.dated)
    rows = [
        (int(days[row]), row, amount)
        for _, its, amounts in months
        for row, amount in zip(its.tolist(), amounts, strict=True)
    ]
    if not rows:
        return given(name, ZERO, note="no row: counted as zero")
    _, row, amount = max(rows)
    return node(
        name,
        "sum",
        [_row(table, row, amount, note="the last")],
        Fraction(amount, SCALE),
    )


def _values(
    compiled: Compiled,
    actual: Actual,
    component: Component,
    window: int,
    person: int,
    name: str,
    earlier: int,
) -> Node:
    accumulate = component.measure.accumulate
    found = aggregate_of(compiled.plan, compiled.panel, actual, accumulate, earlier)
    assert isinstance(found, Distinct | Retained)
    months = component.schedule.windows[window]
    counted = component.counted if accumulate == "year_to_date" else None
    firsts = found.firsts(months, counted)
    table = table_of(compiled.plan, compiled.panel, actual.table)
    rows = sorted(table.origin.row(int(row)) for row in firsts.row[firsts.participant == person])
    note = f"different values of '{actual.column}'"
    if actual.operation == "retained":
        note += " that were there in the period before"
    return given(
        name, Fraction(len(rows)), place=Place(table.origin.file, field=actual.column), note=note, rows=rows
    )


def _standing(compiled: Compiled, actual: Actual, table: Table, person: int, name: str) -> Node:
    plan, panel = compiled.plan, compiled.panel
    rows = chosen(plan, panel, table, actual, slice(0, len(table)), range(plan.months))
    rows = rows[table.participant[rows] == person]
    values = counted_values(table, actual, rows)
    if actual.operation == "distinct":
        values, first = np.unique(values, return_index=True)
        rows, values = rows[first], np.full(len(first), SCALE)
    total = _sum(table, name, rows, values.tolist())
    return _mean(total, len(rows), name) if actual.operation == "average" else total
