"""Read a file of any kind that holds a table, by what is known of it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from compplan.data.arriving import Arriving, UncleanError
from compplan.data.compact import Progress, untold
from compplan.data.csvfile import COMMAS, Dialect, csv_rows, read_csv
from compplan.data.definition import ColumnDefinition, TableDefinition
from compplan.data.fewrows import few_rows
from compplan.data.model import Origin
from compplan.data.parquetfile import parquet_rows, read_parquet
from compplan.data.raw import RawTable
from compplan.data.sniff import check_file
from compplan.data.xlsxfile import read_xlsx

if TYPE_CHECKING:
    import polars as pl

Known = Callable[[str], ColumnDefinition | None]
"""Gives the definition of a column by the name that it has in a file; None if nothing is known of it."""

Choose = Callable[[Sequence[str]], list[str]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a file before it is read: its columns, its sheet and how it separates cells.

    Unless the sheet is ``stated``, the only one of a workbook is taken, whatever its name. ``choose`` gives
    those of a file's columns that are needed, or refuses the file.
    """

    known: Known
    sheet: str
    stated: bool = False
    dialect: Dialect = COMMAS
    choose: Choose = list


def reading_of(definition: TableDefinition) -> Reading:
    """Give what is known of a file that is named like a table."""
    return Reading(lambda name: definition.column(name) if definition.has(name) else None, definition.name)


def read_file(path: Path, ending: str, reading: Reading) -> tuple[pl.DataFrame, Origin]:
    """Read a file of the kind ``csv``, ``parquet`` or ``xlsx``; DiagnosticError if it is not of that kind."""
    check_file(path, ending, reading.dialect.encoding)
    if ending == "csv":
        return read_csv(path, reading.dialect, reading.choose)
    if ending == "xlsx":
        return read_xlsx(path, reading.sheet, reading.known, reading.choose, stated=reading.stated)
    return read_parquet(path, reading.choose, lambda name: _is_text(reading.known(name)))


def read_rows(path: Path, ending: str, known: Arriving, tell: Progress = untold) -> RawTable:
    """Read a file as a table of which something is known; DiagnosticError if it is not of its kind.

    What is known of a column is used while its rows arrive; if a cell is not so, all rows are read again.
    ``tell`` is told of the rows of a large file.
    """
    check_file(path, ending)
    if ending == "csv" and (few := few_rows(path)) is not None:
        return few
    while True:
        try:
            if ending == "csv":
                return csv_rows(path, known, tell=tell).table(Origin(str(path), first=2))
            return parquet_rows(path, known, tell).table(Origin(str(path), first=1))
        except UncleanError as found:
            known = known.without(found.column)


def _is_text(column: ColumnDefinition | None) -> bool:
    return column is None or column.kind == "text"
