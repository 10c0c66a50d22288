"""How a measure's rows are counted, as the plan says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from compplan.data.model import Panel
from compplan.engine.counting.figures import Aggregate
from compplan.engine.counting.lasts import lasts_of
from compplan.engine.counting.standing import standing_of
from compplan.engine.counting.sums import Averages, Sums
from compplan.engine.counting.values import Distinct, Retained
from compplan.engine.credit import credited_rows
from compplan.engine.credit_sums import credits_of
from compplan.engine.selection import is_dated
from compplan.engine.tables import table_of
from compplan.plan.model import MONTHS_IN, Accumulate, Actual, Plan


def aggregate_of(
    plan: Plan, panel: Panel, actual: Actual, accumulate: Accumulate, earlier: int = 0
) -> Aggregate:
    """Find the rows that a measure counts, which accumulates in a way.

    What it says of a month are the rows of so many months ``earlier``.
    """
    if not is_dated(table_of(plan, panel, actual.table), actual):
        return standing_of(plan, panel, actual)
    if actual.operation in ("sum", "count", "average"):
        credited = credits_of(plan, panel, actual, earlier)
        if actual.operation == "average":
            return Averages(credited.amount, credited.rows.astype(np.int64, copy=False))
        return Sums(credited.amount, credited.rows)
    back = months_back(plan, accumulate) if actual.operation == "retained" else 0
    entries = credited_rows(plan, panel, actual, range(-back - earlier, plan.months - earlier))
    entries = replace(entries, month=entries.month + earlier)
    if actual.operation == "last":
        return lasts_of(plan, panel, actual, entries)
    inside = entries.month >= 0
    rows = np.zeros((plan.months, len(panel.participants)), dtype=np.int64)
    np.add.at(rows, (entries.month[inside], entries.participant[inside]), 1)
    return Retained(entries, rows, back) if back else Distinct(entries, rows)


def months_back(plan: Plan, accumulate: Accumulate) -> int:
    """Count the months from a period to the one before it: with year-to-date, a year."""
    return 12 if accumulate == "year_to_date" else MONTHS_IN[plan.performance_period]
