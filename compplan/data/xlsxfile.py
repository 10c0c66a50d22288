"""XLSX workbooks: text cells as text, numbers as numbers, dates as dates, and nothing guessed."""

from __future__ import annotations

import logging
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np

from compplan.data.blank import drop_blank_rows
from compplan.data.definition import ColumnDefinition
from compplan.data.headers import check_names
from compplan.data.limits import check_grid, check_texts
from compplan.data.model import Origin
from compplan.data.problems import quote
from compplan.data.sniff import refusal
from compplan.data.xlsxcells import check_cells, sheet_text

if TYPE_CHECKING:
    import fastexcel
    import polars as pl

_HEADER_WITHIN = 100
_QUIET = logging.getLogger("fastexcel")
"""The reader warns of columns without a cell; here they are missing values like any."""
_MIDNIGHT = {
    "date": r"^([0-9]{4}-[0-9]{2}-[0-9]{2}) 00:00:00$",
    "month": r"^([0-9]{4}-[0-9]{2})-01 00:00:00$",
}
"""How the reader writes date cells of a column that also holds text."""


def read_xlsx(
    path: Path,
    name: str,
    known: Callable[[str], ColumnDefinition | None],
    choose: Callable[[Sequence[str]], list[str]] = list,
    *,
    stated: bool = False,
) -> tuple[pl.DataFrame, Origin]:
    """Read the columns chosen of the sheet of a name, or unless it is ``stated`` of the only one.

    The first row that is not blank is its header; ``known`` says what columns hold. DiagnosticError if there
    is no such sheet or it is not a table.
    """
    import fastexcel

    _QUIET.setLevel(logging.ERROR)
    check_texts(path)
    try:
        book = fastexcel.read_excel(path)
        sheet = _sheet(path, book, name, stated=stated)
        text = sheet_text(path, sheet)
        check_grid(path, text)
        top = book.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=_HEADER_WITHIN, dtypes="string")
        header, names, offset = _header(path, top)
        body = book.load_sheet(sheet, header_row=None, skip_rows=header + 1, schema_sample_rows=None)
    except BaseException as error:
        # A panic of the library in Rust is neither an Exception nor of a class that can be imported.
        damage = isinstance(error, (fastexcel.FastExcelError, zipfile.BadZipFile, ET.ParseError))
        if not damage and type(error).__name__ != "PanicException":
            raise
        raise refusal(
            path, "CP304", "the file is damaged: it cannot be read as XLSX", "save it again as XLSX"
        ) from None
    check_names(path, [name or "" for name in names], header + 1)
    columns = {offset + column: title for column, title in enumerate(names) if title}
    chosen = choose(list(columns.values()))
    typed = {at: column for at, title in columns.items() if (column := known(title)) is not None}
    check_cells(path, text, typed)
    rows = Origin(str(path), first=header + 2)
    frame, rows = drop_blank_rows(_named(body, columns, typed), rows)
    return frame.select(chosen), rows


def _sheet(path: Path, book: fastexcel.ExcelReader, name: str, *, stated: bool) -> str:
    names = book.sheet_names
    if name in names:
        return name
    if len(names) == 1 and not stated:
        return names[0]
    told = ", ".join(quote(other) for other in names)
    hint = "state one of them" if stated else f"name the sheet of the table {name}"
    raise refusal(path, "CP311", f"none of the sheets is named {name}: {told}", hint)


def _header(path: Path, sheet: fastexcel.ExcelSheet) -> tuple[int, list[str | None], int]:
    """Find the header's row (from 0), its cells and the sheet's first column (from 0)."""
    grid = sheet.to_polars()
    for row, cells in enumerate(grid.rows()):
        if any(cells):
            return row, list(cells), sheet.available_columns()[0].absolute_index
    raise refusal(path, "CP310", "the sheet is empty", "give a header and rows, or remove the file")


def _named(
    body: fastexcel.ExcelSheet, columns: dict[int, str], typed: dict[int, ColumnDefinition]
) -> pl.DataFrame:
    import polars as pl

    frame = body.to_polars()
    at = {info.absolute_index: info.name for info in body.available_columns()}
    series = []
    for index, name in columns.items():
        column = (
            frame[at[index]] if index in at else pl.Series(values=np.full(len(frame), None), dtype=pl.String)
        )
        pattern = _MIDNIGHT.get(typed[index].kind) if index in typed else None
        if column.dtype == pl.String and pattern:
            column = column.str.replace(pattern, "$1")
        series.append(column.alias(name))
    return pl.DataFrame(series)
