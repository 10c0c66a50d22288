"""A matrix as nodes: the row that holds, then the cell; or lines between rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from compplan.engine.explaining.node import Node, given, node
from compplan.plan.model import MatrixMeasure

ZERO = Fraction(0)


def matrix_node(measure: MatrixMeasure, row: Node, column: Node) -> Node:
    """Show what a matrix gives for two attainments."""
    if measure.cells == "step":
        lines = [_stepped(measure, at, column) for at in range(len(measure.rows.breaks))]
        return _band("matrix", measure.rows.breaks, row, lines)
    lines = [_between(measure, at, column) for at in range(len(measure.rows.breaks))]
    return _line("matrix", measure.rows.breaks, row, lines)


def _stepped(measure: MatrixMeasure, at: int, column: Node) -> Node:
    values = [given("cell", value, unit="share") for value in measure.grid[at]]
    return _band(f"row {at + 1}", measure.columns.breaks, column, values)


def _between(measure: MatrixMeasure, at: int, column: Node) -> Node:
    values = [given("cell", value, unit="share") for value in measure.grid[at]]
    return _line(f"row {at + 1}", measure.columns.breaks, column, values)


def _band(name: str, breaks: Sequence[Fraction], by: Node, values: Sequence[Node]) -> Node:
    """Take the value of the last break that is reached; 0 below the first."""
    parts, value = [by], ZERO
    for edge, before in zip(breaks, [given("nothing", ZERO, unit="share"), *values], strict=False):
        parts += [given("below", edge, unit=by.unit), before]
    for edge, each in zip(breaks, values, strict=True):
        value = each.value if by.value >= edge else value
    return node(name, "band", [*parts, values[-1]], value, unit="share")


def _line(name: str, breaks: Sequence[Fraction], by: Node, values: Sequence[Node]) -> Node:
    """Go in straight lines between breaks."""
    at = min(max(by.value, breaks[0]), breaks[-1])
    value = values[-1].value
    for begin, end, low, high in zip(breaks, breaks[1:], values, values[1:], strict=False):
        if begin <= at <= end:
            value = low.value + (high.value - low.value) * (at - begin) / (end - begin)
            break
    points = [part for edge, each in zip(breaks, values, strict=True) for part in (given("at", edge), each)]
    return node(name, "interpolate", [by, *points], value, unit="share")
