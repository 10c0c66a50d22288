"""The months of data on which advice rests, and what a plan pays on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from compplan.data.model import DayColumn, Panel, PeriodColumn, Table
from compplan.data.panel import months_of
from compplan.engine.checks.coverage import last_month, tables_used
from compplan.engine.results.result import Result
from compplan.engine.run import run
from compplan.months import month_text
from compplan.plan.model import MONTHS_IN, Path, Period, Plan, Weights


@dataclass(frozen=True, slots=True)
class History:
    """A plan on the data that it is advised upon; ``plan`` starts where it is replayed.

    ``through`` is the last month index that is paid, None for the last that the data holds; ``shifted``
    tells whether the data lies before the plan.
    """

    plan: Plan
    panel: Panel
    through: int | None
    assume: Mapping[str, Fraction]
    shifted: bool

    def replay(self, weights: Weights | None = None, payout_period: Period | None = None) -> Result:
        """Pay the history, if ``weights`` are given with these in every month, behaviour as it was.

        Raises DiagnosticError if the data does not give what the plan needs.
        """
        plan = self.plan
        if weights is not None:
            plan = replace(plan, weights=Path("monthly", plan.weights.before, ((1, weights),)))
        if payout_period is not None:
            plan = replace(plan, payout_period=payout_period)
        return run([plan], self.panel, through=self.through, outside="ignore", assume=self.assume)


def history_of(plan: Plan, panel: Panel, assume: Mapping[str, Fraction] | None = None) -> History:
    """Find the months on which a plan can be replayed: its own or, if the data ends before, the data's.

    ``assume`` gives attainments of measures that the data did not record, over the plan's own.
    """
    plan = replace(plan, amends=None)  # advice is on what it says now
    assumed = dict(plan.assume) | dict(assume or {})
    step = MONTHS_IN[plan.payout_period]
    if last_month(plan, panel, assumed) >= plan.starts + step - 1:
        return History(plan, panel, None, assumed, shifted=False)
    span = _span_of_data(plan, panel, assumed)
    if span is None or span[0] >= plan.ends:
        return History(plan, panel, None, assumed, shifted=False)
    first, last = span
    start = first + (plan.starts - first) % 12
    if start + step - 1 > last:
        start = first
    return History(replace(plan, starts=start, announced=None), panel, last, assumed, shifted=True)


def span_text(result: Result) -> str:
    """Write the months that a result pays, such as ``2027-01 to 2029-12``."""
    compiled = result.plans[0].compiled
    starts = compiled.plan.starts
    return f"{month_text(starts)} to {month_text(starts + compiled.months - 1)}"


def _span_of_data(plan: Plan, panel: Panel, assume: Mapping[str, Fraction]) -> tuple[int, int] | None:
    """Give the first and last month of which all tables of actuals and targets, else ratings, have rows."""
    actuals, quotas, ratings = tables_used([plan], assume)
    names = (actuals | quotas) & panel.tables.keys() or ratings & panel.tables.keys()
    spans = [_months(panel.tables[name]) for name in names if len(panel.tables[name])]
    return (max(first for first, _ in spans), min(last for _, last in spans)) if spans else None


def _months(table: Table) -> tuple[int, int]:
    for column in (table.columns.get(name) for name in ("date", "period", "month")):
        if isinstance(column, DayColumn):
            months = months_of(column.days)
            return int(months.min()), int(months.max())
        if isinstance(column, PeriodColumn):
            return int(column.first.min()), int((column.first + column.months).max()) - 1
    return 0, 0
