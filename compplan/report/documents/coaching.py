"""The meetings that a month's action plans ask for, as lines of the table of coaching."""

from __future__ import annotations

import csv
from typing import IO

from compplan import months as calendar
from compplan.engine.results.result import Result
from compplan.report.table_files import guarded

_COLUMNS = ("participant_id", "rule", "subject", "action", "who", "due", "held")
_AGREED = frozenset({"opened", "changed"})
_MEETINGS = frozenset({"action_plan", "coaching"})

Row = dict[str, str]


def meetings(result: Result, month: int) -> list[Row]:
    """List the action plans and coaching newly agreed in a month (a month index) that have a due date."""
    new = [row for row in result.actions.rows() if row["status"] in _AGREED and row["due"]]
    said = calendar.month_text(month)
    return [row for row in new if row["month"] == said and row["action"] in _MEETINGS]


def write_meetings(file: IO[str], found: list[Row]) -> None:
    """Write a line for each meeting; when it is held, its day is put into the last column."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([guarded(row.get(name, "")) for name in _COLUMNS] for row in found)
