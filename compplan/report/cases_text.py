"""Cases and how they ended, as text."""

from __future__ import annotations

from collections.abc import Sequence

from compplan.cases.check import Checked
from compplan.report.diagnostics_text import counted
from compplan.report.plain import one_line


def case_line(checked: Checked) -> str:
    """Write a case and how it ended on one line."""
    name = f"{checked.case.id}: {checked.case.title}" if checked.case else checked.file
    return one_line(f"{'not as expected' if checked.problems else 'ok':15}  {name.rstrip(': ')}")


def summary(checked: Sequence[Checked]) -> str:
    """Count the cases that are as expected, and the others."""
    wrong = sum(bool(each.problems) for each in checked)
    rest = f"{wrong} not as expected" if wrong else "all as expected"
    return f"{counted(len(checked), 'case')}, {rest}"
