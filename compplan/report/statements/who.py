"""What a statement needs to know of its reader: name, role, team, and their rows of the results."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from compplan import months as calendar
from compplan.engine.results.result import Result
from compplan.engine.results.table import ResultTable
from compplan.report.workbook.people import People, people_of

Row = dict[str, str]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Records:
    """The results of a run by participant: lines and payments of twelve months, all else of the month.

    ``earlier`` are the report cards of three months before.
    """

    month: str
    people: People
    lines: Rows
    payments: Rows
    report_card: Rows
    earlier: Rows
    comments: Rows
    actions: Rows
    recognition: Rows


def records_of(result: Result, month: int) -> Records:
    """Sort the results of a run up to a month (a month index) by participant."""
    text = calendar.month_text(month)
    year = {calendar.month_text(each) for each in range(month - 11, month + 1)}
    return Records(
        text,
        people_of(result.plans[0].compiled.panel, month + 1),
        _sorted(result.lines, year),
        _sorted(result.payments, year),
        _sorted(result.report_card, {text}),
        _sorted(result.report_card, {calendar.month_text(month - 3)}),
        _sorted(result.comments, {text}),
        _sorted(result.actions, {text}),
        _sorted(result.recognition, {text}),
    )


def _sorted(table: ResultTable, months: set[str]) -> Rows:
    """Take the rows of some months, by participant."""
    wanted = np.isin(table["month"].astype(str), sorted(months)) if len(table) else np.zeros(0, dtype=bool)
    part = replace(table, columns={name: values[wanted] for name, values in table.columns.items()})
    rows: Rows = {}
    for row in part.rows():
        rows.setdefault(row["participant_id"], []).append(row)
    return rows
