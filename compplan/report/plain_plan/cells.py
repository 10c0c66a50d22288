"""Cells of decision tables in words: shares as percentages, spans as people say them."""

from __future__ import annotations

from fractions import Fraction

from compplan.grammar import decimal_text, percent_text
from compplan.plan.facts import FACTS, OF_MEASURE
from compplan.tables.model import Input
from compplan.tables.sets import Cut, Names, Span, Values
from compplan.tables.unary import everything

_SHARES = frozenset(fact.name.removesuffix(OF_MEASURE) for fact in FACTS if fact.unit == "share")


def cell_words(values: Values, column: Input) -> str:
    """Say which values a cell holds, such as ``below 100%``, ``6 or more`` or ``any``."""
    if values == everything(column):
        return "any"
    if isinstance(values, Names):
        plain = {"true": "yes", "false": "no"} if column.kind == "boolean" else {}
        said = [plain.get(name, name.replace("_", " ")) for name in sorted(values.names)]
        if values.others:
            said = [f"not {' or '.join(said)}"] if said else ["any that is known"]
    else:
        said = [_span(span, column) for span in values.spans]
    return " or ".join([*said, "not known"] if values.missing else said)


def _span(span: Span, column: Input) -> str:
    low, high = span
    first, last = column.domain
    if low == first and high == last:
        return "any that is known"
    if low == first and not (column.kind == "whole" and low[0] == high[0] - 1):
        return _until(high, column)
    if high == last:
        return f"above {_number(low, column)}" if low[1] else f"{_number(low, column)} or more"
    if column.kind == "whole":
        return _between_whole(low, high, column)
    if low[0] == high[0]:
        return _number(low, column)
    begin = f"above {_number(low, column)}" if low[1] else f"from {_number(low, column)}"
    return f"{begin} {'to' if high[1] else 'to below'} {_number(high, column)}"


def _until(high: Cut, column: Input) -> str:
    return f"{_number(high, column)} or less" if high[1] else f"below {_number(high, column)}"


def _between_whole(low: Cut, high: Cut, column: Input) -> str:
    last: Cut = (high[0] - 1, 0)
    if low[0] == last[0]:
        return _number(low, column)
    return f"{_number(low, column)} to {_number(last, column)}"


def _number(cut: Cut, column: Input) -> str:
    assert isinstance(cut[0], Fraction)
    is_share = column.name.partition(".")[0] in _SHARES and column.kind == "number"
    return percent_text(cut[0]) if is_share else decimal_text(cut[0])
