"""Raw tables become typed ones: the columns that must be there, and each cell by the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compplan.data.columns import Cells, read_column
from compplan.data.definition import TableDefinition
from compplan.data.model import Origin, TextColumn
from compplan.data.problems import Problem, closest, quote
from compplan.data.raw import Other, RawTable

_LISTED = 20


@dataclass(frozen=True, slots=True)
class TypedTable:
    """A table whose cells are read, not yet checked against each other or other tables."""

    definition: TableDefinition
    origin: Origin
    cells: Mapping[str, Cells]
    rows: int

    def text(self, name: str) -> TextColumn | None:
        """Give a column of text; None if the table does not have it, or as something else."""
        cells = self.cells.get(name)
        return cells.column if cells and isinstance(cells.column, TextColumn) else None

    def bad(self, name: str) -> NDArray[np.bool_]:
        """Tell which rows have something in a column that could not be read."""
        cells = self.cells.get(name)
        return np.zeros(self.rows, np.bool_) if cells is None else ~cells.good & ~cells.missing


def type_table(definition: TableDefinition, raw: RawTable) -> tuple[TypedTable, list[Problem]]:
    """Read each column of a raw table (emptying it) as its definition says; unknown columns are text."""
    names = [column.name for column in definition.columns if column.required]
    extra = [name for name in raw.columns if not definition.has(name)]
    problems = [_missing_column(name, extra, raw.columns) for name in names if name not in raw.columns]
    if not raw.rows and definition.required and not problems:
        problems.append(Problem("CP310", "the table has no rows", "give a row for each participant"))
    cells: dict[str, Cells] = {}
    for name in list(raw.columns):
        column = raw.columns.pop(name)
        if isinstance(column, Other) and not definition.has(name):
            continue
        read, found = read_column(column, definition.column(name), raw.form(name))
        problems += found
        if not (definition.column(name).all_or_none and read.missing.all()):
            cells[name] = read
    return TypedTable(definition, raw.origin, cells, raw.rows), problems


def _listed(names: Iterable[str]) -> str:
    shown = [name if name.isprintable() else quote(name) for name in names]
    return ", ".join(shown[:_LISTED] + ["..."] * (len(shown) > _LISTED)) or "none"


def _missing_column(name: str, extra: Iterable[str], columns: Iterable[str]) -> Problem:
    near = closest(extra)(name)
    hint = (
        f"rename {quote(near)} to '{name}', if that is it" if near else f"the columns are {_listed(columns)}"
    )
    return Problem("CP309", f"column '{name}' is missing", hint)
