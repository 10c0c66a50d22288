"""Raw tables become typed ones: the columns that must be there, and each cell by the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from compplan.data.cells import Cells
from compplan.data.columns import read_column, sums_too_large
from compplan.data.definition import TableDefinition
from compplan.data.model import Origin, TextColumn
from compplan.data.problems import Problem, closest, quote
from compplan.data.raw import Other, Raw, RawTable
from compplan.threads import cores, each

_LISTED = 20
_MANY = 100_000
"""Rows from which on it is worth while to read columns side by side."""


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
    given = [*raw.columns, *raw.read]
    problems = [_missing_column(name, extra, given) for name in names if name not in given]
    if not raw.rows and definition.required and not problems:
        problems.append(Problem("CP310", "the table has no rows", "give a row for each participant"))
    cells = dict(raw.read)
    problems += [found for name, column in cells.items() for found in sums_too_large(name, column)]
    read = partial(_read, definition, raw)
    wanted = [name for name, column in raw.columns.items() if _known(definition, name, column)]
    threads = cores() if raw.rows > _MANY else 1
    for name, (column, found) in zip(wanted, each(read, wanted, threads=threads), strict=True):
        problems += found
        if not (definition.column(name).all_or_none and column.missing.all()):
            cells[name] = column
    return TypedTable(definition, raw.origin, cells, raw.rows), problems


def _known(definition: TableDefinition, name: str, column: Raw) -> bool:
    return definition.has(name) or not isinstance(column, Other)


def _read(definition: TableDefinition, raw: RawTable, name: str) -> tuple[Cells, list[Problem]]:
    return read_column(raw.columns.pop(name), definition.column(name), raw.form(name))


def _listed(names: Iterable[str]) -> str:
    shown = [name if name.isprintable() else quote(name) for name in names]
    return ", ".join(shown[:_LISTED] + ["..."] * (len(shown) > _LISTED)) or "none"


def _missing_column(name: str, extra: Iterable[str], columns: Iterable[str]) -> Problem:
    near = closest(extra)(name)
    hint = (
        f"rename {quote(near)} to '{name}', if that is it" if near else f"the columns are {_listed(columns)}"
    )
    return Problem("CP309", f"column '{name}' is missing", hint)
