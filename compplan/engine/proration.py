"""Proration: how many parts of a yearly amount some days count, by the basis that a plan names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan import months as calendar
from compplan.data.model import DayColumn, Panel, Segments
from compplan.engine.tables import column_like, table_of
from compplan.plan.model import Basis, LeaveBasis, Plan

Ints = NDArray[np.int64]
Days = NDArray[np.int32] | Ints
Rows = NDArray[np.intp]
_MIDDLE = 14
"""Days from the first of a month to the one that decides to whom it belongs as a whole."""
_YEAR_OF_WEEKS = 364


@dataclass(frozen=True, slots=True)
class Leave:
    """Days of leave inside segments, one entry each: the segment's index and days ``[start, end)``."""

    segment: Rows
    start: Ints
    end: Ints


def parts(basis: Basis | LeaveBasis, month: int, first: Days, end: Days) -> Ints:
    """Count the parts that those days of ``[first, end)`` hold that lie in the month with an index."""
    opens = calendar.first_day(month)
    first, end = np.maximum(first, opens), np.minimum(end, opens + calendar.days_in(month))
    end = np.maximum(first, end)
    if basis == "working_days":
        return _weekdays(first, end)
    if basis == "months_12":
        return ((first <= opens + _MIDDLE) & (end > opens + _MIDDLE)).astype(np.int64)
    return (end - first).astype(np.int64)


def parts_of_month(basis: Basis | LeaveBasis, month: int) -> int:
    """Count the parts that a month, given by its index, holds."""
    first = np.array([calendar.first_day(month)], dtype=np.int64)
    return int(parts(basis, month, first, first + calendar.days_in(month))[0])


def parts_of_year(plan: Plan, basis: Basis | LeaveBasis, month: int) -> int:
    """Count the parts that a yearly amount has, as one of them counts in a plan month (from 0)."""
    if basis == "weeks_52":
        return _YEAR_OF_WEEKS
    if basis == "days_of_year":
        first = plan.starts + month // 12 * 12
        return calendar.first_day(first + 12) - calendar.first_day(first)
    return 12 * parts_of_month(basis, plan.starts + month)


def leave_of(plan: Plan, panel: Panel, covered: Rows) -> Leave:
    """Find the days of leave inside the given segments; DiagnosticError if the data has no such table."""
    assert plan.leave is not None
    table, segments = table_of(plan, panel, plan.leave.table), panel.segments
    begin = column_like(table, "start_date", DayColumn, "used as a day").days
    until = column_like(table, "end_date", DayColumn, "used as a day").days
    found = [
        (at, max(first, int(segments.start[at])), min(last, int(segments.end[at])))
        for who, first, last in zip(table.participant.tolist(), begin.tolist(), until.tolist(), strict=True)
        for at in _of(segments, covered, who)
    ]
    inside = np.array([each for each in found if each[1] < each[2]], dtype=np.int64).reshape(-1, 3)
    return Leave(inside[:, 0].astype(np.intp), inside[:, 1], inside[:, 2])


def _of(segments: Segments, covered: Rows, who: int) -> list[int]:
    """List those of the covered segments, which stand in order of participant, that are of one."""
    people = segments.participant[covered]
    first, end = np.searchsorted(people, (who, who + 1)).tolist()
    found: list[int] = covered[first:end].tolist()
    return found


def _weekdays(first: Days, end: Days) -> Ints:
    """Count Mondays to Fridays."""
    days = np.datetime64("1970-01-01", "D")
    found: Ints = np.busday_count(days + first.astype("m8[D]"), days + end.astype("m8[D]")).astype(np.int64)
    return found
