"""Which rows of a table a measure looks at: by their columns, their account's columns and their day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Codes, DayColumn, NumberColumn, Panel, Table, TextColumn
from compplan.data.panel import months_of
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.tables import EXAMPLES, column_like, table_of
from compplan.months import first_day
from compplan.plan.model import Actual, Plan

Bools = NDArray[np.bool_]
Rows = NDArray[np.intp]
ACCOUNTS = "accounts."
_DAY_0 = np.datetime64("1970-01-01", "D")


def is_dated(table: Table, actual: Actual) -> bool:
    """Tell whether a table's rows have a day; those without one hold at any time."""
    return actual.dated is not None or "date" in table.columns


def days_of(table: Table, column: str | None = None) -> Codes:
    """Give the day of each row, as it stands in a column; never, where there is none."""
    return column_like(table, column or "date", DayColumn, "used as a day").days


def chosen(plan: Plan, panel: Panel, table: Table, actual: Actual, part: slice, months: range) -> Rows:
    """Find the rows, of a part, that count: chosen by ``where``, in the plan months, and with a value."""
    keep = selected(plan, panel, table, actual, part)
    if is_dated(table, actual):
        days = days_of(table, actual.dated)[part]
        first, end = _span(plan, actual, months)
        keep &= (days >= first) & (days < end)
        if actual.until is not None:
            keep &= days <= days_of(table, actual.until)[part]
        if actual.done is not None:
            keep &= days_of(table, actual.done)[part] <= days
    if actual.operation not in ("sum", "count"):
        keep &= ~_empty(table, actual, part)
    found: Rows = np.flatnonzero(keep) + part.start
    return found


def selected(plan: Plan, panel: Panel, table: Table, actual: Actual, part: slice) -> Bools:
    """Tell which rows, of a part, ``where`` chooses."""
    keep = np.ones(len(table.participant[part]), dtype=bool)
    for name, wanted in actual.where:
        if name.startswith(ACCOUNTS) and name not in table.columns:
            keep &= _account_has(plan, panel, table, name.removeprefix(ACCOUNTS), wanted, part)
        else:
            column = column_like(table, name, TextColumn, "used in where")
            keep &= _among(column, wanted)[column.codes[part]]
    return keep


def _account_has(
    plan: Plan, panel: Panel, table: Table, name: str, wanted: tuple[str, ...], part: slice
) -> Bools:
    """Tell which rows are of an account that has one of some values in a column."""
    accounts = table_of(plan, panel, "accounts")
    ids = column_like(accounts, "account_id", TextColumn, "used in where")
    column = column_like(accounts, name, TextColumn, "used in where")
    good = set(np.array(ids.values, dtype=object)[ids.codes[_among(column, wanted)[column.codes]]].tolist())
    own = column_like(table, "account_id", TextColumn, "used in where")
    _refuse_unknown(table, own, part, frozenset(ids.values))
    return _among(own, tuple(good))[own.codes[part]]


def _refuse_unknown(table: Table, own: TextColumn, part: slice, known: frozenset[str]) -> None:
    unknown = np.array([*(value not in known for value in own.values), False], dtype=bool)
    rows = np.flatnonzero(unknown[own.codes[part]]) + part.start
    if len(rows):
        hint = "add it to the accounts table, or correct it"
        raise DiagnosticError(
            Diagnostic(
                "CP380",
                f"account {own.values[own.codes[row]]!r} is not in the accounts table",
                table.place(row, "account_id"),
                hint,
            )
            for row in rows[:EXAMPLES].tolist()
        )


def _among(column: TextColumn, wanted: tuple[str, ...]) -> Bools:
    """Tell of each code whether its value is wanted; a missing one, the last, is not."""
    values = frozenset(wanted)
    return np.array([*(value in values for value in column.values), False], dtype=bool)


def _empty(table: Table, actual: Actual, part: slice) -> Bools:
    column = table.columns.get(actual.column)
    if isinstance(column, NumberColumn):
        return column.missing[part]
    return column_like(table, actual.column, TextColumn, "counted").codes[part] < 0


def months_looked_at(plan: Plan, actual: Actual) -> range:
    """Give the plan months that hold a day which counts."""
    first, end = _span(plan, actual, range(plan.months))
    begin, stop = months_of(np.array([first, max(first, end - 1)], dtype=np.int32)).tolist()
    return range(begin - plan.starts, stop + 1 - plan.starts if first < end else begin - plan.starts)


def _span(plan: Plan, actual: Actual, months: range) -> tuple[int, int]:
    """Give the first day that counts and the day after the last."""
    first, end = (first_day(plan.starts + month) for month in (months.start, months.stop))
    if actual.start is not None:
        first = max(first, int((np.datetime64(actual.start, "D") - _DAY_0).astype(int)))
    if actual.end is not None:
        end = min(end, int((np.datetime64(actual.end, "D") - _DAY_0).astype(int)))
    return first, end
