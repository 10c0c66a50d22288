"""CSV files: every cell as text, nothing guessed, and each way to be broken told with its row."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from compplan.data.blank import drop_blank_rows
from compplan.data.headers import check_names
from compplan.data.model import Origin
from compplan.data.problems import Problem, diagnostics
from compplan.data.sniff import UTF_8_HINT, refusal
from compplan.diagnostics import DiagnosticError

if TYPE_CHECKING:
    import polars as pl

_CHUNK, _TAIL = 1 << 23, 1 << 16


@dataclass(frozen=True, slots=True)
class _Counts:
    commas: int
    quotes: int
    blank_at_end: int


def read_csv(path: Path) -> tuple[pl.DataFrame, Origin]:
    """Read a CSV file with a header, comma-separated, in UTF-8: all columns as text, blank rows left out.

    DiagnosticError if the file is not such a file. Where a cell holds line breaks, rows count records.
    """
    import polars as pl

    counts = _count(path)
    names = _header(path)
    try:
        frame = pl.read_csv(path, infer_schema=False, glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError):
        _explain(path, len(names))
    inside = sum(name.count(",") for name in names) + (_commas_inside(frame) if counts.quotes else 0)
    rows = len(frame) + 1 - counts.blank_at_end
    if counts.commas - inside != (len(names) - 1) * rows:
        _check_rows(path, len(names))
    return drop_blank_rows(frame, Origin(str(path)))


def _count(path: Path) -> _Counts:
    commas, quotes, row, tail = 0, 0, 1, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                row += chunk.count(b"\n", 0, chunk.index(b"\0"))
                raise refusal(path, "CP305", "holds a NUL byte, as in UTF-16", UTF_8_HINT, row)
            commas += chunk.count(b",")
            quotes += chunk.count(b'"')
            row += chunk.count(b"\n")
            tail = (tail + chunk)[-_TAIL:]
    if row == 1 and b"\r" in tail:
        hint = "save it with LF or CR LF at the ends of lines"
        raise refusal(path, "CP304", "the lines end in CR alone", hint)
    ends = tail[len(tail.rstrip(b"\r\n")) :].count(b"\n")
    return _Counts(commas, quotes, max(ends - 1, 0))


def _header(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file, strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        _explain(path, None)
    if not names:
        raise refusal(
            path,
            "CP310",
            "the first row is blank, expected the header",
            "begin with the names of the columns",
            1,
        )
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        raise refusal(
            path,
            "CP304",
            "the columns are not separated by commas",
            "save it with commas between the cells",
            1,
        )
    check_names(path, names, 1)
    return names


def _commas_inside(frame: pl.DataFrame) -> int:
    import polars as pl

    counts = frame.select(pl.all().str.count_matches(",", literal=True).sum()).row(0)
    return sum(count or 0 for count in counts)


def _explain(path: Path, width: int | None) -> NoReturn:
    """Say what a fast reader could not: where the file is not UTF-8, ragged or badly quoted."""
    with path.open("rb") as file:
        for row, line in enumerate(file, 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                raise refusal(
                    path, "CP305", f"the byte 0x{line[error.start]:02X} is not UTF-8", UTF_8_HINT, row
                ) from None
    _check_rows(path, width)
    raise refusal(path, "CP307", _QUOTE, _QUOTES, _odd_quotes(path))


def _check_rows(path: Path, width: int | None) -> None:
    """Raise DiagnosticError if a row that is not blank has more or fewer cells than the header."""
    ragged: list[Problem] = []
    row = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for row, record in enumerate(csv.reader(file, strict=True), 1):
                if record and len(record) != (width or len(record)):
                    ragged.append(_ragged(len(record), width or 0, row))
        except csv.Error:
            raise refusal(path, "CP307", _QUOTE, _QUOTES, row + 1) from None
    if ragged:
        raise DiagnosticError(diagnostics(ragged, Origin(str(path), first=1)))


def _ragged(cells: int, width: int, row: int) -> Problem:
    hint = "give each row one cell for each column" + (
        "; quote a text that holds a comma" if cells > width else ""
    )
    return Problem("CP306", f"{cells} cell{'s' * (cells != 1)}, expected {width}", hint, row - 1)


_QUOTE = "a quotation mark is out of place"
_QUOTES = "put a text that holds quotation marks between quotation marks, and double those inside"


def _odd_quotes(path: Path) -> int | None:
    with path.open("rb") as file:
        return next((row for row, line in enumerate(file, 1) if line.count(b'"') % 2), None)
