"""How much is read as one table: each limit is held before anything large is made of a file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from compplan.data.sniff import refusal

MAX_COLUMNS = 4_096
MAX_ROWS = 100_000_000
MAX_LINE = 1 << 24
"""Bytes of a row of text; what a cell in quotes may hold is bound by where its quotation marks are."""
MAX_SHEET = 1 << 29
"""Bytes of a sheet of a workbook, unpacked."""
MAX_TEXTS = 1 << 27
"""Bytes of the texts that the sheets of a workbook share, unpacked."""
MAX_GRID = 1 << 24
"""Cells of a sheet, empty ones between the others included: its reader makes a place for each."""

_WIDE = re.compile(rb'\br="(?:[Q-Z]|[A-Z]{2,})[0-9]')  # up to P, no row of a sheet makes too many
_AT = re.compile(rb'\br="([A-Z]{0,7})([0-9]{1,10})"')
_OTHER = "save the table as CSV or Parquet"


def check_width(path: Path | str, columns: int, row: int | None = None) -> None:
    """Raise DiagnosticError if a table has more columns than are read."""
    if columns > MAX_COLUMNS:
        message = f"the table has {columns:,} columns, expected at most {MAX_COLUMNS:,}"
        raise refusal(Path(path), "CP319", message, "leave out those that no plan needs", row)


def check_rows(path: Path, rows: int) -> None:
    """Raise DiagnosticError if a table has more rows than are read."""
    if rows > MAX_ROWS:
        message = f"the table has {rows:,} rows, expected at most {MAX_ROWS:,}"
        raise refusal(path, "CP319", message, "leave out the rows of other years")


def check_line(path: Path, length: int, row: int) -> None:
    """Raise DiagnosticError if a row of a text file goes on for longer than is read."""
    if length > MAX_LINE:
        message = f"the row is longer than {MAX_LINE >> 20} MB"
        raise refusal(path, "CP319", message, "end each row with a line break, and shorten its texts", row)


def check_texts(path: Path) -> None:
    """Raise DiagnosticError if a workbook's shared texts are larger than are read; damage is told later."""
    try:
        with zipfile.ZipFile(path) as book:
            sizes = {part.filename: part.file_size for part in book.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return
    size = max((size for part, size in sizes.items() if part.endswith("sharedStrings.xml")), default=0)
    if size > MAX_TEXTS:
        raise refusal(path, "CP319", _unpacked("the texts of the workbook take", size, MAX_TEXTS), _OTHER)


def check_sheet(path: Path, size: int) -> None:
    """Raise DiagnosticError if a sheet is larger than is read."""
    if size > MAX_SHEET:
        raise refusal(path, "CP319", _unpacked("the sheet takes", size, MAX_SHEET), _OTHER)


def check_grid(path: Path, sheet: bytes) -> None:
    """Raise DiagnosticError if the cells of a sheet lie so far apart that the places between are too many."""
    if _WIDE.search(sheet) is None:
        return
    columns, rows = set[bytes](), 0
    for match in _AT.finditer(sheet):
        columns.add(match[1])
        rows = max(rows, int(match[2]))
    width = max(position(letters.decode()) + 1 for letters in columns)
    if rows * width > MAX_GRID:
        message = (
            f"the sheet reaches to row {rows:,} and column {width:,}, {rows * width:,} cells, "
            f"expected at most {MAX_GRID:,}"
        )
        raise refusal(path, "CP319", message, "delete the cells that stand far from the table")


def position(letters: str) -> int:
    """Give the position, from 0, of the column of a sheet that letters name.

    >>> position("A"), position("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _unpacked(what: str, size: int, most: int) -> str:
    return f"{what} {size >> 20:,} MB unpacked, expected at most {most >> 20:,}"
