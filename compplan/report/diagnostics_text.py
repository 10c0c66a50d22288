"""Diagnostics to read: in full with the line of the file, or on one line each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import click

from compplan.diagnostics import Diagnostic, Place
from compplan.documents.files import read_text
from compplan.report.plain import one_line, width

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as YAML counts lines
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_ROOM = 110
_BEFORE = 40


def full(diagnostics: Iterable[Diagnostic], *, colour: bool = False) -> str:
    """Write diagnostics, each with its line of the file, a caret under the place, and the mend."""
    files: dict[str, list[str]] = {}
    shown = "\n\n".join(_full(diagnostic, files) for diagnostic in diagnostics)
    return shown if colour else click.unstyle(shown)


def concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Write diagnostics on one line each, as ``file:line:column: severity code message (mend)``."""
    return "\n".join(one_line(str(diagnostic)) for diagnostic in diagnostics)


def counts(diagnostics: Iterable[Diagnostic]) -> str:
    """Count diagnostics in words: ``1 error, 2 warnings``, or ``no problems``."""
    found = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = [
        counted(found[severity], severity) for severity in ("error", "warning", "note") if found[severity]
    ]
    return ", ".join(words) or "no problems"


def counted(number: int, noun: str) -> str:
    """Write a number of things: ``1 plan``, ``2 plans``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _full(diagnostic: Diagnostic, files: dict[str, list[str]]) -> str:
    severity, place = diagnostic.severity, diagnostic.place
    tint = _COLOURS[severity]
    where = click.style(one_line(str(place)), bold=True)
    what = click.style(f"{severity} {diagnostic.code}", fg=tint, bold=True)
    head = f"{where}: {what} {one_line(diagnostic.message)}"
    hint = one_line(diagnostic.hint or "")
    line = _line(place, files)
    if line is None:
        return head + (f"\n  = {hint}" if hint else "")
    return "\n".join([head, *_snippet(place, line, hint, tint)])


def _line(place: Place, files: dict[str, list[str]]) -> str | None:
    if place.line is None:
        return None
    if place.file not in files:
        text = read_text(place.file)
        files[place.file] = _BREAK.split(text) if isinstance(text, str) else []
    lines = files[place.file]
    return lines[place.line - 1] if place.line <= len(lines) else None


def _snippet(place: Place, line: str, hint: str, tint: str) -> list[str]:
    number = str(place.line)
    gutter = " " * len(number) + " |"
    column = place.column
    if column is None:
        shown = [gutter, f"{number} | {one_line(line)[:_ROOM]}"]
        return [*shown, f"{gutter} = {hint}"] if hint else shown
    start = column - 1 - _BEFORE if len(line) > _ROOM and column > _ROOM // 2 else 0
    before, marked, after = (one_line(part) for part in _cut(line, start, column - 1, place.length))
    caret = " " * width(before) + click.style("^" * max(width(marked), 1), fg=tint, bold=True)
    fits = width(before + marked) + len(hint) < _ROOM
    shown = [
        gutter,
        f"{number} | {before}{marked}{after}",
        f"{gutter} {caret}" + (f" {hint}" if fits and hint else ""),
    ]
    return shown if fits or not hint else [*shown, f"{gutter} = {hint}"]


def _cut(line: str, start: int, at: int, length: int) -> tuple[str, str, str]:
    """Cut a long line to what surrounds a place: the text before it, at it and after it."""
    end = min(max(start + _ROOM, at + 1), len(line))
    stop = min(at + length, end)
    return (
        ("..." if start else "") + line[start:at],
        line[at:stop],
        line[stop:end] + ("..." if end < len(line) else ""),
    )
