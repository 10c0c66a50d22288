"""Files as queries see them: Arrow tables, with the numbers and dates that the sources file states."""

from __future__ import annotations

from typing import Any

import numpy as np

from compplan.data.cells import Cells
from compplan.data.columns import read_column
from compplan.data.definition import ColumnDefinition, Kind
from compplan.data.frames import raw_polars
from compplan.data.model import DayColumn, NumberColumn
from compplan.data.polarstext import DECIMALS
from compplan.data.problems import Problem, diagnostics
from compplan.diagnostics import DiagnosticError
from compplan.sources.files import lacking, read_files
from compplan.sources.libraries import needed
from compplan.sources.model import FileSource, Named

_DIGITS = 38
"""The widest that a decimal can be, so that products of two have room."""


def arrow_table(file: FileSource, query: Named) -> Any:
    """Read a file as a table of pyarrow for a query; DiagnosticError with wrong cells."""
    needed("pyarrow", "sql", query.place)
    stated: dict[str, tuple[Named, Kind]] = {each.text: (each, "number") for each in file.numbers}
    stated |= {each.text: (each, "date") for each in file.dates}
    frame, origin = read_files(
        file, lambda name: ColumnDefinition(name, stated[name][1] if name in stated else "text"), None
    )
    told = lacking([each for each, _ in stated.values()], frame.columns, file.path.text)
    if told:
        raise DiagnosticError(told)
    raw = raw_polars(frame.select(list(stated)), origin)
    problems: list[Problem] = []
    table = frame.to_arrow()
    for name, (_, kind) in stated.items():
        cells, found = read_column(raw.columns.pop(name), ColumnDefinition(name, kind), file.form)
        problems += found
        table = table.set_column(table.column_names.index(name), name, _arrow(cells))
    if problems:
        raise DiagnosticError(diagnostics(problems, origin))
    return table


def _arrow(cells: Cells) -> Any:
    import pyarrow as pa

    match cells.column:
        case NumberColumn(scaled, missing):
            # An Arrow decimal is 128 bits wide: the number, then its sign again.
            wide = np.stack([scaled, scaled >> 63], axis=1)
            valid = np.packbits(~missing, bitorder="little")
            buffers = [pa.py_buffer(valid), pa.py_buffer(wide)]
            return pa.Array.from_buffers(pa.decimal128(_DIGITS, DECIMALS), len(scaled), buffers)
        case DayColumn(days):
            return pa.array(days, type=pa.int32(), mask=cells.missing).cast(pa.date32())
    message = "only numbers and dates are stated for queries"
    raise AssertionError(message)
