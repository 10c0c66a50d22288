"""Slips of layout that keep a file from being YAML, told from the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.words import shown

_KEY = re.compile(r"( *)(?:- +)*([\w-]+) *:(?= |$)")
_NO_BLANK = re.compile(r"([\w-]+):(\S.*)")
_EQUALS = re.compile(r"([\w-]+) ?= ?(.*)")
_DASH = re.compile(r"-([^\s-].*)")
_TYPOGRAPHIC = re.compile("[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]")


def layout_problem(problem: str, lines: list[str], line: int, column: int, file: str) -> Diagnostic | None:
    """Name the slip behind a parser's problem; None if it is none of these. Line and column count from 0."""
    text = lines[line] if line < len(lines) else ""
    place = Place(file, line + 1, column + 1)
    if problem.startswith("mapping values are not allowed"):
        return _colon(lines, line, column, file)
    if problem.startswith("could not find expected ':'"):
        return _no_colon(text[column:], place)
    if problem.startswith("did not find expected key"):
        if text[column : column + 1] in ("}", "]"):
            return _told("a bracket closes here that none opened", place, "delete it")
        return _between(lines, line, file) if not text[:column].strip() and _KEY.match(text) else None
    return None


def _told(what: str, place: Place, hint: str) -> Diagnostic:
    return Diagnostic("CP005", f"not YAML: {what}", place, hint)


def _colon(lines: list[str], line: int, column: int, file: str) -> Diagnostic | None:
    """Tell a line that is indented too far, or a line above without ':', from a text with a ':' in it."""
    key, above = _KEY.match(lines[line]), next(_above(lines, line), None)
    if key is None or key.end() != column + 1:
        typographic = _TYPOGRAPHIC.search(lines[line])
        hint = 'use straight quotes, such as "..."'
        place = Place(file, line + 1, typographic.start() + 1 if typographic else 1)
        return _told("typographic quotes are letters like others", place, hint) if typographic else None
    if above is None:
        return None
    over = _KEY.match(lines[above])
    if over is None:
        begin = len(lines[above]) - len(lines[above].lstrip())
        return _no_colon(lines[above][begin:], Place(file, above + 1, begin + 1))
    place = Place(file, line + 1, len(key[1]) + 1, len(key[2]))
    what = f"this line stands deeper than line {above + 1}, where '{shown(over[2])}' has a value already"
    return _told(what, place, f"begin lines {above + 1} and {line + 1} at the same column")


def _no_colon(text: str, place: Place) -> Diagnostic | None:
    if dash := _DASH.match(text):
        return _told("a dash without a blank after it", place, f"write - {shown(dash[1])}")
    if near := _NO_BLANK.match(text):
        return _told("a ':' without a blank after it", place, f"write {near[1]}: {shown(near[2])}")
    if equals := _EQUALS.match(text):
        return _told("a '=' where a ':' is expected", place, f"write {equals[1]}: {shown(equals[2])}")
    return _told("a key without ':'", place, "put ': ' and a value after the key")


def _between(lines: list[str], line: int, file: str) -> Diagnostic:
    """Say where a line may begin that begins between the columns of those above."""
    key = _KEY.match(lines[line])
    begin, columns = len(key[1]) if key else 0, list(_columns(lines, line))
    near = sorted(sorted(columns, key=lambda column: abs(column - begin))[:2])
    near = [column for column in near if abs(column - begin) == min(abs(each - begin) for each in near)]
    place = Place(file, line + 1, begin + 1, len(key[2]) if key else 1)
    hint = f"begin it at column {' or '.join(str(column + 1) for column in near)}"
    return _told("this key lines up with none above it", place, hint)


def _columns(lines: list[str], line: int) -> Iterator[int]:
    """Give the columns at which the mappings around a line begin, from the inside out."""
    last = len(lines[line]) + 1
    for above in _above(lines, line):
        key = _KEY.match(lines[above])
        if key is not None and len(key[1]) < last:
            last = len(key[1])
            yield last


def _above(lines: list[str], line: int) -> Iterator[int]:
    """Give the lines above that hold more than a comment, nearest first."""
    for above in range(line - 1, -1, -1):
        if lines[above].strip() and not lines[above].lstrip().startswith("#"):
            yield above
