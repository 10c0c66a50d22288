"""The one way to say that a file is wrong: a place, a stable code, a message and a mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in a text file by line and column, in a table by row and field.

    ``line``, ``column`` and ``row`` count from 1; ``row`` is the row that a spreadsheet shows, header
    included (a cell with line feeds is one row). ``length`` is the number of characters to underline.

    >>> str(Place("plan.yaml", line=12, column=7)), str(Place("sales.csv", row=3, field="amount"))
    ('plan.yaml:12:7', "sales.csv:3, column 'amount'")
    """

    file: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    row: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Write ``file:line:column`` or ``file:row, column 'field'``."""
        if self.line is not None:
            return f"{self.file}:{self.line}" + (f":{self.column}" if self.column is not None else "")
        text = self.file if self.row is None else f"{self.file}:{self.row}"
        return text if self.field is None else f"{text}, column '{self.field}'"


@dataclass(frozen=True, slots=True)
class Mend:
    """A change that surely is what was meant: the text at a place of one line, replaced.

    >>> mend = Mend(Place("plan.yaml", line=3, column=1, length=5), "title")
    >>> mend.place.line, mend.replacement
    (3, 'title')
    """

    place: Place
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong, or advice: what was found, what is expected (message) and one mend (hint).

    ``mend`` is the hint as a change of the file, where there is no doubt about it.

    >>> print(Diagnostic("CP101", "unknown key 'tilte'", Place("plan.yaml", 7, 1), "did you mean 'title'?"))
    plan.yaml:7:1: error CP101 unknown key 'tilte' (did you mean 'title'?)
    """

    code: str
    message: str
    place: Place
    hint: str | None = None
    severity: Severity = "error"
    mend: Mend | None = None

    def __str__(self) -> str:
        """Write the diagnostic on one line."""
        mend = f" ({self.hint})" if self.hint else ""
        return f"{self.place}: {self.severity} {self.code} {self.message}{mend}"


class DiagnosticError(Exception):
    """Files are wrong; ``diagnostics`` says where and why, each with its mend.

    >>> import compplan as cp
    >>> try:
    ...     cp.parse_plan("")
    ... except DiagnosticError as error:
    ...     print([problem.code for problem in error.diagnostics])
    ['CP006']
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Hold the diagnostics, in the order found."""
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for: what is wrong, why it matters, and an example of it, bad and mended."""

    code: str
    name: str
    what: str
    why: str
    bad: str
    good: str
