"""Stage 1, credit: which row counts for whom, summed per plan month and participant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, Codes, NumberColumn, Panel, Table, TextColumn
from compplan.data.panel import months_of
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.cancelling import Cancelled, cancelled_of
from compplan.engine.conversion import converted, foreign
from compplan.engine.participation import Holders, holders, in_roles
from compplan.engine.rows import blocks_of, rows_where, taken
from compplan.engine.selection import Rows, chosen, days_of, selected
from compplan.engine.splits import Shared, counted_shares, shared_rows, shares_of
from compplan.engine.tables import EXAMPLES, column_like, column_of, table_of
from compplan.engine.teams import of_teams
from compplan.grammar import decimal_text
from compplan.months import first_day
from compplan.plan.model import Actual, Plan
from compplan.threads import cores, each

__all__ = [
    "EXAMPLES",
    "CreditedRows",
    "column_of",
    "credited_rows",
    "crediting",
    "is_money",
    "refuse_fractions",
    "table_of",
]

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
People = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class CreditedRows:
    """One entry per credit: the row of the table, who gets it, its plan month (from 0) and what it counts.

    That is the amount in 1 / SCALE, SCALE for a row that is counted, or the code of a text.
    """

    row: Rows
    participant: People
    month: Ints
    amount: Ints


Credit = Callable[[slice], CreditedRows]
"""Lists the credits of a block of rows."""


def credited_rows(plan: Plan, panel: Panel, actual: Actual, months: range | None = None) -> CreditedRows:
    """List a measure's credits: rows in the plan's months, on days on which who is credited takes part.

    ``months`` are plan months from 0 on, those before the plan negative; all of the plan's by default.
    """
    credit, blocks = crediting(plan, panel, actual, range(plan.months) if months is None else months)
    parts = [credit(block) for block in blocks]
    names = ("row", "participant", "month", "amount")
    return CreditedRows(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def crediting(plan: Plan, panel: Panel, actual: Actual, months: range) -> tuple[Credit, list[slice]]:
    """Give a function that lists the credits of a block of rows, and the blocks that there are."""
    table = table_of(plan, panel, actual.table)
    _check(plan, panel, table, actual)
    shared = None if actual.splits is None else shares_of(plan, panel, table, actual.splits)
    held, covered = holders(panel.segments), in_roles(plan, panel.segments)
    begin, end = (first_day(plan.starts + month) for month in (months.start, months.stop))
    cover = _Cover(held, covered, held.stayers(covered, begin, end))
    cancelled = cancelled_of(plan, panel, table, actual)

    def credit(block: slice) -> CreditedRows:
        row = chosen(plan, panel, table, actual, block, months)
        days = days_of(table, actual.dated)
        owned = _owners(plan, panel, table, actual, row, days, shared)
        found = _credited(plan, cover, actual, owned, days)
        return found if cancelled is None else _less_cancelled(plan, actual, found, cancelled, days, months)

    return credit, blocks_of(max(len(table), 1))


def _less_cancelled(
    plan: Plan, actual: Actual, found: CreditedRows, cancelled: Cancelled, days: Codes, months: range
) -> CreditedRows:
    """Take the credit of cancelled transactions off again, in the months in which they are cancelled."""
    unit = SCALE // 10**plan.currency.exponent if is_money(actual) else 1
    sold = days[found.row].astype(np.int64)
    at, month, amount = cancelled.taken(found.row, sold, found.amount, unit)
    month -= plan.starts
    inside = (month >= months.start) & (month < months.stop)
    at, month, amount = at[inside], month[inside], amount[inside]
    return CreditedRows(
        np.concatenate((found.row, found.row[at])),
        np.concatenate((found.participant, found.participant[at])),
        np.concatenate((found.month, month)),
        np.concatenate((found.amount, amount)),
    )


@dataclass(frozen=True, slots=True)
class _Owned:
    """Rows, whose they are, what they count, and their days."""

    row: Rows
    who: People
    amount: Ints
    day: Codes

    def only(self, kept: NDArray[np.bool_]) -> _Owned:
        if kept.all():
            return self
        return _Owned(self.row[kept], self.who[kept], self.amount[kept], self.day[kept])


@dataclass(frozen=True, slots=True)
class _Cover:
    """Segments, which of them the plan covers, and who is covered on all days that count."""

    held: Holders
    covered: Bools
    stayers: Bools


def _credited(plan: Plan, cover: _Cover, actual: Actual, own: _Owned, days: Codes) -> CreditedRows:
    """Credit rows to those whom the plan credits, beginning with those whose they are."""
    levels = [own] if actual.credit in ("own", "own_and_reports") else []
    if actual.credit in ("reports", "own_and_reports"):
        levels.extend(_managers(cover.held, own))
    if actual.credit == "team":
        row, who, amount = of_teams(cover.held, own.row, own.who, own.amount, days)
        levels.append(_Owned(row, who, amount, days[row]))
    found = _joined([_covered(cover, level) for level in levels])
    month = months_of(found.day).astype(np.int64) - plan.starts
    return CreditedRows(found.row, found.who, month, found.amount)


def _joined(levels: list[_Owned]) -> _Owned:
    if len(levels) == 1:
        return levels[0]
    nobody = np.zeros(0, np.int32)
    nothing = _Owned(np.zeros(0, np.intp), nobody, np.zeros(0, np.int64), nobody)
    parts = [(level.row, level.who, level.amount, level.day) for level in (nothing, *levels)]
    return _Owned(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _owners(
    plan: Plan, panel: Panel, table: Table, actual: Actual, row: Rows, days: Codes, shared: Shared | None
) -> _Owned:
    """Give rows to their participants, or to those who share their transactions, with what each counts."""
    amount = counted_values(table, actual, row)
    unit = SCALE // 10**plan.currency.exponent if is_money(actual) else 1
    amount = converted(plan, panel, table, actual, row, amount, SCALE // 10**plan.currency.exponent)
    if actual.counts is not None:
        amount = counted_shares(table, actual.counts, row, amount, unit)
    if shared is None:
        return _Owned(row, taken(table.participant, row), amount, taken(days, row))
    row, who, amount = shared_rows(panel, table, shared, row, amount, unit)
    return _Owned(row, who, amount, days[row])


def counted_values(table: Table, actual: Actual, row: Rows) -> Ints:
    """Give what each row counts: its number, a whole row, or the code of its text."""
    if actual.operation == "count":
        return np.full(len(row), SCALE, dtype=np.int64)
    if actual.operation in ("distinct", "retained"):
        return column_like(table, actual.column, TextColumn, "counted").codes[row].astype(np.int64)
    return taken(column_like(table, actual.column, NumberColumn, _USE[actual.operation]).scaled, row)


_USE = {"sum": "summed", "average": "averaged", "last": "taken"}


def is_money(actual: Actual) -> bool:
    """Tell whether a measure sums money, not units of something else."""
    return (actual.table, actual.sum) == ("sales", "amount")


def refuse_fractions(plan: Plan, table: Table, rows: Rows, field: str) -> None:
    """Refuse amounts that are not whole minor units of the plan's currency."""
    column = table.columns[field]
    currency = plan.currency
    assert isinstance(column, NumberColumn)
    scaled, unit = column.scaled, SCALE // 10**currency.exponent
    finer = rows[rows_where(len(rows), lambda block: taken(scaled, rows[block]) % unit != 0)]
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


def _check(plan: Plan, panel: Panel, table: Table, actual: Actual) -> None:
    """Refuse amounts of a sum that are missing, or finer than the plan's currency."""
    if actual.operation != "sum":
        return
    column = column_like(table, actual.column, NumberColumn, "summed")
    whole = slice(0, len(table))
    missing = np.flatnonzero(column.missing)
    if len(missing):
        missing = missing[selected(plan, panel, table, actual, whole)[missing]]
    if len(missing):
        message, hint = "the amount is missing", "write the amount"
        raise DiagnosticError(
            Diagnostic("CP355", message, table.place(row, actual.column), hint)
            for row in missing[:EXAMPLES].tolist()
        )
    unit = SCALE // 10**plan.currency.exponent
    if is_money(actual) and _finer(column.scaled, unit):
        rows = chosen(plan, panel, table, actual, whole, range(plan.months))
        if (currency := foreign(plan, table, actual)) is not None:
            own = np.array([*(value == plan.currency.code for value in currency.values), True], dtype=bool)
            rows = rows[own[currency.codes[rows]]]
        refuse_fractions(plan, table, rows, actual.column)


def _finer(amounts: Ints, unit: int) -> bool:
    def finer(block: slice) -> bool:
        part = amounts[block]
        return bool((part // unit * unit != part).any())

    parts = blocks_of(len(amounts))
    return any(each(finer, parts, threads=max(min(cores(), len(parts)), 1)))


def _managers(held: Holders, owned: _Owned) -> list[_Owned]:
    levels, manager = [], held.segments.manager
    while len(owned.row):
        at = held.within(owned.who, owned.day, owned.day)
        boss = np.where(at >= 0, manager[at], -1)
        owned = _Owned(owned.row, boss, owned.amount, owned.day).only(boss >= 0)
        levels.append(owned)
    return levels


def _covered(cover: _Cover, owned: _Owned) -> _Owned:
    return owned.only(cover.held.holds(cover.covered, cover.stayers, owned.who, owned.day))
