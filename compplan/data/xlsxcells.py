"""Cells of a workbook that its reader would take for empty or for a number: errors, formulas, truths."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from compplan.data.definition import ColumnDefinition
from compplan.data.limits import check_sheet, position
from compplan.data.model import Origin
from compplan.data.problems import Problem, diagnostics
from compplan.diagnostics import DiagnosticError

_FORMULA = rb"(?:<(?:\w+:)?f\b[^<]*(?:/>|</(?:\w+:)?f>))"
_VALUE = rb"(?:<(?:\w+:)?v>([^<]*))"
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="e"[^>]*)>' + _FORMULA + rb"?" + _VALUE + rb"?")
_TRUTH = re.compile(rb'<(?:\w+:)?c\b([^>]*\bt="b"[^>]*)>')
_UNKNOWN = re.compile(rb"<(?:\w+:)?c\b([^>]*)>" + _FORMULA + rb"(?:<(?:\w+:)?v\s*/>|</(?:\w+:)?c>)")
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_text(path: Path, sheet: str) -> bytes:
    """Give the XML of a sheet of a workbook; DiagnosticError if there is too much of it."""
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        if part is None:
            return b""
        check_sheet(path, book.getinfo(part).file_size)
        return book.read(part)


def check_cells(path: Path, data: bytes, columns: Mapping[int, ColumnDefinition]) -> None:
    """Raise DiagnosticError if a cell of the columns, given by position from 0, has no value that counts.

    ``data`` is the XML of the sheet.
    """
    numbers = {at: column for at, column in columns.items() if column.kind == "number"}
    problems = [*_errors(data, columns), *_unknown(data, columns), *_truths(data, numbers)]
    if problems:
        raise DiagnosticError(diagnostics(problems, Origin(str(path), first=1)))


def _part(book: zipfile.ZipFile, sheet: str) -> str | None:
    relations = _parse(book, "xl/_rels/workbook.xml.rels")
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for item in _parse(book, "xl/workbook.xml").iter(f"{_MAIN}sheet"):
        if item.get("name") == sheet:
            target = targets.get(item.get(_ID), "")
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return None


def _parse(book: zipfile.ZipFile, part: str) -> ET.Element:
    return ET.fromstring(book.read(part))  # noqa: S314  # expat itself bounds what entities can grow to


def _errors(data: bytes, columns: Mapping[int, ColumnDefinition]) -> Iterator[Problem]:
    for match, row, name in _cells(_ERROR, data, columns):
        what = (match[2] or b"an error").decode("utf-8", "replace")
        yield Problem("CP329", f"the formula gives {what}", "correct it, or empty the cell", row, name)


def _unknown(data: bytes, columns: Mapping[int, ColumnDefinition]) -> Iterator[Problem]:
    for _, row, name in _cells(_UNKNOWN, data, columns):
        hint = "open and save the file in a spreadsheet, or write the value"
        yield Problem("CP329", "the file holds a formula, not its value", hint, row, name)


def _truths(data: bytes, columns: Mapping[int, ColumnDefinition]) -> Iterator[Problem]:
    for _, row, name in _cells(_TRUTH, data, columns):
        yield Problem("CP326", "holds true or false, expected a number", "write the number", row, name)


def _cells(
    pattern: re.Pattern[bytes], data: bytes, columns: Mapping[int, ColumnDefinition]
) -> Iterator[tuple[re.Match[bytes], int, str]]:
    for match in pattern.finditer(data):
        at = _AT.search(match[1])
        column = columns.get(position(at[1].decode())) if at else None
        if at and column:
            yield match, int(at[2]) - 1, column.name
