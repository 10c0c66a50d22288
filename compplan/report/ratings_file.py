"""Add the answers of a checked survey sheet to the file of ratings."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from compplan.data.model import Panel
from compplan.diagnostics import Diagnostic, DiagnosticError, Place
from compplan.engine.intake.sheet import COLUMNS, Sheet
from compplan.plan.model import ReportCard
from compplan.report.files import replace_text, write_new


def add_answers(folder: str, card: ReportCard, panel: Panel, sheet: Sheet) -> str:
    """Add answers to a folder's ratings (CSV), or make the file; give its path.

    All or nothing. DiagnosticError if the ratings are no single CSV file (CP406), lack a column that the
    sheet fills, or cannot be written.
    """
    if card.ratings not in panel.tables:
        path = str(Path(folder) / f"{card.ratings}.csv")
        write_new(path, _lines(list(COLUMNS), sheet, header=True))
        return path
    path = panel.tables[card.ratings].origin.file
    if not path.endswith(".csv") or not Path(path).is_file():
        hint = "put the sheet where these ratings come from"
        text = "only ratings of one CSV file can be added to"
        raise DiagnosticError([Diagnostic("CP406", text, Place(path), hint)])
    before = Path(path).read_bytes().decode("utf-8")
    columns = next(csv.reader(io.StringIO(before.removeprefix("\ufeff"))))
    _refuse_lost(path, columns, sheet)
    glue = "" if before.endswith("\n") else "\n"
    replace_text(path, before, before + glue + _lines(columns, sheet, header=False))
    return path


def _lines(columns: list[str], sheet: Sheet, *, header: bool) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if header:
        writer.writerow(columns)
    writer.writerows([answer.cells.get(column, "") for column in columns] for answer in sheet.answers)
    return text.getvalue()


def _refuse_lost(path: str, columns: list[str], sheet: Sheet) -> None:
    filled = [name for name in COLUMNS if any(answer.cells.get(name) for answer in sheet.answers)]
    lost = [name for name in filled if name not in columns]
    if lost:
        text = f"the sheet fills {', '.join(lost)}, and the ratings have no such column"
        hint = f"add {', '.join(lost)} to the header"
        raise DiagnosticError([Diagnostic("CP406", text, Place(path, row=1), hint)])
