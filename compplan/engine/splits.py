"""Splits of transactions: who is credited with which share of a row, exact to the minor unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import SCALE, NumberColumn, Panel, Table, TextColumn
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.participation import segment_at
from compplan.engine.selection import Rows, days_of
from compplan.engine.shares import split
from compplan.engine.tables import EXAMPLES, column_like, table_of
from compplan.plan.model import Plan, Shares, Splits

Ints = NDArray[np.int64]
People = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Shared:
    """Shares of a table's transactions: those of transaction code c are ``first[c]`` to ``first[c + 1]``.

    ``participant``, ``share`` (in 1 / SCALE) and ``row`` (of the table of credits) have one entry per share,
    in order of transaction and participant.
    """

    first: Ints
    participant: People
    share: Ints
    row: Rows


def shares_of(plan: Plan, panel: Panel, table: Table, splits: Splits) -> Shared:
    """Find the shares of a table's transactions; DiagnosticError for one that the table does not have."""
    given = table_of(plan, panel, splits.table)
    named = column_like(given, "transaction_id", TextColumn, "used for splits")
    own = column_like(table, "transaction_id", TextColumn, "split")
    place = {value: code for code, value in enumerate(own.values)}
    code = np.array([*(place.get(value, -1) for value in named.values), -1], dtype=np.int64)[named.codes]
    _refuse_unknown(table, given, named, np.flatnonzero(code < 0))
    row = np.flatnonzero(_of_kind(plan, given, splits))
    row = row[np.lexsort((row, given.participant[row], code[row]))]
    share = column_like(given, "share", NumberColumn, "used for splits").scaled[row]
    first = np.searchsorted(code[row], np.arange(len(own.values) + 1))
    return Shared(first.astype(np.int64), given.participant[row], share, row)


def shared_rows(
    panel: Panel, table: Table, shared: Shared, row: Rows, amount: Ints, unit: int
) -> tuple[Rows, People, Ints]:
    """Give each row to those who share it, in their parts; a row without shares to its own participant."""
    code = column_like(table, "transaction_id", TextColumn, "split").codes[row]
    begin = np.where(code >= 0, shared.first[code], 0)
    count = np.where(code >= 0, shared.first[np.maximum(code, 0) + 1] - begin, 0)
    alone, among = np.flatnonzero(count == 0), np.flatnonzero(count)
    group = np.repeat(np.arange(len(among)), count[among])
    within = np.arange(len(group)) - np.repeat(np.cumsum(count[among]) - count[among], count[among])
    at = begin[among][group] + within
    _refuse_absent(panel, table, shared, row[among][group], at)
    parts = split(amount[among], group, shared.share[at], SCALE, unit)
    rows = np.concatenate((row[alone], row[among][group]))
    who = np.concatenate((table.participant[row[alone]], shared.participant[at]))
    return rows, who, np.concatenate((amount[alone], parts))


def counted_shares(table: Table, counts: Shares, row: Rows, amount: Ints, unit: int) -> Ints:
    """Give the share of each row that counts, rounded half away from zero to a multiple of ``unit``."""
    column = column_like(table, counts.column, TextColumn, "used to say what counts")
    shares = dict(counts.by_value)
    over = lcm(*(share.denominator for share in shares.values()))
    other = Fraction(counts.others == "whole")
    if counts.others == "error":
        _refuse_others(table, counts, column, row)
    weight = [int(shares.get(value, other) * over) for value in column.values]
    of_row = np.array([*weight, int(other * over)], dtype=np.int64)[column.codes[row]]
    return split(amount, np.arange(len(row)), of_row, over, unit)


def _refuse_others(table: Table, counts: Shares, column: TextColumn, row: Rows) -> None:
    """Refuse rows whose value is not named."""
    named = np.array([*(value in dict(counts.by_value) for value in column.values), False], dtype=bool)
    rows = row[~named[column.codes[row]]]
    if len(rows):
        known = ", ".join(value for value, _ in counts.by_value)
        raise DiagnosticError(
            Diagnostic(
                "CP389",
                f"the plan does not say what {_shown(column, int(each))} counts",
                table.place(int(each), counts.column),
                f"write one of {known}",
            )
            for each in rows[:EXAMPLES]
        )


def _shown(column: TextColumn, row: int) -> str:
    code = int(column.codes[row])
    return "an empty cell" if code < 0 else repr(column.values[code])


def _of_kind(plan: Plan, shares: Table, splits: Splits) -> NDArray[np.bool_]:
    """Tell which shares count: those of the kind that the measure looks at, and those of both kinds."""
    column = shares.columns.get("kind")
    if not isinstance(column, TextColumn):
        return np.ones(len(shares), dtype=bool)
    both = np.array([*(value == "both" for value in column.values), True])[column.codes]
    if splits.kind is None:
        _refuse_kinds(plan, shares, np.flatnonzero(~both))
        return both
    wanted = np.array([*(value == splits.kind for value in column.values), False])[column.codes]
    found: NDArray[np.bool_] = both | wanted
    return found


def _refuse_absent(panel: Panel, table: Table, shared: Shared, row: Rows, at: Ints) -> None:
    """Refuse a share of somebody who has no segment on the day of the transaction."""
    if not len(row):
        return
    days, who = days_of(table)[row], shared.participant[at]
    absent = np.flatnonzero(segment_at(panel.segments, who, days) < 0)
    if len(absent):
        shares = panel.tables["credits"]
        hint = "correct the share or the date, or give the participant a segment that holds on this day"
        raise DiagnosticError(
            Diagnostic(
                "CP354",
                f"{panel.participants[who[each]]} has no segment on {_day(days[each])}, the day of it",
                shares.place(int(shared.row[at[each]]), "participant_id"),
                hint,
            )
            for each in absent[:EXAMPLES].tolist()
        )


def _refuse_unknown(table: Table, shares: Table, named: TextColumn, rows: Rows) -> None:
    if len(rows):
        raise DiagnosticError(
            Diagnostic(
                "CP382",
                f"transaction {named.values[named.codes[row]]!r} is not in '{table.name}'",
                shares.place(row, "transaction_id"),
                "correct it, or remove the row",
            )
            for row in rows[:EXAMPLES].tolist()
        )


def _refuse_kinds(plan: Plan, shares: Table, rows: Rows) -> None:
    if len(rows):
        message = f"plan '{plan.id}' does not say whether it looks at pay credit or quota credit"
        hint = "write kind: pay or kind: quota in the measure's splits"
        raise DiagnosticError([Diagnostic("CP383", message, shares.place(int(rows[0]), "kind"), hint)])


def _day(day: int) -> str:
    return str(np.datetime64(int(day), "D"))
