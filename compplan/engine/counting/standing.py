"""Rows that have no day, such as accounts: they stand in every period, and never add up over periods."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compplan.data.model import SCALE, Panel
from compplan.engine.counting.figures import Bools, Figures, Ints, Windows
from compplan.engine.credit import counted_values
from compplan.engine.exact.quantity import Quantity
from compplan.engine.selection import chosen
from compplan.engine.tables import table_of
from compplan.plan.model import Actual, Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """What each participant's rows come to, in 1 / SCALE, and how many there are, in each month."""

    amount: Ints
    rows: Ints
    mean: bool

    def over(self, windows: Windows, counted: Bools | None) -> Figures:  # noqa: ARG002 rows hold at any time
        """Give the same figure for every window."""
        value = _repeated(self.amount, SCALE, len(windows))
        return Figures(value, _repeated(np.maximum(self.rows[0], 1), 1, len(windows)) if self.mean else None)


def standing_of(plan: Plan, panel: Panel, actual: Actual) -> Standing:
    """Count each participant's own rows of a table without days."""
    table = table_of(plan, panel, actual.table)
    row = chosen(plan, panel, table, actual, slice(0, len(table)), range(plan.months))
    who, value = table.participant[row], counted_values(table, actual, row)
    if actual.operation == "distinct":
        pairs = np.unique(np.stack((who.astype(np.int64), value)), axis=1)
        who, value = pairs[0].astype(np.int32), np.full(pairs.shape[1], SCALE, dtype=np.int64)
    amount, rows = np.zeros((2, len(panel.participants)), dtype=np.int64)
    np.add.at(amount, who, value)
    np.add.at(rows, who, 1)
    months = np.broadcast_to(rows, (plan.months, len(rows)))
    return Standing(amount, months, actual.operation == "average")


def _repeated(value: Ints, unit: int, windows: int) -> Quantity:
    return Quantity(np.broadcast_to(value, (windows, len(value))), (unit,) * windows)
