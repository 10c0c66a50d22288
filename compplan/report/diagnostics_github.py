"""Diagnostics as GitHub's workflow commands, which it shows beside the lines of a change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from compplan.diagnostics import Diagnostic, Severity
from compplan.report.plain import one_line
from compplan.report.repository import cell_text, line_numbers, repository_path

_COMMANDS: Mapping[Severity, str] = MappingProxyType(
    {"error": "error", "warning": "warning", "note": "notice"}
)
_SHOWN = 10


def github(diagnostics: Sequence[Diagnostic]) -> str:
    """Write diagnostics as one workflow command each.

    GitHub shows ten of a kind for each step; the last line says so where there are more.
    """
    at = line_numbers([diagnostic.place for diagnostic in diagnostics])
    lines = [_command(diagnostic, at.get(diagnostic.place)) for diagnostic in diagnostics]
    most = Counter(diagnostic.severity for diagnostic in diagnostics).most_common(1)
    if most and most[0][1] > _SHOWN:
        lines.append(f"GitHub shows the first {_SHOWN} of a kind beside the code; all are listed here")
    return "\n".join(lines)


def _command(diagnostic: Diagnostic, line: int | None) -> str:
    named = ",".join(f"{name}={_value(value)}" for name, value in _properties(diagnostic, line).items())
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    text = one_line(f"{cell_text(diagnostic.place, line)}{diagnostic.message}{hint}")
    return f"::{_COMMANDS[diagnostic.severity]} {named}::{_data(text)}"


def _properties(diagnostic: Diagnostic, line: int | None) -> dict[str, str]:
    place = diagnostic.place
    found = {"title": diagnostic.code, "file": repository_path(place.file) or place.file}
    if line is not None:
        found["line"] = str(line)
    if place.column is not None:
        found |= {"col": str(place.column), "endColumn": str(place.column + place.length)}
    return found


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
