"""How one number of an explanation follows from others, in words on one line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from compplan.diagnostics import Place
from compplan.grammar import decimal_text
from compplan.report.explanation_json import exact_text
from compplan.report.explanation_tree import IF, Shown, is_band
from compplan.report.plain import one_line
from compplan.report.tables_text import exact_money, exact_share

_SIGNS: Mapping[str, str] = {"product": "x", "difference": "-", "quotient": "/"}
ZERO = Fraction(0)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)


def value_text(node: Shown, exponent: int) -> str:
    """Write a node's value in its unit."""
    if node.unit == "money":
        return exact_money(node.value, exponent)
    if node.unit == "share":
        return exact_share(node.value)
    if node.unit == "part":
        return node.remarks[0] if node.remarks else exact_text(node.value)
    return decimal_text(node.value)


def formula(node: Shown, exponent: int) -> str:
    """Say how a node's value follows from its operands; nothing if they are listed below it."""
    named = [_operand(part, exponent) for part in node.of]
    if node.operation in _SIGNS:
        return (
            f" = {named[0]} x {value_text(node.of[1], exponent)}" if is_band(node) else _joined(node, named)
        )
    match node.operation:
        case "round":
            return _rounded(node, exponent)
        case "least":
            return f" = {named[1]}, which cuts {named[0]}"
        case "greatest":
            if node.of[1].value:
                return f" = {named[1]}, which lifts {named[0]}"
            return f" = nothing, as {named[0]} is below 0"
        case "if_reached" | "if_above" | "if_at_most" | "if_below":
            return f", as {named[0]} {IF[node.operation][0]} {named[1]}"
        case "band" | "band_to":
            return f", the rate {_in_band(node, exponent)}"
        case "interpolate":
            return f", {_on_line(node, exponent)}"
        case _:
            return _rows_summed(node) + _rows_counted(node)


def _joined(node: Shown, named: list[str]) -> str:
    return " = " + f" {_SIGNS[node.operation]} ".join(named)


def _rounded(node: Shown, exponent: int) -> str:
    exact, to = (value_text(part, exponent) for part in node.of)
    return f" = {exact} rounded to {to} ({node.of[1].remarks[0]})"


def label(node: Shown, exponent: int) -> str:
    """Name a node; a band by its edges: ``attainment from 0% to 100%``."""
    if not is_band(node) or node.name != "band":
        return node.name
    low, *high = (value_text(part, exponent) for part in node.of[-1].of if part.name in ("from", "to"))
    what = node.of[-1].name.removeprefix("part of ").removesuffix(" inside")
    return f"{what} from {low} to {high[0]}" if high else f"{what} above {low}"


def is_rows(node: Shown) -> bool:
    """Tell whether a node adds up rows of a table."""
    return node.operation == "sum" and bool(node.of) and all(part.name.startswith("row ") for part in node.of)


def place_text(place: Place) -> str:
    """Write a place in brackets, as file and line."""
    at = place.line or place.row
    return f" [{one_line(place.file)}{f':{at}' if at else ''}]"


def _operand(node: Shown, exponent: int) -> str:
    text = value_text(node, exponent)
    return text if node.unit == "part" else f"{node.name} {text}"


def _in_band(node: Shown, exponent: int) -> str:
    attainment = node.of[0]
    low, edges = value_text(replace(attainment, value=ZERO), exponent), node.of[1::2]
    for edge in edges:
        if edge.name not in ("below", "up to"):
            break
        if attainment.value < edge.value or (edge.name == "up to" and attainment.value == edge.value):
            return f"from {low} to {value_text(edge, exponent)}, for {_operand(attainment, exponent)}"
        low = value_text(edge, exponent)
    return f"above {low}, for {_operand(attainment, exponent)}"


def _on_line(node: Shown, exponent: int) -> str:
    attainment = node.of[0]
    points = list(zip(node.of[1::2], node.of[2::2], strict=True))
    what = _operand(attainment, exponent)
    if attainment.value <= points[0][0].value:
        return f"as {what} is not above {value_text(points[0][0], exponent)}"
    for (x0, y0), (x1, y1) in pairwise(points):
        if attainment.value <= x1.value:
            (low, start), (high, end) = (
                (value_text(x, exponent), value_text(y, exponent)) for x, y in ((x0, y0), (x1, y1))
            )
            return f"as {what} lies on the line from {start} at {low} to {end} at {high}"
    return f"as {what} is not below {value_text(points[-1][0], exponent)}"


def _rows_summed(node: Shown) -> str:
    if is_rows(node):
        file = next((part.place.file for part in node.of if part.place), "the data")
        return f", sum of {len(node.of):,} rows of {one_line(file)}"
    no_rows = (
        node.operation == "sum" and not node.of and (node.name == "actual" or _MONTH.fullmatch(node.name))
    )
    return ", no rows" if no_rows else ""


def _rows_counted(node: Shown) -> str:
    if not node.rows:
        return ""
    file = one_line(node.source.file) if node.source else "the data"
    return f", {len(node.rows):,} row{'' if len(node.rows) == 1 else 's'} of {file}"
