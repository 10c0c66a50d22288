"""Stage 1, credit: which row counts for whom, summed per plan month and participant."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Column, DayColumn, NumberColumn, Panel, Segments, Table, TextColumn
from compplan.data.panel import months_of
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.participation import in_roles, segment_at
from compplan.grammar import decimal_text
from compplan.months import first_day
from compplan.plan.model import Actual, Plan

Ints = NDArray[np.int64]
_SAFE = 2**62
_BLOCK = 1 << 17
"""Rows credited at a time, so that what is made of them stays in the processor's cache."""
EXAMPLES = 20
"""Problems of one kind shown; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Credits:
    """Arrays [plan months, participants]: exact sums in 1 / SCALE, and how many rows each is made of."""

    amount: Ints
    rows: Ints


@dataclass(frozen=True, slots=True)
class CreditedRows:
    """One entry per credit: the row of the table, who gets it, its plan month (from 0) and scaled amount."""

    row: NDArray[np.intp]
    participant: NDArray[np.int32]
    month: Ints
    amount: Ints


def credits_of(plan: Plan, panel: Panel, actual: Actual) -> Credits:
    """Sum what is credited to each participant in each plan month."""
    table, people = table_of(plan, panel, actual.table), len(panel.participants)
    _check(plan, table, actual)
    amount, rows = np.zeros((2, plan.months * people), dtype=np.int64)
    largest = count = 0
    for start in range(0, len(table), _BLOCK):
        entries = _credited(plan, panel, actual, slice(start, start + _BLOCK))
        cells = entries.month * people + entries.participant
        np.add.at(amount, cells, entries.amount)
        np.add.at(rows, cells, 1)
        largest = max(largest, int(np.abs(entries.amount).max(initial=0)))
        count += len(cells)
    if largest * count >= _SAFE:
        message = f"the sum of '{actual.sum}' is too large to be exact"
        place, hint = (
            Place(table.origin.file, field=actual.sum),
            "correct the amounts, or count in a larger unit",
        )
        raise DiagnosticError([Diagnostic("CP365", message, place, hint)])
    return Credits(amount.reshape(-1, people), rows.reshape(-1, people))


def credited_rows(plan: Plan, panel: Panel, actual: Actual) -> CreditedRows:
    """List a measure's credits: rows in the plan's months, on days on which who is credited takes part."""
    table = table_of(plan, panel, actual.table)
    _check(plan, table, actual)
    return _credited(plan, panel, actual, slice(0, len(table)))


def _credited(plan: Plan, panel: Panel, actual: Actual, part: slice) -> CreditedRows:
    """List the credits of some rows of a table that is checked."""
    table = table_of(plan, panel, actual.table)
    days, amount = _dated_amounts(table, actual)
    row = _chosen(plan, table, actual, part)
    who = table.participant[row]
    levels = []
    if actual.credit != "reports":
        levels.append((row, who))
    if actual.credit != "own":
        levels.extend(_managers(panel.segments, row, who, days))
    covered = in_roles(plan, panel.segments)
    kept = [_covered(panel.segments, covered, rows, people, days) for rows, people in levels]
    row, who = (np.concatenate(part) for part in zip(*kept, strict=True))
    return CreditedRows(row, who, months_of(days[row]).astype(np.int64) - plan.starts, amount[row])


def _chosen(plan: Plan, table: Table, actual: Actual, part: slice) -> NDArray[np.intp]:
    """Find the rows, of a part, that ``where`` selects and that lie in the plan's months."""
    days, _ = _dated_amounts(table, actual)
    first, end = (first_day(plan.starts + month) for month in (0, plan.months))
    inside = (days[part] >= first) & (days[part] < end)
    found: NDArray[np.intp] = np.flatnonzero(_selected(table, actual, part) & inside) + part.start
    return found


def _check(plan: Plan, table: Table, actual: Actual) -> None:
    """Refuse amounts that are missing, or finer than the plan's currency."""
    column, whole = column_of(table, actual.sum), slice(0, len(table))
    _dated_amounts(table, actual)
    assert isinstance(column, NumberColumn)
    missing = np.flatnonzero(column.missing)
    if len(missing):
        missing = missing[_selected(table, actual, whole)[missing]]
    if len(missing):
        message, hint = "the amount is missing", "write the amount"
        raise DiagnosticError(
            Diagnostic("CP355", message, table.place(row, actual.sum), hint)
            for row in missing[:EXAMPLES].tolist()
        )
    unit = SCALE // 10**plan.currency.exponent
    if is_money(actual) and (column.scaled // unit * unit != column.scaled).any():
        refuse_fractions(plan, table, _chosen(plan, table, actual, whole), actual.sum)


def table_of(plan: Plan, panel: Panel, name: str) -> Table:
    """Find a table that the plan uses; DiagnosticError if the data does not have it."""
    if name in panel.tables:
        return panel.tables[name]
    near = get_close_matches(name, panel.tables, 1)
    message = f"plan '{plan.id}' needs the table '{name}', which the data does not have"
    hint = f"did you mean '{near[0]}'?" if near else f"add {name}.csv to the data"
    if name in panel.near_misses:
        hint = f"rename {panel.near_misses[name]}, if that is it"
    raise DiagnosticError([Diagnostic("CP350", message, _plan_place(plan), hint)])


def column_of(table: Table, name: str) -> Column:
    """Find a column; DiagnosticError if the table does not have it."""
    if name in table.columns:
        return table.columns[name]
    near = get_close_matches(name, table.columns, 1)
    message = f"the plan needs column '{name}' of '{table.name}', which has {', '.join(table.columns)}"
    hint = f"did you mean '{near[0]}'?" if near else f"add the column '{name}' to the file"
    raise DiagnosticError([Diagnostic("CP350", message, Place(table.origin.file, row=1), hint)])


def is_money(actual: Actual) -> bool:
    """Tell whether a measure sums money, not units of something else."""
    return (actual.table, actual.sum) == ("sales", "amount")


def refuse_fractions(plan: Plan, table: Table, rows: NDArray[np.intp], field: str) -> None:
    """Refuse amounts that are not whole minor units of the plan's currency."""
    column = table.columns[field]
    currency = plan.currency
    assert isinstance(column, NumberColumn)
    finer = rows[column.scaled[rows] % (SCALE // 10**currency.exponent) != 0]
    if not len(finer):
        return
    more = f" (and {len(finer) - EXAMPLES} more rows)" if len(finer) > EXAMPLES else ""
    hint = f"write it with {currency.exponent} decimals at most"
    problems = []
    for number, row in enumerate(finer[:EXAMPLES].tolist(), 1):
        amount = decimal_text(Fraction(int(column.scaled[row]), SCALE))
        text = f"{amount} has more decimals than {currency.code} has" + more * (number == EXAMPLES)
        problems.append(Diagnostic("CP351", text, table.place(row, field), hint))
    raise DiagnosticError(problems)


def _dated_amounts(table: Table, actual: Actual) -> tuple[NDArray[np.int32], Ints]:
    date, amount = column_of(table, "date"), column_of(table, actual.sum)
    if isinstance(date, DayColumn) and isinstance(amount, NumberColumn):
        return date.days, amount.scaled
    message = f"column '{actual.sum}' of '{table.name}' is not a number that can be summed by date"
    raise DiagnosticError([Diagnostic("CP350", message, Place(table.origin.file, row=1, field=actual.sum))])


def _selected(table: Table, actual: Actual, part: slice) -> NDArray[np.bool_]:
    keep = np.ones(len(table.participant[part]), dtype=bool)
    for name, wanted in actual.where:
        column = column_of(table, name)
        if not isinstance(column, TextColumn):
            message = f"column '{name}' of '{table.name}' is not text and cannot be used in where"
            raise DiagnosticError([Diagnostic("CP350", message, Place(table.origin.file, row=1, field=name))])
        match = np.array([*(value in wanted for value in column.values), False], dtype=bool)
        keep &= match[column.codes[part]]
    return keep


def _managers(
    segments: Segments, row: NDArray[np.intp], who: NDArray[np.int32], days: NDArray[np.int32]
) -> list[tuple[NDArray[np.intp], NDArray[np.int32]]]:
    levels = []
    while len(row):
        at = segment_at(segments, who, days[row])
        boss = np.where(at >= 0, segments.manager[at], -1)
        row, who = row[boss >= 0], boss[boss >= 0].astype(np.int32)
        levels.append((row, who))
    return levels


def _covered(
    segments: Segments,
    covered: NDArray[np.bool_],
    row: NDArray[np.intp],
    who: NDArray[np.int32],
    days: NDArray[np.int32],
) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    at = segment_at(segments, who, days[row])
    inside = (at >= 0) & covered[at]
    return row[inside], who[inside]


def _plan_place(plan: Plan) -> Place:
    return Place(plan.source.file if plan.source else plan.id)
