"""The value of the latest day with a row in each window."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compplan.data.model import SCALE, Panel
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.engine.counting.figures import Bools, Figures, Ints, Windows
from compplan.engine.credit import CreditedRows
from compplan.engine.exact.quantity import Quantity
from compplan.engine.selection import days_of
from compplan.engine.tables import EXAMPLES, table_of
from compplan.plan.model import Actual, Plan


@dataclass(frozen=True, slots=True)
class Lasts:
    """The last value of each month with a row [plan months, participants], in 1 / SCALE."""

    amount: Ints
    rows: Ints

    def over(self, windows: Windows, counted: Bools | None) -> Figures:
        """Take the last value of windows; 0 where there is none."""
        has = self.rows > 0 if counted is None else (self.rows > 0) & counted
        value = np.zeros((len(windows), self.rows.shape[1]), dtype=np.int64)
        for number, window in enumerate(windows):
            for month in window:
                value[number] = np.where(has[month], self.amount[month], value[number])
        return Figures(Quantity(value, (SCALE,) * len(windows)))


def lasts_of(plan: Plan, panel: Panel, actual: Actual, entries: CreditedRows) -> Lasts:
    """Find each month's last value; DiagnosticError where its day has several."""
    table = table_of(plan, panel, actual.table)
    days = days_of(table, actual.dated)
    order = np.lexsort((entries.row, days[entries.row], entries.participant))
    row, who, month = entries.row[order], entries.participant[order], entries.month[order]
    day = days[row]
    same = np.flatnonzero((who[1:] == who[:-1]) & (day[1:] == day[:-1])) + 1
    if len(same):
        hint = "keep one of them, or count them by sum or average"
        raise DiagnosticError(
            Diagnostic(
                "CP381",
                f"{panel.participants[who[at]]} has several rows on {np.datetime64(int(day[at]), 'D')}: "
                f"none of them is the last (that of row {table.origin.seen(int(row[at - 1]), int(row[at]))})",
                table.place(int(row[at]), actual.column),
                hint,
            )
            for at in same[:EXAMPLES].tolist()
        )
    amount, rows = np.zeros((2, plan.months, len(panel.participants)), dtype=np.int64)
    amount[month, who] = entries.amount[order]
    np.add.at(rows, (month, who), 1)
    return Lasts(amount, rows)
