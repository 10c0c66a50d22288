"""A set of values as the text of a cell: the shortest way to write it."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from compplan.grammar import decimal_text
from compplan.tables.model import Input
from compplan.tables.sets import ABOVE_ALL, BELOW_ALL, Cut, Names, Span, Values
from compplan.tables.unary import everything, is_word


def cell_text(values: Values, column: Input) -> str:
    """Write a set as a cell that `read_cell` reads as the same set."""
    if values == everything(column):
        return "-"
    if isinstance(values, Names):
        names = [name if is_word(name) else f'"{name}"' for name in sorted(values.names)]
        if values.others:
            return f"not({', '.join(names)})" if names else "not(missing)"
    else:
        names = [_span_text(span, column) for span in values.spans]
    if not values.missing and names == ["-"]:
        return "not(missing)"
    return ", ".join([*names, "missing"] if values.missing else names)


def value_text(value: Fraction | str | None, column: Input) -> str:
    """Write a value of an input."""
    if value is None:
        return "missing"
    return value if isinstance(value, str) else _number(value, column)


def _span_text(span: Span, column: Input) -> str:
    low, high = span
    first, last = column.domain
    low, high = (BELOW_ALL if low == first else low), (ABOVE_ALL if high == last else high)
    if column.kind != "number":
        return _whole_text(low, high, column)
    if low == BELOW_ALL:
        return "-" if high == ABOVE_ALL else f"{'<=' if high[1] else '<'} {_number(high[0], column)}"
    if high == ABOVE_ALL:
        return f"{'>' if low[1] else '>='} {_number(low[0], column)}"
    if low[0] == high[0]:
        return _number(low[0], column)
    ends = f"{_number(low[0], column)}..{_number(high[0], column)}"
    return f"{'(' if low[1] else '['}{ends}{']' if high[1] else ')'}"


def _whole_text(low: Cut, high: Cut, column: Input) -> str:
    if low == BELOW_ALL:
        return "-" if high == ABOVE_ALL else f"< {_number(high[0], column)}"
    if high == ABOVE_ALL:
        return f">= {_number(low[0], column)}"
    last = high[0] - 1
    return (
        _number(low[0], column) if low[0] == last else f"[{_number(low[0], column)}..{_number(last, column)}]"
    )


def _number(value: Fraction | float, column: Input) -> str:
    assert isinstance(value, Fraction)
    return dt.date.fromordinal(int(value)).isoformat() if column.kind == "date" else decimal_text(value)
