"""Dated rates: amounts of other currencies in the plan's, exactly, by the latest rate on or before a day."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import SCALE, DayColumn, NumberColumn, Panel, Table, TextColumn
from compplan.data.panel import months_of
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.selection import Rows, days_of
from compplan.engine.shares import split
from compplan.engine.tables import EXAMPLES, column_like, table_of
from compplan.plan.model import MONTHS_IN, Actual, Conversion, Plan

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one currency to another, in order of day: ``rate / units``, in ``row`` of the table."""

    currency: str
    to: str
    days: Ints
    rate: Ints
    units: Ints
    row: Rows

    def at(self, days: Ints) -> NDArray[np.intp]:
        """Find the rate that holds on each day; -1 where there is none yet."""
        found: NDArray[np.intp] = np.searchsorted(self.days, days, side="right") - 1
        return found


def rates_of(plan: Plan, panel: Panel, conversion: Conversion, currency: str, to: str) -> Rates:
    """Find the rates of a currency to another; DiagnosticError if the data has no such table."""
    table = table_of(plan, panel, conversion.table)
    mine = _is(table, "currency", currency) & _is(table, "to", to)
    days = column_like(table, "date", DayColumn, "used as a day").days.astype(np.int64)
    rate = column_like(table, "rate", NumberColumn, "used as a rate").scaled
    units = np.full(len(table), SCALE, dtype=np.int64)
    if "units" in table.columns:
        given = column_like(table, "units", NumberColumn, "used as a number of units")
        units = np.where(given.missing | (given.scaled == 0), SCALE, given.scaled)
    row = np.flatnonzero(mine)
    row = row[np.argsort(days[row], kind="stable")]
    return Rates(currency, to, days[row], rate[row], units[row], row)


def converted(
    plan: Plan, panel: Panel, table: Table, actual: Actual, row: Rows, amount: Ints, unit: int
) -> Ints:
    """Give amounts of rows in the plan's currency, rounded half away from zero to multiples of ``unit``.

    DiagnosticError for a row of another currency if the plan has no conversion, or there is no rate yet.
    """
    column = foreign(plan, table, actual)
    if column is None:
        return amount
    codes, result = column.codes[row], amount.copy()
    for code, currency in enumerate(column.values):
        at = np.flatnonzero(codes == code)
        if currency == plan.currency.code or not len(at):
            continue
        if plan.conversion is None:
            raise DiagnosticError([_not_converted(plan, table, int(row[at[0]]), currency)])
        rates = rates_of(plan, panel, plan.conversion, currency, plan.currency.code)
        found = rates.at(rate_days(plan, plan.conversion, table, row[at]))
        _refuse_unknown(table, row[at][found < 0], rates)
        common = lcm(*set(rates.units.tolist()))
        weight = rates.rate[found] * (common // rates.units[found])
        result[at] = split(amount[at], np.arange(len(at)), weight, common, unit)
    return result


def foreign(plan: Plan, table: Table, actual: Actual) -> TextColumn | None:
    """Give the column that says in which currency rows are, if amounts of sales count and some may differ."""
    column = table.columns.get("currency")
    if (actual.table, actual.column) != ("sales", "amount") or not isinstance(column, TextColumn):
        return None
    return column if any(value != plan.currency.code for value in column.values) else None


def rate_days(plan: Plan, conversion: Conversion, table: Table, row: Rows) -> Ints:
    """Give the day whose rate converts each row."""
    days = days_of(table)[row].astype(np.int64)
    if conversion.date == "transaction":
        return days
    step = MONTHS_IN[plan.payout_period]
    period = (months_of(days.astype(np.int32)).astype(np.int64) - plan.starts) // step
    ends = {each: calendar.first_day(plan.starts + (each + 1) * step) - 1 for each in set(period.tolist())}
    return np.array([ends[each] for each in period.tolist()], dtype=np.int64)


def _is(table: Table, name: str, code: str) -> NDArray[np.bool_]:
    column = column_like(table, name, TextColumn, "used as a currency")
    return np.array([*(value == code for value in column.values), False], dtype=bool)[column.codes]


def _not_converted(plan: Plan, table: Table, row: int, currency: str) -> Diagnostic:
    message = f"the sale is in {currency}, the plan '{plan.id}' counts in {plan.currency.code}"
    hint = "say in the plan how it is converted: conversion: {table: rates, date: transaction}"
    return Diagnostic("CP352", message, table.place(row, "currency"), hint)


def _refuse_unknown(table: Table, rows: Rows, rates: Rates) -> None:
    if len(rows):
        raise DiagnosticError(
            no_rate(rates, str(np.datetime64(int(days_of(table)[row]), "D")), table.place(row, "currency"))
            for row in rows[:EXAMPLES].tolist()
        )


def no_rate(rates: Rates, day: str, place: Place) -> Diagnostic:
    """Say that there is no rate of a currency to another on a day."""
    message = f"there is no rate of {rates.currency} to {rates.to} on {day} or before"
    first = (
        f"the first is of {np.datetime64(int(rates.days[0]), 'D')}" if len(rates.days) else "there is none"
    )
    return Diagnostic("CP379", message, place, f"add one to the table of rates; {first}")
