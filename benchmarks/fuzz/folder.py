"""The small company's tables as files, and how one of their cells is chosen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random
from typing import Literal

from benchmarks.fuzz.case import Case
from benchmarks.fuzz.small_company import TABLES

Grid = list[list[str]]
Folder = dict[str, bytes | None]
"""The bytes of each file by name; None is a folder."""


def copied() -> dict[str, Grid]:
    """Copy the small company's tables, to be changed."""
    return {name: [list(cells) for cells in grid] for name, grid in TABLES.items()}


def written(tables: dict[str, Grid]) -> Folder:
    """Write tables as CSV files."""
    return {f"{name}.csv": text_of(grid).encode() for name, grid in tables.items()}


def text_of(
    grid: Grid, *, ends: str = "\n", quoting: Literal[0, 1] = csv.QUOTE_MINIMAL, separator: str = ","
) -> str:
    """Write a table as CSV text."""
    text = io.StringIO()
    csv.writer(text, lineterminator=ends, quoting=quoting, delimiter=separator).writerows(grid)
    return text.getvalue()


def case_at(tables: dict[str, Grid], name: str, *rows: int, wrong: bool | None = True) -> Case:
    """Make a case of tables in which rows (the header is row 1) of one were touched."""
    return Case("", frozenset((f"{name}.csv", row) for row in rows), written(tables), wrong=wrong)


def pick(rng: Random, wanted: Callable[[str, str], bool]) -> tuple[dict[str, Grid], str, int, int, str]:
    """Choose a table, a row below the header and a column of some kind; the tables are a copy."""
    columns = [
        (name, at) for name, grid in TABLES.items() for at, key in enumerate(grid[0]) if wanted(name, key)
    ]
    name, column = rng.choice(columns)
    tables = copied()
    row = rng.randrange(1, len(tables[name]))
    return tables, name, row, column, tables[name][0][column]
