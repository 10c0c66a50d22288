"""Names of columns: each column has one, and no two the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from compplan.data.limits import check_width
from compplan.data.problems import quote
from compplan.diagnostics import Diagnostic, DiagnosticError, Place


def check_names(file: Path | str, names: Iterable[str], row: int | None) -> None:
    """Raise DiagnosticError if columns are too many, nameless or of one name; ``row`` is the header's."""
    names = list(names)
    check_width(file, len(names), row)
    place = Place(str(file), row=row)
    told = [
        Diagnostic(
            "CP308",
            f"{count} columns are named {quote(name)}",
            place,
            "keep one of them, or rename the others",
        )
        if name
        else Diagnostic("CP308", f"{_columns(count)} no name", place, "name it, or remove it with its cells")
        for name, count in Counter(names).items()
        if count > 1 or not name
    ]
    if told:
        raise DiagnosticError(told)


def _columns(count: int) -> str:
    return "a column has" if count == 1 else f"{count} columns have"
