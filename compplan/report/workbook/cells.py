"""Kinds of cells: how a column of a workbook looks, and text that no spreadsheet executes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from compplan.notebook import printable
from compplan.report.workbook.live import Live

Kind = Literal[
    "text",
    "label",
    "count",
    "money",
    "whole",
    "change",
    "whole_change",
    "share",
    "share_change",
    "number",
    "factor",
]


@dataclass(frozen=True, slots=True)
class Given:
    """A number that the reader of the workbook may change."""

    value: float
    kind: Kind


Value = str | float | int | Live | Given | None
_MOST_CHARACTERS = 2_000
_WIDEST = 34
_SAMPLE = 400
"""Rows by which a text column's width is chosen."""

FORMS = MappingProxyType(
    {
        "text": "@",  # a cell of text stays text, even if somebody edits it
        "label": "@",
        "count": "#,##0",
        "money": "#,##0.00",
        "whole": "#,##0",  # money that is simulated, where decimals would say more than is known
        "change": "+#,##0.00;-#,##0.00;0.00",
        "whole_change": "+#,##0;-#,##0;0",
        "share": "0.0%",
        "share_change": "+0.0%;-0.0%;0.0%",
        "number": "#,##0.####",
        "factor": "0.0000",
    }
)
"""The number format of each kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and kind; ``summed`` columns have a total below."""

    title: str
    kind: Kind = "text"
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to write: columns and rows of values."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]

    @property
    def texts(self) -> int:
        """Count the columns of text at the left: they stay in sight."""
        kinds = [each.kind != "text" for each in self.columns]
        return kinds.index(True) if any(kinds) else len(kinds)


def plain(text: str) -> str:
    r"""Make a text safe to stand in a cell: no control or direction marks, not without end.

    >>> plain("tab\there"), len(plain("x" * 10_000))
    ('tab\ufffdhere', 2000)
    """
    cut = text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - 1] + "\u2026"
    return cut if cut.isprintable() else printable(cut)


def widths(*grids: Grid) -> list[float]:
    """Choose the widths of columns, in characters, so that every table's cells fit."""
    each = [[_width(grid, at) for at in range(len(grid.columns))] for grid in grids]
    count = max(map(len, each))
    return [max(row[at] for row in each if at < len(row)) for at in range(count)]


def _width(grid: Grid, at: int) -> float:
    column = grid.columns[at]
    rows = grid.rows if len(grid.rows) <= _SAMPLE else [*grid.rows[:_SAMPLE], *grid.rows[-_SAMPLE:]]
    longest = max(map(len, _shown(column, (row[at] for row in rows))), default=0)
    words = max((len(word) for word in column.title.replace("-", "- ").split()), default=0) * 1.1
    room = 4.5 if column.summed else 2.5  # a sum is longer than what it adds up
    return max(7.0, min(longest, _WIDEST) + room, min(words, _WIDEST) + 2.5)


def _shown(column: Column, values: Iterable[Value]) -> Iterable[str]:
    decimals = {"money": 2, "change": 2, "number": 2, "count": 0, "whole": 0, "whole_change": 0}.get(
        column.kind, 1
    )
    for value in values:
        known: Any = value.value if isinstance(value, Live | Given) else value
        if isinstance(known, str):
            yield known
        elif known is not None:
            yield f"{known:+,.{decimals}f}" if abs(known) < 1e15 else "1e+300"
