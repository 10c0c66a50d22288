"""A survey sheet that came back: its answers, and the lines that were left empty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compplan.data.model import Origin
from compplan.data.problems import closest
from compplan.diagnostics import Diagnostic, DiagnosticError, Place

COLUMNS = ("participant_id", "month", "behaviour", "rating", "customer_id", "contact_id", "comment")
"""The columns of a survey sheet: those of the table of ratings."""
NEEDED = COLUMNS[:4]


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of a sheet with its index, and its cells by column; empty where there is none."""

    index: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a sheet with a rating, or with a comment but none, and those without either."""

    origin: Origin
    answers: tuple[Answer, ...]
    unanswered: tuple[Answer, ...]


def read_sheet(path: Path) -> Sheet:
    """Read a sheet (CSV or XLSX); DiagnosticError if it is none or lacks a column (CP370)."""
    from compplan.data.readers import Reading, read_file

    ending = path.suffix.lower().removeprefix(".")
    if ending not in ("csv", "xlsx"):
        text = "a survey sheet is a CSV or XLSX file"
        hint = "save the sheet that came back as XLSX, or as 'CSV UTF-8'"
        raise DiagnosticError([Diagnostic("CP370", text, Place(str(path)), hint)])
    frame, origin = read_file(path, ending, Reading(lambda _: None, "ratings"))
    lacking = [_lacking(path, name, frame.columns) for name in NEEDED if name not in frame.columns]
    if lacking:
        raise DiagnosticError(lacking)
    rows = frame.select([name for name in COLUMNS if name in frame.columns]).iter_rows(named=True)
    lines = [
        Answer(index, {name: _text(cell) for name, cell in row.items()}) for index, row in enumerate(rows)
    ]
    filled = [bool(line.cells["rating"] or line.cells.get("comment")) for line in lines]
    return Sheet(
        origin,
        tuple(line for line, said in zip(lines, filled, strict=True) if said),
        tuple(line for line, said in zip(lines, filled, strict=True) if not said),
    )


def _text(cell: object) -> str:
    """Write a cell as a text; a number of a spreadsheet without its .0, and the first of a month as month."""
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m}" if cell.day == 1 else f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _lacking(path: Path, name: str, columns: Sequence[str]) -> Diagnostic:
    near = closest(columns)(name)
    needed = f"a survey sheet has the columns {', '.join(NEEDED)}"
    hint = f"rename '{near}', if that is it" if near else needed
    return Diagnostic("CP370", f"the column '{name}' is not there", Place(str(path), row=1), hint)
