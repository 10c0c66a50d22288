"""Cells of decision tables, read and tested one value at a time."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from tests.oracle.reading import number

Value = Fraction | str | None
_INTERVAL = re.compile(r"([\[(])\s*(.+?)\s*\.\.\s*(.+?)\s*([\])])")
_COMPARED = re.compile(r"(<=|>=|<|>)\s*(.+)")


def holds(cell: str, value: Value) -> bool:
    """Tell whether a cell holds for a value; None is missing."""
    cell = cell.strip()
    if cell == "-":
        return True
    if cell.startswith("not("):
        return value is not None and not holds(cell[4:-1], value)
    return any(_one(part.strip(), value) for part in _parts(cell))


@cache
def _parts(cell: str) -> list[str]:
    return cell.split(",")


def _one(test: str, value: Value) -> bool:
    if test == "missing" or value is None:
        return test == "missing" and value is None
    if isinstance(value, str):
        return value == test.strip('"')
    if found := _INTERVAL.fullmatch(test):
        low, high = number(found[2]), number(found[3])
        above = value >= low if found[1] == "[" else value > low
        return above and (value <= high if found[4] == "]" else value < high)
    if found := _COMPARED.fullmatch(test):
        edge = number(found[2])
        return {"<": value < edge, "<=": value <= edge, ">": value > edge, ">=": value >= edge}[found[1]]
    return value == number(test)
