"""CSV files: every cell as text, nothing guessed, and each way to be broken told with its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from compplan.data.arriving import Arriving
from compplan.data.compact import Part, Progress, Rows, untold
from compplan.data.csvchunks import UTF_8, chunks, count
from compplan.data.headers import check_names
from compplan.data.model import Origin
from compplan.data.problems import Problem, diagnostics
from compplan.data.sniff import UTF_8_HINT, refusal
from compplan.diagnostics import DiagnosticError
from compplan.threads import ahead, cores

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file separates its cells, and the encoding that it is in."""

    delimiter: str = ","
    encoding: str = UTF_8


COMMAS = Dialect()
_LARGE = 1 << 24
"""Bytes of a file from which on it is worth while to read parts of it side by side."""
_MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(
    path: Path, dialect: Dialect = COMMAS, choose: Callable[[Sequence[str]], list[str]] = list
) -> tuple[pl.DataFrame, Origin]:
    """Read the columns chosen of a text file with a header: all as text, blank rows left out.

    DiagnosticError if the file is not such a file. Where a cell holds line breaks, rows count records.
    """
    found = csv_rows(path, Arriving(), dialect, choose)
    return found.frame(), Origin(str(path), found.standing(first=2))


def csv_rows(
    path: Path,
    known: Arriving,
    dialect: Dialect = COMMAS,
    choose: Callable[[Sequence[str]], list[str]] = list,
    tell: Progress = untold,
) -> Rows:
    """Read the same, the columns that are known as what they hold; UncleanError if one does not."""
    names = _header(path, dialect)
    file = _File(path, names, choose(names), dialect, Rows(known, tell=tell))
    ragged, row = list[Problem](), 1
    for chunk, (part, rows) in _parts(file):
        if rows is None:
            wrong, records = _ragged_rows(path, chunk, len(names), dialect, row)
            if part is None and not wrong:
                raise refusal(path, "CP307", _QUOTE, _QUOTES, _odd_quotes(chunk, row))
            ragged += wrong
            row += records
        else:
            row += rows + (row == 1)
        if part is not None and not ragged:
            file.rows.add(part)
    if ragged:
        raise DiagnosticError(diagnostics(ragged, Origin(str(path), first=1)))
    return file.rows


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    names: list[str]
    chosen: list[str]
    dialect: Dialect
    rows: Rows


_Parsed = tuple[Part | None, int | None]
"""Rows of a chunk, None if it cannot be read; and how many, None if not all are of full width."""


def _parts(file: _File) -> Iterator[tuple[bytes, _Parsed]]:
    """Read the chunks of a file; the first of several decides how text is held."""
    source = chunks(file.path, file.dialect.encoding)
    first, second = next(source, b""), next(source, None)
    if second is None:
        yield first, _parsed(file, first, first=True)
        return
    sample = _frame(first, file.names, file.dialect, first=True)
    if sample is not None:
        parts = file.path.stat().st_size // len(first) + 1
        file.rows.begin(sample, file.chosen, len(sample) * parts)
    yield first, _parsed(file, first, first=True)
    threads = cores() if file.path.stat().st_size > _LARGE else 1
    yield from ahead(partial(_parsed, file, first=False), chain([second], source), threads=threads)


def _parsed(file: _File, chunk: bytes, *, first: bool) -> _Parsed:
    frame = _frame(chunk, file.names, file.dialect, first=first)
    if frame is None:
        return None, None
    even = _even(chunk, frame, file.names, file.dialect, first=first)
    return file.rows.part(frame, file.chosen), len(frame) if even else None


def _frame(chunk: bytes, names: list[str], dialect: Dialect, *, first: bool) -> pl.DataFrame | None:
    """Read a chunk, of the first one the header too; None if it cannot be read."""
    import polars as pl

    try:
        frame = pl.read_csv(
            chunk,
            has_header=first,
            new_columns=names,
            separator=dialect.delimiter,
            infer_schema=False,
            glob=False,
        )
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, ValueError):
        return None
    # A cell without quotes is never an empty text: it is null.
    return frame.with_columns(pl.all().replace("", None)) if b'"' in chunk and b'""' in chunk else frame


def _even(chunk: bytes, frame: pl.DataFrame, names: list[str], dialect: Dialect, *, first: bool) -> bool:
    """Tell whether a chunk has as many delimiters as its rows of full width have."""
    import polars as pl

    mark, inside = dialect.delimiter, 0
    if b'"' in chunk:
        if count(chunk, b'"') % 2:  # of a last cell without its end, the reader takes no notice
            return False
        counts = frame.select(pl.all().str.count_matches(mark, literal=True).sum()).row(0)
        inside = sum(count or 0 for count in counts) + first * sum(name.count(mark) for name in names)
    rows = len(frame) + first - _blank_ends(chunk)
    return count(chunk, mark.encode()) - inside == (len(names) - 1) * rows


def _blank_ends(chunk: bytes) -> int:
    """Count the blank lines at the end of a chunk."""
    if not chunk.endswith((b"\n\n", b"\n\r\n")):
        return 0
    return chunk[len(chunk.rstrip(b"\r\n")) :].count(b"\n") - 1


def _header(path: Path, dialect: Dialect) -> list[str]:
    first = next(chunks(path, dialect.encoding), b"")
    try:
        names = next(csv.reader(_lines(first), delimiter=dialect.delimiter, strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        _ragged_rows(path, first, None, dialect, 1)
        names = []
    if not names:
        message, hint = "the first row is blank, expected the header", "begin with the names of the columns"
        raise refusal(path, "CP310", message, hint, 1)
    if len(names) == 1 and any(mark in names[0] for mark in _MARKS):
        marks = _MARKS[dialect.delimiter]
        message, hint = f"the columns are not separated by {marks}", f"save it with {marks} between the cells"
        raise refusal(path, "CP304", message, hint, 1)
    check_names(path, names, 1)
    return names


def _lines(chunk: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(chunk), encoding=UTF_8, newline="")


def _ragged_rows(
    path: Path, chunk: bytes, width: int | None, dialect: Dialect, row: int
) -> tuple[list[Problem], int]:
    """Find rows that are not blank and not of full width, and count records; the chunk begins at ``row``.

    DiagnosticError if the chunk is not UTF-8 or a quotation mark is out of place.
    """
    _check_utf_8(path, chunk, row)
    ragged: list[Problem] = []
    records = 0
    try:
        for records, record in enumerate(
            csv.reader(_lines(chunk), delimiter=dialect.delimiter, strict=True), 1
        ):
            if record and len(record) != (width or len(record)):
                ragged.append(_ragged(len(record), width or 0, row + records - 1, dialect))
    except csv.Error:
        raise refusal(path, "CP307", _QUOTE, _QUOTES, row + records) from None
    return ragged, records


def _check_utf_8(path: Path, chunk: bytes, row: int) -> None:
    try:
        chunk.decode()
    except UnicodeDecodeError as error:
        at = row + chunk.count(b"\n", 0, error.start)
        raise refusal(
            path, "CP305", f"the byte 0x{chunk[error.start]:02X} is not UTF-8", UTF_8_HINT, at
        ) from None


def _ragged(cells: int, width: int, row: int, dialect: Dialect) -> Problem:
    mark = _MARKS[dialect.delimiter].removesuffix("s")
    hint = "give each row one cell for each column" + (
        f"; quote a text that holds a {mark}" if cells > width else ""
    )
    return Problem(
        "CP306", f"this row has {cells} cell{'s' * (cells != 1)}, the header {width}", hint, row - 1
    )


_QUOTE = "a quotation mark is out of place"
_QUOTES = "put a text that holds quotation marks between quotation marks, and double those inside"


def _odd_quotes(chunk: bytes, row: int) -> int | None:
    lines = enumerate(chunk.split(b"\n"), row)
    return next((at for at, line in lines if line.count(b'"') % 2), None)
