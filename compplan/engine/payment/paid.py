"""What a component's lines paid, with the credits that they look at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.model import Panel, TextColumn
from compplan.engine.credit import CreditedRows, credited_rows
from compplan.engine.earn import Component
from compplan.engine.selection import days_of
from compplan.engine.tables import column_like, table_of
from compplan.plan.model import Actual, Plan

Ints = NDArray[np.int64]
Credit = tuple[int, int, int, int]
"""Of one transaction: participant, plan month, day, and what is credited."""


@dataclass(frozen=True, slots=True)
class PaidLines:
    """A component and what its lines paid [lines, participants], in minor units."""

    component: Component
    paid: Ints

    @property
    def actual(self) -> Actual | None:
        """Give what the component's measure counts, if it counts rows."""
        return getattr(self.component.measure, "actual", None)

    def lines_of_months(self, months: int) -> Ints:
        """Give the line that is the first to look at each plan month; -1 for none."""
        schedule = self.component.schedule
        line = np.full(months, -1, dtype=np.int64)
        for window, period in enumerate(schedule.periods):
            line[period.start : period.stop] = window // schedule.per_line
        return line


@dataclass(frozen=True, slots=True)
class Credited:
    """A component's credits by transaction, and all that its lines credit [lines, participants]."""

    by_transaction: dict[str, list[Credit]]
    counted: Ints
    line: Ints
    """The line of each plan month."""


def credited_of(plan: Plan, panel: Panel, part: PaidLines, actual: Actual) -> Credited:
    """Find what each transaction credits to whom in the lines of a component."""
    entries = credited_rows(plan, panel, actual)
    line = part.lines_of_months(plan.months)
    counted = np.zeros_like(part.paid)
    at = line[entries.month]
    inside = at >= 0
    np.add.at(counted, (at[inside], entries.participant[inside]), entries.amount[inside])
    return Credited(_by_transaction(plan, panel, actual, entries), counted, line)


def _by_transaction(
    plan: Plan, panel: Panel, actual: Actual, entries: CreditedRows
) -> dict[str, list[Credit]]:
    table = table_of(plan, panel, actual.table)
    names = column_like(table, "transaction_id", TextColumn, "cancelled")
    days, code = days_of(table)[entries.row], names.codes[entries.row]
    found: dict[str, list[Credit]] = {}
    for at in np.flatnonzero(code >= 0).tolist():
        credit = int(entries.participant[at]), int(entries.month[at]), int(days[at]), int(entries.amount[at])
        found.setdefault(names.values[code[at]], []).append(credit)
    return found
