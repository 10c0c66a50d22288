"""The planners' forecasts in the company's data: the table ``forecasts``."""

from __future__ import annotations

import numpy as np

from compplan import months as calendar
from compplan.data.model import SCALE, NumberColumn, Panel, PeriodColumn, Table
from compplan.diagnostics import Diagnostic, DiagnosticError
from compplan.learning.backtest.planned import Planned
from compplan.learning.backtest.series import Series

TABLE = "forecasts"


def planned_of(panel: Panel, series: Series) -> Planned | None:
    """Read what the planners forecast, in rows of a series; None without a table ``forecasts``.

    DiagnosticError (CP562) for forecasts that were made when their month was over.
    """
    table = panel.tables.get(TABLE)
    if table is None or not len(table):
        return None
    made, month, amount = (table.columns[name] for name in ("made", "month", "amount"))
    assert isinstance(made, PeriodColumn)
    assert isinstance(month, PeriodColumn)
    assert isinstance(amount, NumberColumn)
    late = np.flatnonzero(made.first >= month.first)
    if len(late):
        raise DiagnosticError([_late(table, int(late[0]), made, month, len(late) - 1)])
    place = {name: at for at, name in enumerate(series.participants)}
    column = np.array([place.get(name, -1) for name in panel.participants] + [-1])[table.participant]
    used = np.flatnonzero(column >= 0)
    return Planned(
        column[used],
        made.first[used] - series.first,
        month.first[used] - series.first,
        amount.scaled[used] / SCALE,
    )


def _late(table: Table, row: int, made: PeriodColumn, month: PeriodColumn, more: int) -> Diagnostic:
    when, about = (calendar.month_text(int(each.first[row])) for each in (made, month))
    others = f"; {more} further rows alike" if more else ""
    text = f"a forecast of {about} was made in {when}, when the month was under way or over{others}"
    hint = "give the last month that was known when it was made, or leave the row out"
    return Diagnostic("CP562", text, table.place(row, "made"), hint)
