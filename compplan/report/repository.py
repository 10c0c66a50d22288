"""Files and lines as a repository names them, for tools that show problems beside its code."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from compplan.diagnostics import Place

_TEXT = {".csv", ".tsv", ".txt"}


def repository_path(file: str) -> str | None:
    """Give a file's path from the top of its repository, with ``/``; None if it is in none.

    Without a repository around the working folder, that folder is the top.
    """
    here = Path.cwd()
    top = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    # A link to a file is a file of the repository, wherever it leads.
    path = (here / file).parent.resolve() / Path(file).name
    return path.relative_to(top.resolve()).as_posix() if path.is_relative_to(top.resolve()) else None


def line_numbers(places: Iterable[Place]) -> Mapping[Place, int]:
    """Find the line of each place: its own, or that on which its row of a text file begins.

    Rows and lines differ below a cell that holds a line break. Sheets of workbooks have no lines.
    """
    known = {place: place.line for place in places if place.line is not None}
    rows: dict[str, dict[int, list[Place]]] = {}
    for place in places:
        if place.line is None and place.row is not None and Path(place.file).suffix.lower() in _TEXT:
            rows.setdefault(place.file, {}).setdefault(place.row, []).append(place)
    found = ((place, line) for file, wanted in rows.items() for place, line in _lines_of_rows(file, wanted))
    return known | dict(found)


def _lines_of_rows(file: str, wanted: Mapping[int, list[Place]]) -> Iterable[tuple[Place, int]]:
    begins = {row: row for row in wanted}
    with (
        suppress(OSError, csv.Error),
        Path(file).open(encoding="utf-8", errors="replace", newline="") as text,
    ):
        reader, line = csv.reader(text), 1
        for row, _ in zip(range(1, max(wanted) + 1), reader, strict=False):
            begins[row] = line
            line = reader.line_num + 1
    return [(place, begins[row]) for row, its in wanted.items() for place in its]


def cell_text(place: Place, line: int | None) -> str:
    """Name what such tools have no field for: a row without a line, and the column of a table.

    >>> cell_text(Place("sales.xlsx", row=3, field="amount"), None)
    "row 3, column 'amount': "
    """
    row = [f"row {place.row}"] if place.row is not None and line is None else []
    field = [f"column '{place.field}'"] if place.field is not None else []
    return f"{', '.join([*row, *field])}: " if row or field else ""
