"""Diagnostics as a JSON document, of the shape in ``schemas/diagnostics.schema.json``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from compplan.diagnostics import Diagnostic, Mend, Place

FORMAT = "compplan.diagnostics/1"


def document(diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """Give diagnostics as a JSON document of the format ``compplan.diagnostics/1``."""
    found = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {
        "format": FORMAT,
        "errors": found["error"],
        "warnings": found["warning"],
        "notes": found["note"],
        "diagnostics": [_object(diagnostic) for diagnostic in diagnostics],
    }


def place_document(place: Place) -> dict[str, Any]:
    """Give a place as a JSON object: file, line, column, length, row, field; null where it has none."""
    names = ("file", "line", "column", "length", "row", "field")
    return {name: getattr(place, name) for name in names}


def _object(diagnostic: Diagnostic) -> dict[str, Any]:
    named = {name: getattr(diagnostic, name) for name in ("code", "severity", "message", "hint")}
    mend = None if diagnostic.mend is None else _change(diagnostic.mend)
    return named | place_document(diagnostic.place) | {"mend": mend}


def _change(mend: Mend) -> dict[str, Any]:
    place = mend.place
    where = {"line": place.line, "column": place.column, "length": place.length}
    return where | {"replacement": mend.replacement}
