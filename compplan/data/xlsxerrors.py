"""Cells of a workbook that hold an error, such as #N/A: the sheet's reader would take them for empty ones."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from compplan.data.model import Origin
from compplan.data.problems import Problem, diagnostics
from compplan.diagnostics import DiagnosticError

_ERROR = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\bt="e"[^>]*>(?:<(?:\w+:)?f\b[^<]*(?:/>|</(?:\w+:)?f>))?(?:<(?:\w+:)?v>([^<]*))?'
)
_AT = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def check_errors(path: Path, sheet: str, columns: Mapping[int, str]) -> None:
    """Raise DiagnosticError if a cell in one of the columns (by their position from 0) holds an error."""
    with zipfile.ZipFile(path) as book:
        part = _part(book, sheet)
        data = book.read(part) if part else b""
    found = [_problem(match, columns) for match in _ERROR.finditer(data)] if b't="e"' in data else []
    problems = [problem for problem in found if problem is not None]
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


def _problem(match: re.Match[bytes], columns: Mapping[int, str]) -> Problem | None:
    at = _AT.search(match[0])
    name = columns.get(_column(at[1].decode())) if at else None
    if at is None or name is None:
        return None
    what = (match[1] or b"").decode("utf-8", "replace") or "an error"
    return Problem(
        "CP329", f"the formula gives {what}", "correct the formula, or empty the cell", int(at[2]) - 1, name
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
