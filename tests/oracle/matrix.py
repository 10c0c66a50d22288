"""A matrix: what two attainments give together."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.oracle.curves import payout_rate

Matrix = dict[str, Any]


def matrix_of(measure: Matrix, row: Fraction, column: Fraction) -> Fraction:
    """Give the cell that two attainments reach, or what lies between cells."""
    rows, columns, grid = measure["rows"]["breaks"], measure["columns"]["breaks"], measure["grid"]
    if measure["cells"] == "step":
        down, across = sum(row >= edge for edge in rows), sum(column >= edge for edge in columns)
        return grid[down - 1][across - 1] if down and across else Fraction(0)
    lines = [_between(columns, cells, column) for cells in grid]
    return _between(rows, lines, row)


def _between(breaks: list[Fraction], values: list[Fraction], at: Fraction) -> Fraction:
    points = list(zip(breaks, values, strict=True))
    curve = {"type": "linear", "points": points, "threshold": None, "cap": None, "pays": "", "negative": ""}
    return payout_rate(curve, at)
