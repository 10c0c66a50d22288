"""Refuse what is missing, zero or was never delivered: one message a participant, its periods joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.counting.figures import Aggregate
from compplan.engine.credit import EXAMPLES, table_of
from compplan.engine.credit_sums import credits_of
from compplan.engine.participation import Participation
from compplan.engine.schedule import Schedule
from compplan.engine.selection import is_dated, months_looked_at
from compplan.plan.model import Actual, AttainmentMeasure, Counted, Credit, Plan, Target, ValueMeasure

Bools = NDArray[np.bool_]
_SPANS = 3


@dataclass(frozen=True, slots=True)
class Refusals:
    """Stops a run with DiagnosticError where a measure lacks what it needs and the plan gives no word for it.

    Masks are [windows, participants].
    """

    plan: Plan
    measure: AttainmentMeasure | ValueMeasure
    panel: Panel

    def missing_months(self, credited: Aggregate, who: Participation, schedule: Schedule) -> None:
        """Refuse months that the table of actuals was never delivered for, whatever ``where`` selects."""
        actual = self.measure.actual
        if actual.missing_months == "zero" or not is_dated(
            table_of(self.plan, self.panel, actual.table), actual
        ):
            return
        looked_at = months_looked_at(self.plan, actual)
        months = sorted({month for window in schedule.windows for month in window if month in looked_at})
        empty = [m for m in months if who.active[m].any() and not credited.rows[m].any()]
        if not empty:  # mostly: the rows are counted once
            return
        credit: Credit = "team" if actual.credit == "team" else "own_and_reports"
        anybody = Actual(actual.table, count="rows", credit=credit, splits=actual.splits, dated=actual.dated)
        rows = credits_of(self.plan, self.panel, anybody).rows
        missing = [m for m in empty if not rows[m].any()]
        if missing:
            spans = joined(self.plan, [range(month, month + 1) for month in missing])
            text = f"'{actual.table}' has no row for anybody of plan '{self.plan.id}' in {spans}"
            hint = (
                "add the rows, end the run before it (--through), or write missing_months: zero in the actual"
            )
            raise DiagnosticError([Diagnostic("CP356", text, self._place(actual.table), hint)])

    def missing_actuals(self, credited: Aggregate, active: Bools, schedule: Schedule) -> None:
        """Refuse periods in which a participant has no row of the actual."""
        actual = self.measure.actual
        if actual.if_missing == "zero":
            return
        looked_at = months_looked_at(self.plan, actual)
        rows = [
            not _meet(period, looked_at) or credited.rows[period.start : period.stop].any(axis=0)
            for period in schedule.periods
        ]
        missing = active & ~np.array(
            [np.broadcast_to(row, active.shape[1]) for row in rows], dtype=bool
        ).reshape(active.shape)
        hint = "add the rows, or write if_missing: zero in the measure's actual"
        of = f"measure '{self.measure.id}'"
        self._refuse(
            "CP355",
            missing,
            schedule.periods,
            lambda who, span: f"{who} has no row in '{actual.table}' for {of} in {span}",
            self._place(actual.table),
            hint,
        )

    def missing_targets(self, target: Target, missing: Bools, schedule: Schedule) -> None:
        """Refuse periods in which a participant has no quota."""
        if target.if_missing != "error":
            return
        hint = "add the quota, or write if_missing: no_pay in the measure's target"
        self._refuse(
            "CP357",
            missing,
            schedule.periods,
            lambda who, span: f"{who} has no quota for measure '{self.measure.id}' in {span}",
            self._place(target.table),
            hint,
        )

    def zero_targets(self, target: Target | Counted, zero: Bools, schedule: Schedule) -> None:
        """Refuse windows whose quota is zero."""
        if target.if_zero != "error":
            return
        hint = "correct it, or write if_zero: no_pay or at_target in the measure's target"
        what, table = ("target", target.of.table) if isinstance(target, Counted) else ("quota", target.table)
        self._refuse(
            "CP358",
            zero,
            schedule.windows,
            lambda who, span: f"the {what} of {who} for measure '{self.measure.id}' in {span} is zero",
            self._place(table),
            hint,
        )

    def zero_actuals(self, zero: Bools, schedule: Schedule) -> None:
        """Refuse windows whose actual is not above zero where target / actual counts."""
        measure = f"measure '{self.measure.id}'"
        self._refuse(
            "CP359",
            zero,
            schedule.windows,
            lambda who, span: f"the actual of {who} for {measure} in {span} is not above zero",
            self._place(self.measure.actual.table),
            "where lower_is_better, attainment is target / actual: correct the rows",
        )

    def _refuse(
        self,
        code: str,
        wrong: Bools,
        windows: Sequence[range],
        text: Callable[[str, str], str],
        place: Place,
        hint: str,
    ) -> None:
        people = np.flatnonzero(wrong.any(axis=0)).tolist()
        if not people:
            return
        more = f" (and {len(people) - EXAMPLES} more participants)" if len(people) > EXAMPLES else ""
        problems = []
        for number, person in enumerate(people[:EXAMPLES], 1):
            spans = joined(self.plan, [windows[int(i)] for i in np.flatnonzero(wrong[:, person])])
            told = text(self.panel.participants[person], spans)
            problems.append(Diagnostic(code, told + more * (number == EXAMPLES), place, hint))
        raise DiagnosticError(problems)

    def _place(self, table: str) -> Place:
        return Place(table_of(self.plan, self.panel, table).origin.file)


def joined(plan: Plan, windows: Sequence[range]) -> str:
    """Write ranges of plan months as text, joining those that touch or overlap."""
    spans: list[range] = []
    for window in windows:
        if spans and window.start <= spans[-1].stop:
            spans[-1] = range(spans[-1].start, max(window.stop, spans[-1].stop))
        else:
            spans.append(window)
    more = f" and {len(spans) - _SPANS} more spans" if len(spans) > _SPANS else ""
    return ", ".join(_span(plan, span) for span in spans[:_SPANS]) + more


def _span(plan: Plan, span: range) -> str:
    first, last = (calendar.month_text(plan.starts + month) for month in (span.start, span.stop - 1))
    return first if first == last else f"{first} to {last}"


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
